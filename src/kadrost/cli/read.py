"""`kadrost read`: an official document as measures, executors, terms and doubts."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kadrost.cli.horizon import horizon
from kadrost.cli.language import say
from kadrost.cli.schedule import read_day

if TYPE_CHECKING:
    from kadrost.reading.result import Reading


DOUBTFUL = 1
"""The status of `--strict` where a person has to look at something."""


def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=say("ФАЙЛ", "FILE"),
            help=say("Документ .txt, .docx, .pdf, .xlsx или .html.", "A .txt, .docx, .pdf, .xlsx or .html document."),
        ),
    ],
    until: Annotated[
        date | None,
        typer.Option(
            parser=read_day,
            metavar=say("ДЕНЬ", "DATE"),
            help=say(
                "По какой день показать сроки: обычно по конец периода документа, без него три года вперед, с --json 31.12.2024.",
                "Show terms up to this day: the end of the document's period, else three years ahead; with --json 2024-12-31.",
            ),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("JSON для программ.", "JSON for programs."))] = False,
    source_text: Annotated[
        bool,
        typer.Option(
            "--source-text", help=say("Добавить в JSON текст источника.", "Add the source's text to the JSON.")
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help=say(
                "Кончить с кодом 1, если в документе что-то не понято (иначе код 0; 2 – если документ не читается).",
                "End with status 1 where something is doubtful (else 0; 2 where the document cannot be read).",
            ),
        ),
    ] = False,
) -> None:
    """Print the reading of FILE: tables for a person, or one JSON object; nothing else goes to standard output."""
    from kadrost.reading.api import read_file
    from kadrost.reading.json_form import to_json

    reading = read_file(file)
    if as_json:
        last = horizon(until, as_json=True)
        text = json.dumps(to_json(reading, until=last, with_source_text=source_text), ensure_ascii=False, indent=1)
        sys.stdout.write(text + "\n")
    else:
        show(reading, horizon(until, period=reading.document.period))
    if strict and reading.flags:
        raise typer.Exit(DOUBTFUL)


def show(reading: Reading, until: date) -> None:
    """Print a reading for a person: the head, a table of measures by section, then what is doubtful."""
    from rich.console import Console

    from kadrost.cli.reading_table import doubts_of, head_of, measures_of

    console = Console()
    console.print(head_of(reading))
    console.print(measures_of(reading, until))
    console.print(doubts_of(reading))
