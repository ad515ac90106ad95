"""`kadrost read`: an official document as measures, executors, terms and doubts."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kadrost.kernel.errors import KadrostError

if TYPE_CHECKING:
    from kadrost.reading.result import Reading

NOT_READ = 2


def read(
    file: Annotated[Path, typer.Argument(help="Документ: .txt, .docx, .pdf, .xlsx или .html.", metavar="FILE")],
    until: Annotated[datetime, typer.Option(help="До какого дня разворачивать сроки.", formats=["%Y-%m-%d"])] = datetime(  # noqa: DTZ001 a day
        2024, 12, 31
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Одним объектом JSON, для программ.")] = False,
    source_text: Annotated[bool, typer.Option("--source-text", help="Добавить в JSON текст источника.")] = False,
) -> None:
    """Прочитать документ: мероприятия, исполнители, сроки, подтверждающие документы и сомнения."""
    from kadrost.reading.api import read_file
    from kadrost.reading.json_form import to_json

    try:
        reading = read_file(file, until=until.date())
    except KadrostError as refusal:
        print(str(refusal), file=sys.stderr)
        raise typer.Exit(NOT_READ) from refusal
    if as_json:
        text = json.dumps(to_json(reading, until=until.date(), with_source_text=source_text), ensure_ascii=False, indent=1)
        sys.stdout.buffer.write((text + "\n").encode())
        return
    show(reading, until.date())


def show(reading: Reading, until: date) -> None:
    """Print a reading for a person: the head, a table of measures by section, then what is doubtful."""
    from rich.console import Console

    from kadrost.cli.reading_table import doubts_of, head_of, measures_of

    console = Console()
    console.print(head_of(reading))
    console.print(measures_of(reading, until))
    console.print(doubts_of(reading))
