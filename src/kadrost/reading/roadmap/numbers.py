"""Numbers of sections and measures that the document leaves out or prints twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kadrost.reading.joining import Joiner
from kadrost.reading.result import Flag
from kadrost.reading.roadmap.drafts import HeadingDraft, ItemDraft, PlanDraft


def settle_headings(plan: PlanDraft) -> None:
    """Decide whether headings without a number are sections or divide one, and number those that are sections."""
    open_headings = [heading for heading in plan.headings if heading.level == "open"]
    leading = bool(plan.items) and plan.items[0].stage is not None
    if not leading or any(heading.level == "section" for heading in plan.headings):
        for heading in open_headings:
            heading.level = "stage"
        return
    for order, heading in enumerate(open_headings, start=1):
        heading.level = "section"
        heading.number = _common_prefix(plan.items, heading) or str(order)
    for item in plan.items:
        if item.stage is not None and item.stage.level == "section":
            item.heading, item.stage = item.stage, None


def _common_prefix(items: Sequence[ItemDraft], heading: HeadingDraft) -> str:
    prefixes = {item.number.split(".")[0] for item in items if item.stage is heading and "." in item.number}
    return prefixes.pop() if len(prefixes) == 1 else ""


def settle_numbers(plan: PlanDraft, joiner: Joiner) -> list[Flag]:
    """Give numbers by order where none are printed, and flag what is missing or doubled."""
    flags: list[Flag] = []
    if not any(item.number for item in plan.items):
        for order, item in enumerate(plan.items, start=1):
            item.number = str(order)
        return flags
    for position, item in enumerate(plan.items):
        if not item.number:
            _fill(plan.items, position)
            flags.append(
                Flag(
                    item.number,
                    "number",
                    "number_missing",
                    "У мероприятия нет номера; присвоен по порядку.",
                    joiner.text(item.column_spans("title")),
                    item.column_spans("title"),
                )
            )
    flags += _restarts(plan.items)
    counted = Counter((item.heading, item.number) for item in plan.items)
    flagged: set[tuple[HeadingDraft | None, str]] = set()
    for item in plan.items:
        key = (item.heading, item.number)
        if counted[key] > 1 and key not in flagged:
            flagged.add(key)
            flags.append(
                Flag(
                    item.number,
                    "number",
                    "number_doubled",
                    f"Номер {item.number} стоит у нескольких мероприятий одного раздела.",
                    item.number,
                    tuple(
                        span
                        for other in plan.items
                        if (other.heading, other.number) == key
                        for span in other.number_spans
                    ),
                )
            )
    return flags


def _restarts(items: Sequence[ItemDraft]) -> list[Flag]:
    """One flag where sections count their measures anew: a number alone does not name a measure then."""
    sections: dict[str, set[HeadingDraft | None]] = {}
    for item in items:
        sections.setdefault(item.number, set()).add(item.heading)
    again = [number for number, headings in sections.items() if len(headings) > 1]
    if not again:
        return []
    return [
        Flag(
            None,
            "number",
            "numbers_restart",
            "Нумерация мероприятий начинается заново в каждом разделе: номер называется вместе с разделом.",
            ", ".join(again),
            tuple(span for item in items if item.number in again for span in item.number_spans),
        )
    ]


def _fill(items: Sequence[ItemDraft], position: int) -> None:
    before = items[position - 1].number if position else ""
    head, _, last = before.rpartition(".")
    taken = {item.number for item in items}
    count = int(last) if last.isdigit() else 0
    number = f"{head}.{count + 1}" if head else str(count + 1)
    while number in taken:
        number = f"{before}-{count + 1}" if before else str(count + 1)
        count += 1
    items[position].number = number
