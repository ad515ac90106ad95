"""A measure that stands in the document and was not read: a person adds it to the draft by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.intake.effective import ADDED, SECTION, EffectiveReading, added_keys
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.fields import ITEM_FIELDS, LONGEST_WORDS, FieldRefused
from kadrost.roadmaps.domain.intake.mending import change_draft
from kadrost.roadmaps.models import Intake

MOST_ADDED: Final = 100
LONGEST_NUMBER: Final = 40


@dataclass(frozen=True, slots=True)
class AddedItem:
    """The measure in a person's words (lists one entry a line), and where the document has it."""

    number: str
    title: str
    ground: str
    section: str = ""
    result: str = ""
    due_text: str = ""
    executors: str = ""
    evidence: str = ""


def add_item(*, intake: Intake, added: AddedItem, acting: Acting, version: int) -> EffectiveReading:
    """Add the measure to the draft, last in its section; its term and lists are read as if they were printed.

    Raises `PermissionRefused`, `StaleVersion`, `FieldRefused` for words that a field cannot hold, and `IntakeRefused`
    without a ground, for an unknown section, a number that is taken, and more than a hundred added ones.
    """

    def add(draft: Intake, reading: EffectiveReading) -> None:
        _check(added, reading)
        known = added_keys(draft.corrections)
        if len(known) >= MOST_ADDED:
            raise IntakeRefused(
                "too_many_added",
                f"Вручную добавлено уже {MOST_ADDED} мероприятий.",
                remedy="Проверьте, что файл не повреждён, и загрузите его заново.",
            )
        number = max((int(key.partition("~")[2]) for key in known), default=0) + 1
        key = f"{ADDED}~{number}"
        words = {field: getattr(added, field, "").strip() for field in ITEM_FIELDS}
        kept = {f"{key}.{field}": value for field, value in words.items() if value}
        place = {f"{key}.{ADDED}": added.ground.strip(), f"{key}.{SECTION}": added.section}
        draft.corrections = {**draft.corrections, **place, **kept}

    return change_draft(intake, acting, version, add)


def _check(added: AddedItem, reading: EffectiveReading) -> None:
    if not added.ground.strip():
        raise IntakeRefused(
            "no_ground", "Основание не указано.", remedy="Напишите, где мероприятие стоит в документе: страница, пункт."
        )
    if not added.number.strip() or len(added.number.strip()) > LONGEST_NUMBER:
        raise FieldRefused("Номер пуст или длиннее 40 знаков.", where="Номер", remedy="Впишите номер из документа.")
    if not added.title.strip():
        raise FieldRefused("Мероприятие не названо.", where="Мероприятие", remedy="Впишите слова документа.")
    if len(added.ground) > LONGEST_WORDS:
        raise FieldRefused("Слов слишком много.", where="Основание", remedy="Допустимо до 20 000 знаков.")
    if added.number.strip() in {each.item.number for each in reading.items}:
        raise IntakeRefused(
            "number_taken",
            f"Мероприятие {added.number.strip()} уже прочитано.",
            remedy="Исправьте его слова или укажите другой номер.",
        )
    if added.section and added.section not in {section.number for section in reading.reading.sections}:
        raise IntakeRefused("no_such_section", "Такого раздела в документе нет.", remedy="Выберите раздел из списка.")
