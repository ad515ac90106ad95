"""The readable table of `kadrost schedule`."""

from __future__ import annotations

from datetime import date
from itertools import islice

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kadrost.cli.language import say
from kadrost.kernel.schedule import Occurrence, Schedule

_SHOWN = 4
_PLAIN_WIDTH = 140


def print_schedules(schedules: list[Schedule], until: date) -> None:
    """Print phrase, what was understood and the first days, then how many phrases want a person."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PLAIN_WIDTH)
    table = Table(show_lines=True)
    table.add_column(say("Срок в документе", "Phrase"), ratio=2)
    table.add_column(say("Что понято", "Understood"), ratio=3)
    table.add_column(say("Ближайшие дни", "First days"), ratio=2)
    for schedule in schedules:
        table.add_row(Text(schedule.phrase), _meaning(schedule), Text(_days(schedule, until)))
    console.print(table)
    asked = sum(not schedule.understood for schedule in schedules)
    if asked:
        console.print(
            Text(
                say(
                    f"Нужен ответ человека: {asked} из {len(schedules)}",
                    f"For a person to answer: {asked} of {len(schedules)}",
                ),
                "yellow",
            )
        )


def _meaning(schedule: Schedule) -> Text:
    if not schedule.understood:
        return Text(say("Не понято. ", "Not understood. ") + schedule.why, "yellow")
    text = Text(schedule.in_words(), "cyan" if schedule.assumed or schedule.event else "green")
    for remark in schedule.remarks:
        text.append(f"\n{remark}", "dim")
    return text


def _days(schedule: Schedule, until: date) -> str:
    first = list(islice(schedule.occurrences(until=until), _SHOWN + 1))
    lines = [_span(occurrence) for occurrence in first[:_SHOWN]]
    if not lines and any(next(rule.expand(date.max), None) for rule in schedule.rules):
        return say(f"до {until:%d.%m.%Y} нет", f"none up to {until:%d.%m.%Y}")
    return "\n".join([*lines, "…"] if len(first) > _SHOWN else lines)


def _span(occurrence: Occurrence) -> str:
    provisional = say(" (предварительно)", " (provisional)") if occurrence.provisional else ""
    start, end = f"{occurrence.start:%d.%m.%Y}", f"{occurrence.end:%d.%m.%Y}"
    return (end if start == end else f"{start} – {end}") + provisional
