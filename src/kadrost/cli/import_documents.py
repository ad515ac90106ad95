"""`kadrost import`: official documents become plans under control."""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kadrost.cli.language import say
from kadrost.kernel.errors import KadrostError

if TYPE_CHECKING:
    from kadrost.region.domain.people import Acting
    from kadrost.roadmaps.domain.intake.automatic import Imported, Wishes

WAITS_FOR_A_PERSON = 1
REFUSED = 2
NO_TERRITORY = "no_territory"


class ImportRefused(KadrostError):
    """The command cannot begin."""

    code = "import_refused"


@dataclass
class FileReport:
    """What became of one file; `outcome` is imported, under_control, draft, skipped or refused."""

    file: str
    outcome: str
    words: str
    code: str = ""
    plan: int | None = None
    measures: int = 0
    checkpoints: int = 0
    past: int = 0
    organisations: int = 0
    doubts: int = 0
    unresolved: list[str] = field(default_factory=list)


def import_documents(
    files: Annotated[list[Path], typer.Argument(help=say("Документы.", "Documents."), metavar="FILE")],
    territory: Annotated[
        str, typer.Option(help=say("Территория плана.", "The plan's territory."), metavar="NAME")
    ] = "",
    login: Annotated[str, typer.Option("--as", help=say("От чьего имени.", "In whose name."), metavar="LOGIN")] = "",
    coordinator: Annotated[
        str, typer.Option(help=say("Координатор плана.", "The plan's coordinator."), metavar="NAME")
    ] = "",
    controller: Annotated[
        str, typer.Option(help=say("Кто контролирует.", "Who controls the plan."), metavar="NAME")
    ] = "",
    accept_doubts: Annotated[
        bool,
        typer.Option(
            "--accept-doubts",
            help=say("Взять на контроль и там, где срок не понят.", "Import even where a term is not understood."),
        ),
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help=say("Показывать планы без входа.", "Show the plans to everybody."))
    ] = False,
    past_ground: Annotated[
        str,
        typer.Option(
            help=say(
                "Снять с контроля сроки, которые уже прошли, на этом основании (нужно --as).",
                "Take terms that have passed off control on this ground (needs --as).",
            ),
            metavar="TEXT",
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("Отчёт в JSON.", "Report as JSON."))] = False,
) -> None:
    """Take each file under control in a transaction of its own; the status is 0, 1 (a draft waits) or 2 (refused)."""
    prepare()
    from kadrost.roadmaps.domain.intake.automatic import Wishes

    wishes = Wishes(
        territory=territory,
        coordinator=coordinator,
        controller=controller,
        accept_doubts=accept_doubts,
        public=public,
        past_ground=past_ground,
    )
    acting = acting_as(login)
    reports = []
    with _progress(len(files), quiet=as_json) as advance:
        for file in files:
            advance(file.name)
            report = import_file(file, wishes, acting)
            if report.code == NO_TERRITORY and not as_json and sys.stdin.isatty():
                asked = typer.prompt(say(f"{file.name}: территория плана", f"{file.name}: the plan's territory"))
                report = import_file(file, replace(wishes, territory=asked), acting)
            reports.append(report)
    if as_json:
        print(json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=1))
    else:
        _print(reports)
    outcomes = {report.outcome for report in reports}
    if "refused" in outcomes:
        raise typer.Exit(REFUSED)
    if "draft" in outcomes:
        raise typer.Exit(WAITS_FOR_A_PERSON)


def prepare() -> None:
    """Django, and the embedded database brought up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if settings.EMBEDDED:
        call_command("migrate", interactive=False, verbosity=0)


def acting_as(login: str) -> Acting:
    """The person of the login with today's roles, or the platform itself; `ImportRefused` for an unknown login."""
    from django.utils import timezone

    from kadrost.accounts.models import User
    from kadrost.region.domain.people import SYSTEM, acting_on

    if not login:
        return SYSTEM
    user = User.objects.filter(login=User.objects.normalise_login(login)).first()
    if user is None:
        raise ImportRefused("такого человека нет.", where=login, remedy="Проверьте --as.")
    return acting_on(user, timezone.localdate())


def import_file(file: Path, wishes: Wishes, acting: Acting) -> FileReport:
    """What became of one file; a refusal is part of the report and leaves nothing behind."""
    from django.utils import timezone

    from kadrost.reading.formats.limits import FILE_BYTES
    from kadrost.roadmaps.domain.intake.automatic import import_document
    from kadrost.roadmaps.domain.intake.starting import ACCEPTED_SUFFIXES, check_upload

    if file.is_dir():
        return FileReport(str(file), "skipped", "папка, пропущена")
    if file.suffix.lower() not in (*ACCEPTED_SUFFIXES, ".doc"):
        return FileReport(str(file), "skipped", "не документ, пропущен")
    try:
        check_upload(file.stat().st_size, file.name)
        with file.open("rb") as opened:
            data = opened.read(FILE_BYTES + 1)
        done = import_document(data=data, name=file.name, wishes=wishes, acting=acting, today=timezone.localdate())
    except OSError:
        return FileReport(str(file), "refused", "файл не открывается: его нет или нет права его читать")
    except KadrostError as refusal:
        words = " ".join(part for part in (refusal.message, refusal.remedy) if part)
        return FileReport(str(file), "refused", words, code=refusal.code)
    return _report(file, done)


def _report(file: Path, done: Imported) -> FileReport:
    plan = done.plan
    if done.outcome == "under_control":
        return FileReport(str(file), "under_control", f"уже на контроле: {plan}", plan=plan.pk if plan else None)
    if done.outcome == "draft":
        why = f", вопросов без ответа: {done.doubts}" if done.doubts else ""
        words = f"черновик ждёт человека на сайте{why}"
        if done.serious:
            words += f"; например, {done.serious[0].item or 'документ'}: {done.serious[0].why}"
        return FileReport(str(file), "draft", words, measures=done.measures, doubts=done.doubts)
    words = f"на контроле: мероприятий {done.measures}, контрольных точек {done.checkpoints}"
    if done.is_undated_template:
        words += " (типовой план без даты и подписи: его сроки никого не обязывают)"
    if done.past:
        words += f", срок уже прошёл у {done.past}"
    if done.organisations:
        words += f", новых организаций {done.organisations}"
    if done.not_understood:
        words += f", срок не понят у {done.not_understood}"
    if done.doubts:
        words += f", сомнений оставлено {done.doubts}"
    if done.unresolved:
        words += f", исполнителей не определено {len(done.unresolved)}"
    return FileReport(
        str(file),
        "imported",
        words,
        plan=plan.pk if plan else None,
        measures=done.measures,
        checkpoints=done.checkpoints,
        past=done.past,
        organisations=done.organisations,
        doubts=done.doubts,
        unresolved=list(done.unresolved),
    )


def _print(reports: list[FileReport]) -> None:
    for report in reports:
        stream = sys.stderr if report.outcome == "refused" else sys.stdout
        print(f"{Path(report.file).name}: {report.words}", file=stream)
    imported = [report for report in reports if report.outcome == "imported"]
    if len(imported) > 1:
        print(f"Всего взято на контроль: документов {len(imported)}, мероприятий {sum(r.measures for r in imported)}.")


def _progress(total: int, *, quiet: bool) -> AbstractContextManager[Any]:
    """A bar on standard error where a person looks at it; gives the function that names the next file."""
    if quiet or total < 2 or not sys.stderr.isatty():
        return nullcontext(lambda _name: None)
    return _Bar(total)


class _Bar(AbstractContextManager[Any]):
    def __init__(self, total: int) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=total)
        self._started = False

    def __enter__(self) -> Any:
        self._bar.start()
        return self._next

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _next(self, name: str) -> None:
        self._bar.update(self._task, description=name, advance=1 if self._started else 0)
        self._started = True
