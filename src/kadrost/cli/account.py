"""`kadrost account`: the yearly account of a plan as a docx or xlsx file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kadrost.cli.language import say
from kadrost.kernel.errors import KadrostError

if TYPE_CHECKING:
    from kadrost.roadmaps.models import Plan


class AccountRefused(KadrostError):
    """The account cannot be written."""

    code = "account_refused"


def account(
    plan: Annotated[
        str,
        typer.Argument(
            help=say("План: номер или слова из названия.", "The plan: its number, or words of its title."),
            metavar="PLAN",
        ),
    ],
    year: Annotated[int, typer.Argument(help=say("Год.", "The year."), metavar="YEAR", min=2000, max=2100)],
    out: Annotated[
        Path | None,
        typer.Option(help=say("Файл .docx или .xlsx.", "A .docx or .xlsx file."), metavar="FILE"),
    ] = None,
) -> None:
    """Write the account as of today; an existing file is not overwritten."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from kadrost.roadmaps.domain.account import build_account
    from kadrost.roadmaps.papers import account_paper
    from kadrost.ui.papers.sheet import lay_out_xlsx
    from kadrost.ui.papers.word import lay_out_docx

    found = find_plan(plan)
    target = out or Path(f"account-{found.pk}-{year}.docx")
    lay_out = {".docx": lay_out_docx, ".xlsx": lay_out_xlsx}.get(target.suffix.lower())
    if lay_out is None:
        raise AccountRefused("файл не того вида.", where=str(target), remedy="Назовите файл .docx или .xlsx.")
    if target.exists():
        raise AccountRefused("такой файл уже есть.", where=str(target), remedy="Назовите другой файл в --out.")
    target.write_bytes(lay_out(account_paper(build_account(plan=found, year=year, today=timezone.localdate()))))
    typer.echo(say(f"Записано: {target}", f"Written: {target}"))


def find_plan(asked: str) -> Plan:
    """The plan of that number, or the only one whose title has those words; raises `AccountRefused` otherwise."""
    from kadrost.roadmaps.models import Plan

    plans = list(Plan.objects.select_related("act").order_by("pk"))
    if asked.isdigit():
        found = [plan for plan in plans if plan.pk == int(asked)]
    else:
        words = asked.casefold()
        found = [plan for plan in plans if words in f"{plan.short_title} {plan.title}".casefold()]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{plan.pk} – {plan.short_title}" for plan in (found or plans))
    said = "планов с такими словами несколько" if found else "такого плана нет"
    raise AccountRefused(f"{said}.", where=asked, remedy=f"На контроле: {listed or 'ничего'}.")
