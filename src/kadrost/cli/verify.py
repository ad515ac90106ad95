"""`kadrost verify`: walk the journal's chain, hold it to anchors, write an anchor."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kadrost.cli.language import say

if TYPE_CHECKING:
    from kadrost.audit.anchors import Held
    from kadrost.audit.verifying import Found

BROKEN = 1


def verify(
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--against",
            help=say("Сверить с якорями из файла; можно повторять.", "Hold to the anchors of a file; repeatable."),
            metavar="FILE",
        ),
    ] = None,
    anchor: Annotated[
        Path | None,
        typer.Option(
            help=say("Дописать якорь в файл, если цепочка цела.", "Add an anchor to a file if the chain holds."),
            metavar="FILE",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("Для программ.", "For programs."))] = False,
    read_only: Annotated[
        bool,
        typer.Option(
            "--read-only",
            help=say("Ничего не записывать в базу, даже день проверки.", "Write nothing to the database."),
        ),
    ] = False,
) -> None:
    """Check that no entry was changed, taken out or put in; status 1 where the chain or an anchor does not hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from kadrost.audit.anchors import add_anchor, anchor_of, hold_against, read_anchors
    from kadrost.audit.linking import link_waiting
    from kadrost.audit.verifying import keep_verification, verify_chain

    anchors = [one for file in against or [] for one in read_anchors(file)]
    if not read_only:
        link_waiting()
    with progress_bar(shown=not as_json) as progress:
        found = verify_chain(progress)
    held = hold_against(anchors)
    if anchor is not None and anchor not in (against or []) and anchor.exists() and anchor.stat().st_size:
        held += hold_against(read_anchors(anchor))
    is_whole = found.is_whole and all(one.verdict == "holds" for one in held)
    if found.is_whole and not read_only:
        keep_verification(found)
    written = add_anchor(anchor, anchor_of(found, now=timezone.now())) if anchor is not None and is_whole else None
    if as_json:
        sys.stdout.write(json.dumps(report(found, held, written), ensure_ascii=False, indent=1) + "\n")
    else:
        tell(found, held, anchor, written)
    if not is_whole:
        raise typer.Exit(BROKEN)


def report(found: Found, held: list[Held], written: bool | None) -> dict[str, Any]:
    """What was found, for programs."""
    return {
        "whole": found.is_whole and all(one.verdict == "holds" for one in held),
        "entries": found.count,
        "last_hash": found.hash,
        "last_at": found.at.isoformat() if found.at else None,
        "waiting": found.waiting,
        "seconds": found.seconds,
        "break": {
            "number": found.broken.number,
            "at": found.broken.at.isoformat() if found.broken.at else None,
            "kind": found.broken.kind,
            "words": found.broken.words,
        }
        if found.broken
        else None,
        "anchors": [
            {
                "place": one.anchor.place,
                "made_at": one.anchor.made_at.isoformat(),
                "number": one.anchor.number,
                "verdict": one.verdict,
            }
            for one in held
        ],
        "anchor_written": written,
    }


def tell(found: Found, held: list[Held], anchor: Path | None, written: bool | None) -> None:
    """Print what was found, in sentences."""
    from kadrost.audit.verifying import said
    from kadrost.ui.typography import number

    if found.broken is not None:
        typer.echo(f"Цепочка нарушена. {found.broken.words}")
        typer.echo(f"До этого места цело записей: {number(found.count)}.")
    elif found.count:
        typer.echo(f"Цепочка цела до записи № {number(found.count)} от {said(found.at)} ({found.seconds:.1f} с).")
        typer.echo(f"SHA-256 последней записи: {found.hash}")
    else:
        typer.echo("Журнал пуст.")
    if found.waiting:
        typer.echo(f"Ещё не связано записей: {number(found.waiting)}; они войдут в цепочку со следующей записью.")
    for one in held:
        typer.echo(one.words)
    if written is not None:
        typer.echo(f"Якорь записан: {anchor}" if written else f"Якорь этой записи в файле уже есть: {anchor}")
    elif anchor is not None:
        typer.echo("Якорь не записан.")


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while the chain is walked, for a terminal only; gives what to tell it."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Проверяется журнал"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
