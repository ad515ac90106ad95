"""Mending a draft: words, answers, bodies; each step says what follows and moves the version."""

from __future__ import annotations

from datetime import date

import pytest

from kadrost.kernel.errors import KadrostError
from kadrost.kernel.schedule import Occurrence
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.intake import answer_flag, effective_reading, mend_field, resolve_body
from kadrost.roadmaps.domain.intake.effective import EffectiveItem, EffectiveReading, preview_term
from kadrost.roadmaps.domain.intake.mending import leave_open_questions, take_correction_back
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.permissions import PermissionRefused
from tests.roadmaps.intake.conftest import start
from tests.roadmaps.intake.documents import DOUBTFUL, roadmap

pytestmark = pytest.mark.django_db


def item_of(reading: EffectiveReading, key: str) -> EffectiveItem:
    each = reading.item(key)
    assert each is not None
    return each


def mend(intake: Intake, acting: Acting, name: str, words: str) -> EffectiveReading:
    key, _, field = name.rpartition(".")
    return mend_field(intake=intake, key=key, field=field, words=words, acting=acting, version=intake.version)


def test_a_mended_term_is_compiled_and_said_back(draft: Intake, coordinator: Acting) -> None:
    reading = mend(draft, coordinator, "2.1.due_text", "до 1 июня 2027 года")
    each = item_of(reading, "2.1")
    term = preview_term(each.item.schedule)
    assert term.understood
    assert [(one.start, one.end) for one in term.dates] == [(date(2027, 6, 1), date(2027, 6, 1))]
    assert each.mended == {"due_text"}
    assert each.first_read.due_text == "май 2027 года"
    draft.refresh_from_db()
    assert (draft.version, draft.corrections) == (2, {"2.1.due_text": "до 1 июня 2027 года"})


def test_a_term_that_is_not_understood_is_kept_and_said(draft: Intake, coordinator: Acting) -> None:
    each = item_of(mend(draft, coordinator, "2.1.due_text", "31 февраля 2027 года"), "2.1")
    assert each.term_not_understood
    assert not preview_term(each.item.schedule).understood


def test_a_mended_result_brings_its_targets(draft: Intake, coordinator: Acting) -> None:
    reading = mend(draft, coordinator, "1.2.result", "Обновлено не менее 35 станков")
    assert [target.value for target in item_of(reading, "1.2").item.targets] == [35.0]


def test_executors_are_mended_one_a_line(draft: Intake, coordinator: Acting) -> None:
    reading = mend(draft, coordinator, "2.1.executors", "Союз мастеров (по согласованию)\nПалата ремёсел\n")
    executors = item_of(reading, "2.1").item.executors
    assert [(one.name, one.by_agreement) for one in executors] == [("Союз мастеров", True), ("Палата ремёсел", False)]


def test_the_documents_own_words_come_back(draft: Intake, coordinator: Acting) -> None:
    mend(draft, coordinator, "2.1.title", "Иное")
    reading = take_correction_back(intake=draft, key="2.1", field="title", acting=coordinator, version=draft.version)
    assert item_of(reading, "2.1").item.title == "Провести смотр мастеров"
    assert draft.corrections == {}


def test_a_mended_date_of_the_act_moves_every_term(coordinator: Acting) -> None:
    text = roadmap(**{"май 2027 года": "в течение 10 дней со дня подписания"})
    intake = start(coordinator, text)
    before = item_of(effective_reading(intake), "2.1").item.schedule
    after = item_of(mend(intake, coordinator, "document.date", "01.03.2027"), "2.1").item.schedule
    assert before is not None
    assert after is not None
    ends = [[one.end for one in schedule.occurrences(until=date(2027, 12, 31))] for schedule in (before, after)]
    assert ends == [[date(2027, 1, 25)], [date(2027, 3, 11)]]


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("2.1.title", "  ", "field_refused"),
        ("2.1.targets", "много", "field_refused"),
        ("2.1.executors", "(по согласованию)", "field_refused"),
        ("2.1.colour", "синий", "field_refused"),
        ("2.1.title", "а" * 20_001, "field_refused"),
        ("9.9.title", "Иное", "no_such_item"),
        ("document.date", "31.02.2027", "field_refused"),
        ("document.date", "завтра", "field_refused"),
        ("document.period", "01.12.2027–01.01.2027", "field_refused"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(
    draft: Intake, coordinator: Acting, name: str, words: str, code: str
) -> None:
    with pytest.raises(KadrostError) as refusal:
        mend(draft, coordinator, name, words)
    assert refusal.value.code == code
    draft.refresh_from_db()
    assert (draft.version, draft.corrections) == (1, {})


def test_two_people_never_overwrite_each_other(draft: Intake, coordinator: Acting) -> None:
    mend(draft, coordinator, "2.1.title", "Первое")
    with pytest.raises(StaleVersion):
        mend_field(intake=draft, key="2.1", field="title", words="Второе", acting=coordinator, version=1)
    draft.refresh_from_db()
    assert draft.corrections == {"2.1.title": "Первое"}


def test_who_may_not_import_mends_nothing(draft: Intake, executor: Acting) -> None:
    with pytest.raises(PermissionRefused):
        mend(draft, executor, "2.1.title", "Иное")
    draft.refresh_from_db()
    assert draft.corrections == {}


def test_questions_offer_the_readings_and_take_an_answer(coordinator: Acting) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    reading = effective_reading(intake)
    asked = [(question.key, question.flag.field, len(question.choices)) for question in reading.questions]
    assert asked == [("1.1", "due_text", 1), ("1.3", "due_text", 2)]
    reading = answer_flag(intake=intake, index=0, kind="choice", value="0", acting=coordinator, version=1)
    schedule = item_of(reading, "1.1").item.schedule
    assert schedule is not None
    assert list(schedule.occurrences(until=date(2027, 12, 31))) == [Occurrence(date(2027, 2, 28), date(2027, 2, 28))]
    reading = answer_flag(intake=intake, index=1, kind="choice", value="1", acting=coordinator, version=2)
    assert item_of(reading, "1.3").item.due_text == ""
    assert item_of(reading, "1.3").item.schedule is None
    assert reading.open_questions == ()


def test_the_first_choice_keeps_what_was_read(coordinator: Acting) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    reading = answer_flag(intake=intake, index=1, kind="choice", value="0", acting=coordinator, version=1)
    assert item_of(reading, "1.3").item == item_of(reading, "1.3").first_read


def test_a_doubt_may_be_left_as_it_is(coordinator: Acting) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    reading = leave_open_questions(intake=intake, acting=coordinator, version=1)
    assert reading.open_questions == ()
    assert item_of(reading, "1.1").item.due_text == "31 февраля 2027 года"


@pytest.mark.parametrize(
    ("index", "kind", "value", "code"),
    [(7, "as_is", "", "no_such_question"), (1, "choice", "2", "no_such_choice"), (0, "own", " ", "own_words_empty")],
)
def test_an_answer_that_is_none_is_refused(coordinator: Acting, index: int, kind: str, value: str, code: str) -> None:
    intake = start(coordinator, roadmap(DOUBTFUL))
    with pytest.raises(KadrostError) as refusal:
        answer_flag(intake=intake, index=index, kind=kind, value=value, acting=coordinator, version=1)  # type: ignore[arg-type]
    assert refusal.value.code == code
    intake.refresh_from_db()
    assert intake.answers == {}


def test_a_body_must_exist_in_the_territory(draft: Intake, coordinator: Acting, ministry: Organisation) -> None:
    resolve_body(
        intake=draft, printed="Департамент труда Энской области", choice=f"organisation:{ministry.pk}",
        acting=coordinator, version=1,
    )  # fmt: skip
    for choice in ("organisation:99999", "group:1", "new:ship", "definition:0", "same:Никто", "всё"):
        with pytest.raises(KadrostError) as refusal:
            resolve_body(intake=draft, printed="Кто-то", choice=choice, acting=coordinator, version=2)
        assert refusal.value.code == "no_such_body"
    draft.refresh_from_db()
    assert draft.bodies == {"Департамент труда Энской области": f"organisation:{ministry.pk}"}
