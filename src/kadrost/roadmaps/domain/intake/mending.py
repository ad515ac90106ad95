"""A person's work on a draft: mending a field, answering a question, saying which body a printed name means.

Each step gives the draft with its new version; what the document said stays in the first reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction

from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.intake.bodies import check_choice
from kadrost.roadmaps.domain.intake.effective import (
    EXCLUDED,
    Answer,
    AnswerKind,
    EffectiveReading,
    Question,
    effective_reading,
    question_field,
)
from kadrost.roadmaps.domain.intake.errors import IntakeRefused
from kadrost.roadmaps.domain.intake.fields import DOCUMENT, DOCUMENT_FIELDS, ITEM_FIELDS, FieldRefused
from kadrost.roadmaps.domain.intake.starting import lock_draft
from kadrost.roadmaps.domain.intake.territories import require_territory
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.permissions import require


def mend_field(*, intake: Intake, key: str, field: str, words: str, acting: Acting, version: int) -> EffectiveReading:
    """Replace the words of one field ("document" or an item's key); the words first read take a correction back.

    Raises `PermissionRefused`, `StaleVersion`, `FieldRefused`, and `IntakeRefused` for a draft that is none and an
    item that is not there.
    """

    def mend(draft: Intake, reading: EffectiveReading) -> None:
        if key != DOCUMENT and reading.item(key) is None:
            raise IntakeRefused("no_such_item", f"Мероприятия «{key}» в документе нет.", remedy="Обновите страницу.")
        if field not in (DOCUMENT_FIELDS if key == DOCUMENT else ITEM_FIELDS):
            raise FieldRefused(f"Поля «{field}» нет.", remedy="Выберите поле на странице.")
        draft.corrections = {**draft.corrections, f"{key}.{field}": words}

    return change_draft(intake, acting, version, mend)


def exclude_item(*, intake: Intake, key: str, excluded: bool, acting: Acting, version: int) -> EffectiveReading:
    """Say that what was read as a measure is none, or take that back; at least one measure must stay."""

    def exclude(draft: Intake, reading: EffectiveReading) -> None:
        if reading.item(key) is None:
            raise IntakeRefused("no_such_item", f"Мероприятия «{key}» в документе нет.", remedy="Обновите страницу.")
        if excluded and [each.key for each in reading.items] == [key]:
            raise IntakeRefused("last_item", "Это единственное мероприятие документа.", remedy="Удалите черновик.")
        name = f"{key}.{EXCLUDED}"
        kept = {known: words for known, words in draft.corrections.items() if known != name}
        draft.corrections = {**kept, name: "1"} if excluded else kept

    return change_draft(intake, acting, version, exclude)


def take_correction_back(*, intake: Intake, key: str, field: str, acting: Acting, version: int) -> EffectiveReading:
    """Return a field to what was first read; an answer to a question about it is taken back with it."""

    def take_back(draft: Intake, reading: EffectiveReading) -> None:
        name = f"{key}.{field}"
        draft.corrections = {known: words for known, words in draft.corrections.items() if known != name}
        about = {str(question.index) for question in reading.questions if question_field(question) == name}
        draft.answers = {index: answer for index, answer in draft.answers.items() if index not in about}

    return change_draft(intake, acting, version, take_back)


def answer_flag(
    *, intake: Intake, index: int, kind: AnswerKind, value: str, acting: Acting, version: int
) -> EffectiveReading:
    """Answer a question: `kind` "choice" with the number of a reading, "own" with words, "as_is".

    A choice or own words replace the words of the question's field and an earlier correction of it. Raises as
    `mend_field`, and `IntakeRefused` for a question or reading that is not there and for empty own words.
    """

    def answer(draft: Intake, reading: EffectiveReading) -> None:
        question = next((each for each in reading.questions if each.index == index), None)
        if question is None:
            raise IntakeRefused("no_such_question", "Такого вопроса нет.", remedy="Обновите страницу.")
        given = Answer(kind, _answer_words(question, kind, value))
        draft.answers = {**draft.answers, str(index): given.to_json()}
        if kind != "as_is" and question.changes_words:
            name = question_field(question)
            draft.corrections = {known: words for known, words in draft.corrections.items() if known != name}

    return change_draft(intake, acting, version, answer)


def leave_open_questions(*, intake: Intake, acting: Acting, version: int) -> EffectiveReading:
    """Answer "leave as it is" to every question that is still open: they stay in sight on their measures."""

    def leave(draft: Intake, reading: EffectiveReading) -> None:
        left = {str(question.index): Answer("as_is").to_json() for question in reading.open_questions}
        draft.answers = {**draft.answers, **left}

    return change_draft(intake, acting, version, leave)


def resolve_body(*, intake: Intake, printed: str, choice: str, acting: Acting, version: int) -> EffectiveReading:
    """Say which body one printed name means; see `resolve_bodies`."""
    return resolve_bodies(intake=intake, choices={printed: choice}, acting=acting, version=version)


def resolve_bodies(*, intake: Intake, choices: Mapping[str, str], acting: Acting, version: int) -> EffectiveReading:
    """Say which bodies printed names mean; an empty choice takes an earlier one back.

    Raises `PermissionRefused`, `StaleVersion`, and `IntakeRefused` for a choice that is none.
    """

    def resolve(draft: Intake, reading: EffectiveReading) -> None:
        bodies = {**draft.bodies, **choices}
        draft.bodies = {printed: choice for printed, choice in bodies.items() if choice}
        for printed, choice in choices.items():
            if choice:
                check_choice(printed, choice, territory=draft.territory, reading=reading)

    return change_draft(intake, acting, version, resolve)


def set_territory(*, intake: Intake, territory: Territory, acting: Acting, version: int) -> EffectiveReading:
    """Say to which of the person's territories the plan belongs; bodies chosen in another one are forgotten."""
    require_territory(acting, territory)

    def change(draft: Intake, reading: EffectiveReading) -> None:
        if draft.territory_id != territory.pk:
            draft.territory = territory
            draft.bodies = {
                printed: choice
                for printed, choice in draft.bodies.items()
                if not choice.startswith(("organisation:", "group:"))
            }

    return change_draft(intake, acting, version, change)


@transaction.atomic
def change_draft(
    intake: Intake, acting: Acting, version: int, change: Callable[[Intake, EffectiveReading], None]
) -> EffectiveReading:
    """Apply a change to the locked draft, check that the reading still holds, and save; `intake` follows."""
    require("roadmaps.import", acting)
    draft = lock_draft(intake.pk, version)
    change(draft, effective_reading(draft))
    changed = effective_reading(draft)
    draft.version += 1
    draft.save(update_fields=["territory", "corrections", "answers", "bodies", "version"])
    for name in ("territory", "corrections", "answers", "bodies", "version"):
        setattr(intake, name, getattr(draft, name))
    return changed


def _answer_words(question: Question, kind: AnswerKind, value: str) -> str:
    if kind == "as_is":
        return ""
    if kind == "own":
        if not value.strip():
            raise IntakeRefused("own_words_empty", "Своё чтение не написано.", remedy="Впишите слова или выберите.")
        return value.strip()
    if not value.isascii() or not value.isdigit() or int(value) >= len(question.choices):
        raise IntakeRefused("no_such_choice", "Такого варианта нет.", remedy="Выберите вариант из списка.")
    return question.choices[int(value)].value
