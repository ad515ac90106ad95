"""A reading as tables for the terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kadrost.reading.result import Executor, Flag, Reading, ReadItem

KINDS = {"roadmap": "План мероприятий", "protocol": "Протокол", "template": "Типовой план"}
_NUMBER, _TERM = "№", "Срок"
_DAY_WIDTH = 12
_COLUMNS: tuple[tuple[str, int, Callable[[ReadItem], object]], ...] = (
    ("Мероприятие", 5, lambda item: item.title),
    ("Результат", 4, lambda item: item.result),
    (_TERM, 3, lambda item: item.due_text),
    ("Исполнители", 4, lambda item: item.executors),
    ("Документы", 3, lambda item: item.evidence),
)
_SHOWN_DATES = 3
_LONGEST_QUOTE = 120


def head_of(reading: Reading) -> RenderableType:
    """What the document is: kind, act, issuer, day, number, title, and how much was read."""
    head = reading.document
    act = " ".join(
        part
        for part in (
            head.act,
            f"от {head.date:%d.%m.%Y}" if head.date else "",
            f"№ {head.number}" if head.number else "",
        )
        if part
    )
    lines = [Text(head.title or KINDS[head.kind], style="bold")]
    lines += [
        Text(line, style="dim") for line in (" · ".join(filter(None, (KINDS[head.kind], head.issuer, act))),) if line
    ]
    lines.append(
        Text(f"Мероприятий: {len(reading.items)}. Разделов: {len(reading.sections)}. Сомнений: {len(reading.flags)}.")
    )
    return Group(*lines)


def measures_of(reading: Reading, until: date) -> RenderableType:
    """The measures in their order, each section under its own line."""
    table = Table(show_lines=True, header_style="bold", expand=True)
    table.add_column(_NUMBER, no_wrap=True)
    shown = [(name, ratio) for name, ratio, words in _COLUMNS if any(words(item) for item in reading.items)]
    for name, ratio in shown:
        table.add_column(name, ratio=ratio, overflow="fold", min_width=_DAY_WIDTH if name == _TERM else None)
    titles = {section.number: section.title for section in reading.sections}
    doubtful = {flag.item for flag in reading.flags}
    current: str | None = None
    for item in reading.items:
        if item.section != current:
            current = item.section
            if current in titles:
                table.add_row(Text(current, style="bold cyan"), Text(titles[current], style="bold cyan"))
        cells = _row(item, until, doubtful=item.number in doubtful)
        table.add_row(cells[_NUMBER], *(cells[name] for name, _ in shown))
    return table


def doubts_of(reading: Reading) -> RenderableType:
    """What a person has to look at, each with its words and the readings to choose from."""
    if not reading.flags:
        return Text("Сомнений нет.", style="green")
    return Group(Text("На что посмотреть", style="bold yellow"), *(_doubt(flag) for flag in reading.flags))


def _row(item: ReadItem, until: date, *, doubtful: bool) -> dict[str, RenderableType]:
    title = Text(item.title)
    if item.stage:
        title = Text.assemble((f"{item.stage}\n", "italic dim"), title)
    return {
        _NUMBER: Text(f"{item.number}{' ?' if doubtful else ''}", style="yellow" if doubtful else ""),
        "Мероприятие": title,
        "Результат": Text(item.result),
        _TERM: _term(item, until),
        "Исполнители": Text("\n".join(_executor(executor) for executor in item.executors)),
        "Документы": Text("\n".join(item.evidence)),
    }


def _term(item: ReadItem, until: date) -> Text:
    text = Text(item.due_text)
    if item.schedule is None:
        return text
    if not item.schedule.understood:
        return text.append("\nне понят", style="red")
    days = [
        f"{o.end:%d.%m.%Y}" if o.start == o.end else f"{o.start:%d.%m.%Y} – {o.end:%d.%m.%Y}"
        for o in islice(item.schedule.occurrences(until=until), _SHOWN_DATES + 1)
    ]
    if len(days) > _SHOWN_DATES:
        days[_SHOWN_DATES:] = ["и далее"]
    return text.append("".join(f"\n{day}" for day in days), style="dim")


def _executor(executor: Executor) -> str:
    agreed = " (по согласованию)" if executor.by_agreement else ""
    alias = f" (далее – {executor.alias})" if executor.alias else ""
    return f"{executor.name}{alias}{agreed}"


def _doubt(flag: Flag) -> RenderableType:
    place = f"{flag.item}: " if flag.item else ""
    lines = [Text.assemble((f"• {place}", "yellow"), flag.why)]
    if flag.text:
        lines.append(Text(f"    «{_short(flag.text)}»", style="dim"))
    lines += [Text(f"    – {_short(choice.label)}: {_short(choice.value) or 'пусто'}") for choice in flag.choices]
    return Group(*lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
