"""Sections within sections, and several plans in one document: which heading stands under which, and numbers of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kadrost.reading.joining import Joiner
from kadrost.reading.result import Flag
from kadrost.reading.roadmap.drafts import HeadingDraft, ItemDraft, PlanDraft
from kadrost.reading.roadmap.numbering import is_child, is_roman
from kadrost.reading.source import Span

_LONGEST_TITLE = 40


def part_plans(plan: PlanDraft, joiner: Joiner) -> None:
    """Headings without a number after which the count begins anew are titles of further plans: sections of their own.

    The first plan's title is the paragraph before its rows; it becomes the first section.
    """
    titles = [heading for heading in plan.headings if heading.level == "open" and _begins_anew(plan, heading)]
    place = next((i for i, item in enumerate(plan.items) if titles and _under(item, titles[0], plan)), None)
    if place is None or plan.items[0].stage is not None:
        return
    first_title = _last_title(plan, joiner)
    first = HeadingDraft("1", {}, None, "section", title=first_title, label="план")
    for item in plan.items[:place]:
        item.heading = item.heading or first
    for order, title in enumerate(titles, start=2):
        title.level, title.number, title.label = "section", str(order), "план"
        for item in plan.items:
            if item.stage is title:
                item.heading, item.stage = title, None
    plan.headings.insert(0, first)


def _begins_anew(plan: PlanDraft, heading: HeadingDraft) -> bool:
    """True where the first measure, or the first section, under the heading has the number of the document's first."""
    place = plan.headings.index(heading)
    following = plan.headings[place + 1] if place + 1 < len(plan.headings) else None
    own = next((index for index, item in enumerate(plan.items) if item.stage is heading), None)
    if own is not None:
        number = plan.items[own].number
        return own > 0 and number != "" and number == plan.items[0].number and plan.items[own - 1].stage is not heading
    sections = [other for other in plan.headings if other.level == "section"]
    return following is not None and following in sections[1:] and following.number == sections[0].number


def _under(item: ItemDraft, title: HeadingDraft, plan: PlanDraft) -> bool:
    """True for the first measure after the title: its own, or one of a section that follows it."""
    if item.stage is title:
        return True
    place = plan.headings.index(title)
    return item.heading is not None and item.heading in plan.headings[place:]


def _last_title(plan: PlanDraft, joiner: Joiner) -> tuple[Span, ...]:
    starts = [span.start for item in plan.items[:1] for span in (*item.number_spans, *item.column_spans("title"))]
    before = [span for span in plan.notes if starts and span.start < min(starts)]
    if before and len(joiner.text([before[-1]]).split()) <= _LONGEST_TITLE:
        return (before[-1],)
    return ()


def nest_sections(plan: PlanDraft, joiner: Joiner) -> list[Flag]:
    """Give every section its outer one; where numbers repeat, the outer section's number goes before them, flagged."""
    sections = [heading for heading in plan.headings if heading.level == "section"]
    _find_parents(sections, plan.items)
    counts = Counter(heading.number for heading in sections)
    again = [heading for heading in sections if counts[heading.number] > 1]
    if not again or not any(heading.parent for heading in again):
        return []
    changed = []
    for heading in sections:
        if heading.parent is not None and not is_child(heading.number, heading.parent.number):
            heading.number = f"{heading.parent.number}.{heading.number}"
            changed.append(heading)
    spans = tuple(span for heading in changed for span in (*heading.number_spans, *heading.title_spans))
    why = "Номера разделов повторяются: перед номером раздела поставлен номер раздела, в который он входит."
    return [Flag(None, "number", "sections_qualified", why, joiner.text(spans), spans)]


def _find_parents(sections: Sequence[HeadingDraft], items: Sequence[ItemDraft]) -> None:
    filled = {item.heading for item in items if item.heading is not None}
    open_sections: list[HeadingDraft] = []
    before: HeadingDraft | None = None
    for heading in sections:
        while open_sections and not _holds(open_sections[-1], heading, before, filled):
            same = _kind(open_sections[-1]) == _kind(heading)
            open_sections.pop()
            if same:
                break
        heading.parent = open_sections[-1] if open_sections else None
        open_sections.append(heading)
        before = heading


def _holds(outer: HeadingDraft, inner: HeadingDraft, before: HeadingDraft | None, filled: set[HeadingDraft]) -> bool:
    """True where the inner section stands under the outer one: 1.1 under 1, or the first heading right below another."""
    if is_child(inner.number, outer.number) and _kind(outer) != _kind(inner):
        return True
    return outer is before and outer not in filled and _kind(outer) != _kind(inner) and _may_hold(outer, inner)


def _may_hold(outer: HeadingDraft, inner: HeadingDraft) -> bool:
    """Roman numerals stand over figures, «раздел» over what has no such word; never the other way round."""
    if outer.label == "план":
        return True
    if is_roman(inner.number) and not is_roman(outer.number):
        return False
    return bool(outer.label) or is_roman(outer.number) or bool(inner.label)


def _kind(heading: HeadingDraft) -> tuple[str, bool, int]:
    return heading.label, is_roman(heading.number), heading.number.count(".")
