"""A measure of a plan as an item of a reading, so that an edition compares like with like; and its fields in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext_noop

from kadrost.reading.result import Blank, Executor, ReadItem, ReadTarget
from kadrost.roadmaps.domain.intake.fields import words_of
from kadrost.roadmaps.models import Measure

EDITION_FIELDS: Final = {
    "number": gettext_noop("Номер"),
    "section": gettext_noop("Раздел"),
    "stage": gettext_noop("Этап"),
    "title": gettext_noop("Мероприятие"),
    "result": gettext_noop("Ожидаемый результат"),
    "due_text": gettext_noop("Срок"),
    "executors": gettext_noop("Исполнители"),
    "evidence": gettext_noop("Подтверждающие документы"),
    "targets": gettext_noop("Показатели"),
}


def item_of(measure: Measure) -> ReadItem:
    """What the measure says now, as a reading would have it; asks nothing where its parts were fetched before."""
    targets = list(measure.targets.all())
    return ReadItem(
        number=measure.number,
        section=measure.section.number if measure.section else "",
        stage=measure.stage or None,
        title=measure.title,
        result=measure.expected_result,
        due_text=measure.due_text,
        schedule=measure.schedule,
        executors=tuple(Executor(one.printed_name, by_agreement=one.is_by_agreement) for one in measure.duties.all()),
        evidence=tuple(one.text for one in measure.requirements.all()),
        targets=tuple(
            ReadTarget(text=one.text, value=float(one.value), operator=one.operator, unit=one.unit)  # type: ignore[arg-type]
            for one in targets
            if one.value is not None
        ),
        blanks=tuple(Blank(what=one.text, unit=one.unit) for one in targets if one.value is None),
    )


def field_words(item: ReadItem | None, field: str) -> str:
    """The field in words, blanks folded, lists one entry a line; empty for no item."""
    if item is None:
        return ""
    words = words_of(item, field)
    if field == "targets":
        words = "\n".join([*words.splitlines(), *(blank.what or f"___ {blank.unit}" for blank in item.blanks)])
    return folded_lines(words)


def folded_lines(words: str) -> str:
    """The words with blanks folded, a line for each that says something."""
    return "\n".join(" ".join(line.split()) for line in words.splitlines() if line.strip())


def with_known_term(item: ReadItem, before: ReadItem | None) -> ReadItem:
    """The item with the plan's schedule where the phrase is the same: it may hold an event's day or a chosen reading."""
    if before is None or _folded(before.due_text) != _folded(item.due_text):
        return item
    return replace(item, schedule=before.schedule)


def differing_fields(before: ReadItem, after: ReadItem) -> tuple[str, ...]:
    """The fields in which two items differ for the eye."""
    return tuple(
        field for field in EDITION_FIELDS if _folded(field_words(before, field)) != _folded(field_words(after, field))
    )


def _folded(words: str) -> str:
    return " ".join(words.split())
