"""`kadrost check`: what is missing or at odds in a plan, by named rules, before it is signed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kadrost.cli.language import say

if TYPE_CHECKING:
    from kadrost.reading.checking import Finding
    from kadrost.reading.result import Reading

FOUND = 1
FIELD_NAMES = {
    "title": "мероприятие",
    "result": "результат",
    "due_text": "срок",
    "executors": "исполнители",
    "evidence": "подтверждающий документ",
    "number": "номер",
}


def check(
    file: Annotated[
        Path,
        typer.Argument(
            help=say("Документ: .txt, .docx, .pdf, .xlsx или .html.", "A .txt, .docx, .pdf, .xlsx or .html document."),
            metavar="FILE",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help=say("Для программ.", "For programs."))] = False,
) -> None:
    """List the findings and the reader's questions; status 1 where an error or a question was found."""
    from kadrost.reading.api import read_file
    from kadrost.reading.checking import check_reading

    reading = read_file(file)
    findings = check_reading(reading)
    if as_json:
        flags = [{"item": flag.item, "field": flag.field, "code": flag.code, "why": flag.why} for flag in reading.flags]
        document = {"findings": [asdict(finding) for finding in findings], "flags": flags}
        sys.stdout.buffer.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        show_findings(reading, findings)
    if reading.flags or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(FOUND)


def show_findings(reading: Reading, findings: list[Finding]) -> None:
    """Print the findings as a table, then what the reader itself doubts; a clean plan says so."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not findings and not reading.flags:
        console.print(f"Мероприятий {len(reading.items)}. Замечаний нет.")
        return
    table = Table("Пункт", "Замечание", "Что сделать", title_justify="left", title=f"Мероприятий {len(reading.items)}")
    for finding in findings:
        style = "red" if finding.severity == "error" else "yellow"
        table.add_row(finding.item or "–", f"[{style}]{finding.what}[/{style}]", finding.remedy)
    for item, why, fields in doubts_beside(reading, findings):
        named = f" ({', '.join(fields)})" if fields else ""
        table.add_row(item, f"[magenta]{why}{named}[/magenta]", "Напишите так, чтобы читалось только одним способом.")
    console.print(table)


def doubts_beside(reading: Reading, findings: list[Finding]) -> list[tuple[str, str, list[str]]]:
    """The reader's doubts that no finding says already, one row an item and reason, with the fields concerned."""
    said = {finding.item for finding in findings if finding.rule == "term_not_understood"}
    rows: dict[tuple[str, str], list[str]] = {}
    for flag in reading.flags:
        if flag.field == "due_text" and flag.item in said:
            continue
        fields = rows.setdefault((flag.item or "–", flag.why), [])
        name = FIELD_NAMES.get(flag.field)
        if name and name not in fields:
            fields.append(name)
    return [(item, why, fields) for (item, why), fields in rows.items()]
