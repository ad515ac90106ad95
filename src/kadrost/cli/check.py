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
    from kadrost.reading.result import Flag, Reading

FOUND = 1
REMARKS = frozenset({"file_remark"})
"""What is said of the file itself is no fault of the plan."""
FIELD_NAMES = {
    "title": "мероприятие",
    "result": "результат",
    "due_text": "срок",
    "executors": "исполнители",
    "evidence": "подтверждающий документ",
    "number": "номер",
}
FIELDS_OF_RULE = {
    "term_not_understood": ("due_text",),
    "item_without_term": ("due_text",),
    "item_without_executor": ("executors",),
    "item_without_evidence": ("evidence",),
    "doubled_number": ("number",),
}
"""The field that a finding already speaks of: the reader's doubt about it is not said again."""
ADVICE = {
    "executors_split": "Пишите исполнителей с новой строки или через точку с запятой.",
    "executors_joint": "Назовите исполнителей отдельно: через точку с запятой.",
    "agreement_scope": "Поставьте «(по согласованию)» после каждого исполнителя, к которому это относится.",
    "person_beside_body": "Назовите в графе организацию; человека – в письме или приложении.",
    "executor_duty": "Разделите мероприятие: у каждой части свой исполнитель.",
    "number_missing": "Поставьте номер.",
    "number_doubled": "Дайте мероприятиям разные номера.",
    "numbers_restart": "Нумеруйте мероприятия насквозь или вместе с разделом: 1.1, 2.1.",
    "sections_qualified": "Нумеруйте разделы насквозь или вместе со старшим разделом: 1.1, 2.1.",
    "hyphen_doubtful": "Уберите перенос в слове.",
    "tail_outside_table": "Перенесите эти слова в таблицу.",
    "row_of_totals": "Вынесите итоги из таблицы мероприятий.",
    "file_remark": "Проверьте файл.",
}


def check(
    file: Annotated[
        Path,
        typer.Argument(
            help=say("Документ: .txt, .docx, .pdf, .xlsx или .html.", "A .txt, .docx, .pdf, .xlsx or .html document."),
            metavar=say("ФАЙЛ", "FILE"),
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help=say("Для программ.", "For programs."))] = False,
) -> None:
    """List the findings and the reader's questions; status 1 where an error or a question was found, 2 where unreadable."""
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
    doubtful = any(flag.code not in REMARKS for flag in reading.flags)
    if doubtful or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(FOUND)


def show_findings(reading: Reading, findings: list[Finding]) -> None:
    """Print the findings as a table, then what the reader itself doubts; a clean plan says so."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not findings and not reading.flags:
        console.print(f"Мероприятий {len(reading.items)}. Замечаний нет.")
        return
    table = Table("Пункт", "Замечание", "Что сделать", title_justify="left", title=f"Мероприятий {len(reading.items)}")
    for finding in findings:
        style = "red" if finding.severity == "error" else "yellow"
        table.add_row(finding.item or "–", Text(finding.what, style), finding.remedy)
    for item, why, fields, advice in doubts_beside(reading, findings):
        named = f" ({', '.join(fields)})" if fields else ""
        table.add_row(Text(item), Text(f"{why}{named}", "magenta"), advice)
    console.print(table)


def doubts_beside(reading: Reading, findings: list[Finding]) -> list[tuple[str, str, list[str], str]]:
    """The reader's doubts that no finding says already: item, reason, the fields concerned, what to do.

    One row an item and reason.
    """
    said = {(finding.item, field) for finding in findings for field in FIELDS_OF_RULE.get(finding.rule, ())}
    rows: dict[tuple[str, str], tuple[list[str], str]] = {}
    for flag in reading.flags:
        if (flag.item, flag.field) in said and flag.code != "inherited_from_above":
            continue
        fields, _ = rows.setdefault((flag.item or "–", flag.why), ([], _advice(flag)))
        name = FIELD_NAMES.get(flag.field)
        if name and name not in fields:
            fields.append(name)
    return [(item, why, fields, advice) for (item, why), (fields, advice) in rows.items()]


def _advice(flag: Flag) -> str:
    """What the drafter does about a doubt, by its kind; else by its field."""
    column = FIELD_NAMES.get(flag.field)
    if flag.code in {"empty_field", "inherited_from_above", "ditto_mark"} and column:
        return f"Заполните графу «{column.capitalize()}»."
    if flag.field == "due_text":
        return "Напишите день, месяц, квартал или год."
    return ADVICE.get(flag.code, "Напишите так, чтобы читалось только одним способом.")
