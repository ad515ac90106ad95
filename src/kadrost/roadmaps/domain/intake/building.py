"""The rows of a plan out of an effective reading: built in bulk, within the caller's transaction."""

from __future__ import annotations

import re
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from kadrost.reading.result import ReadItem
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.intake.effective import EffectiveItem, EffectiveReading, Question
from kadrost.roadmaps.domain.intake.making_bodies import Body, BodyMaker
from kadrost.roadmaps.domain.measures import apply_schedule, search_text_of
from kadrost.roadmaps.models import (
    Definition,
    Duty,
    Measure,
    PassportRow,
    Plan,
    PlanNote,
    Requirement,
    Section,
    Target,
)

BATCH: Final = 500
PROVISIONS: Final = range(1, 15)
GREATEST_VALUE: Final = 10**14
_PROVISION = re.compile(r"положени[еяюй]\w*\s*(?:№\s*)?(\d{1,2})\b", re.IGNORECASE)


def build_sections(plan: Plan, reading: EffectiveReading) -> dict[str, Section]:
    """The plan's sections by the number under which items name them."""
    rows = [
        Section(
            plan=plan,
            position=position,
            number=fit(Section, "number", section.number),
            title=section.title,
            expected_result=section.result,
            provision=provision_of(section.title),
        )
        for position, section in enumerate(reading.reading.sections, start=1)
    ]
    by_number: dict[str, Section] = {}
    for section, row in zip(reading.reading.sections, Section.objects.bulk_create(rows, batch_size=BATCH), strict=True):
        by_number.setdefault(section.number, row)
    return by_number


def build_measures(plan: Plan, reading: EffectiveReading, sections: dict[str, Section]) -> list[Measure]:
    """The plan's measures in the document's order, with what the document said and where."""
    rows = []
    for position, each in enumerate(reading.items, start=1):
        item = each.item
        measure = Measure(
            plan=plan,
            section=sections.get(item.section),
            position=position,
            number=fit(Measure, "number", item.number),
            stage=fit(Measure, "stage", item.stage or ""),
            title=item.title,
            expected_result=item.result,
            due_text=item.due_text,
            printed=printed_words(each.first_read),
            place=place_of(each),
        )
        apply_schedule(measure, item.schedule)
        measure.search_text = search_text_of(measure, [executor.name for executor in item.executors])
        rows.append(measure)
    return Measure.objects.bulk_create(rows, batch_size=BATCH)


def build_duties(measures: list[Measure], reading: EffectiveReading, bodies: BodyMaker) -> list[Duty]:
    """Who answers for each measure: the first named leads, the others take part."""
    rows = []
    for measure, each in zip(measures, reading.items, strict=True):
        for position, executor in enumerate(each.item.executors):
            body: Body | None = bodies.body(executor.name)
            rows.append(
                Duty(
                    measure=measure,
                    position=position,
                    printed_name=fit(Duty, "printed_name", executor.name),
                    part=Duty.Part.CO if position else Duty.Part.LEAD,
                    organisation=body if isinstance(body, Organisation) else None,
                    group=body if isinstance(body, OrganisationGroup) else None,
                    is_by_agreement=executor.by_agreement,
                )
            )
    return Duty.objects.bulk_create(rows, batch_size=BATCH)


def build_expectations(measures: list[Measure], reading: EffectiveReading) -> None:
    """The confirming documents and the targets of each measure; a template's blank is a target without a value."""
    requirements, targets = [], []
    for measure, each in zip(measures, reading.items, strict=True):
        requirements += [
            Requirement(measure=measure, position=position, text=text)
            for position, text in enumerate(each.item.evidence)
        ]
        targets += targets_for(measure, each.item)
    Requirement.objects.bulk_create(requirements, batch_size=BATCH)
    Target.objects.bulk_create(targets, batch_size=BATCH)


def build_annexes(plan: Plan, reading: EffectiveReading) -> None:
    """The passport, the defined terms and the notes."""
    read = reading.reading
    PassportRow.objects.bulk_create(
        PassportRow(
            plan=plan,
            position=position,
            number=fit(PassportRow, "number", row.number),
            name=row.name,
            inferred_name=row.name_inferred,
            value=row.value,
        )
        for position, row in enumerate(reading.passport)
    )
    Definition.objects.bulk_create(
        Definition(
            plan=plan,
            position=position,
            mark=fit(Definition, "mark", definition.mark),
            term=fit(Definition, "term", definition.term),
            meaning=definition.meaning,
            members=list(definition.members),
        )
        for position, definition in enumerate(read.definitions)
    )
    PlanNote.objects.bulk_create(
        PlanNote(plan=plan, number=fit(PlanNote, "number", note.number), text=note.text, items=list(note.items))
        for note in read.notes
    )


def printed_words(item: ReadItem) -> dict[str, Any]:
    """What the document said, by the fields of the reading, whatever is changed later."""
    return {
        "number": item.number,
        "stage": item.stage or "",
        "title": item.title,
        "result": item.result,
        "due_text": item.due_text,
        "executors": [asdict(executor) for executor in item.executors],
        "evidence": list(item.evidence),
        "targets": [target.text for target in item.targets],
        "blanks": [asdict(blank) for blank in item.blanks],
    }


def place_of(each: EffectiveItem) -> dict[str, Any]:
    """Where the measure stands in the act's text, and the doubts that a person left as they are."""
    place = each.first_read.place
    return {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "cells": {name: [[span.start, span.end] for span in spans] for name, spans in place.cells.items()},
        "added": each.added_on_ground,
        "flags": [_left_doubt(question) for question in each.questions if is_left(question)],
    }


def is_left(question: Question) -> bool:
    """Whether a doubt stays in sight after the plan is under control: nobody chose a reading."""
    return question.answer is None or question.answer.kind == "as_is"


def provision_of(title: str) -> int | None:
    """The provision of the Standard (1–14) that a section's title names."""
    found = _PROVISION.search(title)
    number = int(found[1]) if found else 0
    return number if number in PROVISIONS else None


def fit(model: type[Any], field: str, words: str) -> str:
    """The words cut, with «…», to what the model's field holds; the printed words keep them whole."""
    longest: int = model._meta.get_field(field).max_length
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _left_doubt(question: Question) -> dict[str, Any]:
    flag = question.flag
    return {
        "field": flag.field,
        "code": flag.code,
        "why": flag.why,
        "text": flag.text,
        "choices": [choice.label for choice in flag.choices],
    }


def targets_for(measure: Measure, item: ReadItem) -> list[Target]:
    """The measure's targets and blanks as the item has them, unsaved."""
    rows = [
        Target(text=target.text, operator=target.operator, value=_decimal(target.value), unit=target.unit)
        for target in item.targets
    ]
    rows += [Target(text=blank.what or f"___ {blank.unit}".strip(), unit=blank.unit) for blank in item.blanks]
    for position, row in enumerate(rows):
        row.measure, row.position, row.unit = measure, position, fit(Target, "unit", row.unit)
    return rows


def _decimal(value: float) -> Decimal | None:
    """The figure as the database keeps it; none for what no count of anything reaches."""
    return round(Decimal(str(value)), 4) if abs(value) < GREATEST_VALUE else None
