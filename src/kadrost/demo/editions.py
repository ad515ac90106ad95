"""The second edition of the demo's roadmap: terms moved, a measure left out, one added; and a third that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kadrost.accounts.models import User
from kadrost.region.domain.people import Acting, acting_on
from kadrost.roadmaps.domain.editions.beginning import begin_inside
from kadrost.roadmaps.domain.editions.deciding import MENDED_FIELDS, add_row, leave_out, mend_row
from kadrost.roadmaps.domain.editions.difference import RowView, difference_of
from kadrost.roadmaps.domain.editions.items import field_words
from kadrost.roadmaps.domain.editions.taking import EditionGround, take_edition
from kadrost.roadmaps.models import EditionDraft, EditionRow, Plan

SECOND_TAKEN_ON = date(2026, 9, 14)
THIRD_BEGUN_ON = date(2026, 11, 9)
ADDED = {
    "title": "Провести смотр учебных мастерских колледжей с участием работодателей",
    "result": "Смотр проведён не менее чем в 6 колледжах",
    "due_text": "до 1 апреля 2027 года",
    "executors": "Министерство образования и науки Верхнеозёрской области",
    "evidence": "протокол смотра",
}


def play_editions(*, plan: Plan, people: Mapping[str, User], today: date) -> None:
    """Take the roadmap's second edition and begin the third, as far as `today` allows."""
    if today < SECOND_TAKEN_ON:
        return
    coordinator = acting_on(people["koordinator"], SECOND_TAKEN_ON)
    draft = begin_inside(plan=plan, acting=coordinator, today=SECOND_TAKEN_ON)
    ahead = _with_terms_ahead(draft, SECOND_TAKEN_ON)
    for view in ahead[:2]:
        _mend(view, coordinator, due_text="до 1 июля 2027 года", ground="пункт 1 изменений")
    if len(ahead) > 2:
        leave_out(row=ahead[2].row, acting=coordinator, version=1, ground="пункт 2 изменений: вошло в план ЦОПП")
    _add(draft, coordinator)
    draft.refresh_from_db()
    ground = EditionGround("Распоряжение Правительства Верхнеозёрской области", "412-р", date(2026, 9, 10))
    take_edition(draft=draft, ground=ground, acting=coordinator, version=draft.version, today=SECOND_TAKEN_ON)
    if today >= THIRD_BEGUN_ON:
        coordinator = acting_on(people["koordinator"], THIRD_BEGUN_ON)
        third = begin_inside(plan=plan, acting=coordinator, today=THIRD_BEGUN_ON)
        for view in _with_terms_ahead(third, THIRD_BEGUN_ON)[-1:]:
            _mend(view, coordinator, due_text="до 1 октября 2027 года", ground="")


def _with_terms_ahead(draft: EditionDraft, day: date) -> list[RowView]:
    """The rows of measures of which nothing was due yet or said."""
    return [
        view
        for view in difference_of(draft).rows
        if view.points and all(point.due_on > day and not point.was_spoken_of for point in view.points)
    ]


def _mend(view: RowView, coordinator: Acting, *, due_text: str, ground: str) -> None:
    row: EditionRow = view.row
    words = {field: field_words(view.item, field) for field in MENDED_FIELDS} | {"due_text": due_text}
    section = view.item.section if view.item else ""
    mend_row(row=row, words=words, section=section, acting=coordinator, version=row.version, ground=ground)


def _add(draft: EditionDraft, coordinator: Acting) -> None:
    section = draft.sections[-1]["number"] if draft.sections else ""
    numbers = [str(row.item["number"]) for row in draft.rows.all() if row.item and row.item["section"] == section]
    number = f"{section}.{len(numbers) + 1}" if section else str(len(numbers) + 1)
    add_row(
        draft=draft, words={"number": number} | ADDED, section=section, acting=coordinator, ground="пункт 3 изменений"
    )
