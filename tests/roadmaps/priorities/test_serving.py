"""What serves a priority: measures, values, those who train; what is missing; the paper as evidence."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from docx import Document

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import acting_on
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.freezing import keep_strategy
from kadrost.roadmaps.domain.priorities.matrix import matrix_of
from kadrost.roadmaps.domain.priorities.measuring import enter_actual
from kadrost.roadmaps.domain.priorities.papers import ACT, BLANK, LAID_OUT, SECTION, list_paper
from kadrost.roadmaps.domain.priorities.participants import ParticipantFacts, change_participant, set_training
from kadrost.roadmaps.domain.priorities.proving import attach_adopted, checkpoints_asking
from kadrost.roadmaps.domain.priorities.reading import PriorityLine, indicators_waiting, view_list
from kadrost.roadmaps.domain.priorities.sectors import sector_choices, sector_words, sectors
from kadrost.roadmaps.domain.priorities.tying import decide_priority_tie, measures_found, proposals_for
from kadrost.roadmaps.domain.priorities.writing import set_resource
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import Act, Evidence, Priority, PriorityList, PriorityTie
from kadrost.ui.papers.word import lay_out_docx
from tests.roadmaps.priorities.conftest import Region
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    MeasureFactory,
    PlanFactory,
    RequirementFactory,
    person,
)

CONFIRMED, REFUSED = PriorityTie.State.CONFIRMED, PriorityTie.State.REFUSED


def line_of(priorities: PriorityList, region: Region, day: date = TODAY) -> PriorityLine:
    return view_list(priorities, acting=region.coordinator, snapshot=snapshot_for(today=day)).lines[0]


def test_measures_are_proposed_by_words_and_decided_by_a_person(region: Region) -> None:
    priority = region.add(region.begin())
    like = MeasureFactory(plan=region.plan, title="Обучить ткачей и операторов ткацких станков для фабрик")
    other = MeasureFactory(plan=region.plan, title="Провести совещание о дорогах")
    template = PlanFactory(kind=Act.Kind.TEMPLATE, act__signed_on=None, coordinator=region.office)
    MeasureFactory(plan=template, title="Обучить ткачей для фабрик")
    proposed = proposals_for(priority, region.coordinator, day=TODAY)
    assert [one.measure for one in proposed] == [like]
    assert "ткач" in proposed[0].words
    decide_priority_tie(priority=priority, measure=like, state=CONFIRMED, **region.keeper)
    tie = priority.ties.get()
    assert (tie.state, tie.score) == (CONFIRMED, proposed[0].score)
    decide_priority_tie(priority=priority, measure=other, state=REFUSED, **region.keeper)
    assert proposals_for(priority, region.coordinator, day=TODAY) == []
    assert [one.measure for one in line_of(priority.list, region).measures] == [like]


def test_a_measure_is_found_by_its_words(region: Region) -> None:
    priority = region.add(region.begin())
    measure = MeasureFactory(plan=region.plan, title="Ремонт", search_text="1.7 ремонт ткацкого цеха")
    assert measures_found(priority, "ткацкого РЕМОНТ", region.coordinator, day=TODAY) == [measure]
    assert measures_found(priority, "тк", region.coordinator, day=TODAY) == []
    decide_priority_tie(priority=priority, measure=measure, state=CONFIRMED, **region.keeper)
    assert measures_found(priority, "ткацкого", region.coordinator, day=TODAY) == []


def test_a_measure_of_a_plan_elsewhere_is_not_tied(region: Region) -> None:
    priority = region.add(region.begin())
    far = MeasureFactory(plan__act__territory__name="Дальняя область")
    with pytest.raises(PrioritiesRefused, match="нет в планах территории"):
        decide_priority_tie(priority=priority, measure=far, state=CONFIRMED, **region.keeper)


def test_what_is_missing_is_named(region: Region) -> None:
    made = region.begin()
    priority = region.add(made)
    assert line_of(made, region).holes == ["no_training", "no_measure", "no_indicator"]
    region.indicator(priority)
    measure = CheckpointFactory(measure__plan=region.plan, due_on=TODAY + timedelta(days=40)).measure
    decide_priority_tie(priority=priority, measure=measure, state=CONFIRMED, **region.keeper)
    set_training(priority=priority, professions={region.participant(region.body).pk: ""}, **region.keeper)
    assert line_of(made, region).holes == ["no_actual"]
    assert line_of(made, region, TODAY + timedelta(days=50)).holes == ["all_late", "no_actual"]


def test_a_base_value_of_the_past_year_counts(region: Region) -> None:
    made = region.begin()
    region.indicator(region.add(made), base_year=2026)
    assert "no_actual" not in line_of(made, region).holes


def test_the_responsible_body_writes_what_was_reached(region: Region) -> None:
    made = region.begin()
    indicator = region.indicator(region.add(made))
    region.adopt(made)
    waiting = indicators_waiting(region.executor, day=TODAY)
    assert waiting is not None
    assert list(waiting) == [indicator]
    value = {"indicator": indicator, "year": 2026, "source": "Форма 1", "as_of": TODAY, "today": TODAY}
    enter_actual(value=Decimal(12), acting=region.executor, **value)
    enter_actual(value=Decimal(13), acting=region.executor, **value)
    assert list(waiting.all()) == []
    (line,) = line_of(made, region).indicators
    assert [(one.year, one.actual.value) for one in line.years if one.actual] == [(2026, Decimal(13))]
    assert line.years[0].actual is not None
    assert line.years[0].actual.organisation == region.body
    with pytest.raises(PermissionRefused):
        enter_actual(value=Decimal(1), acting=region.stranger, **value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": " "}, "Источник значения"),
        ({"as_of": TODAY + timedelta(days=1)}, "ещё не наступил"),
        ({"year": 2028}, "ещё не начался"),
    ],
)
def test_a_value_needs_a_source_and_a_day_that_has_come(region: Region, change: dict[str, object], words: str) -> None:
    indicator = region.indicator(region.add(region.begin()))
    typed = {"year": 2026, "value": Decimal(1), "source": "Форма 1", "as_of": TODAY} | change
    with pytest.raises(PrioritiesRefused, match=words):
        enter_actual(indicator=indicator, **typed, **region.keeper)


def test_less_may_be_better(region: Region) -> None:
    indicator = region.indicator(region.add(region.begin()), better="less")
    assert indicator.is_short(Decimal(21), Decimal(20))
    assert not indicator.is_short(Decimal(19), Decimal(20))


@pytest.mark.parametrize(
    ("further", "words"),
    [
        ({"unit": ""}, "название и единица"),
        ({"base_year": None}, "не целиком"),
        ({"planned": {}}, "Плановых значений нет"),
        ({"planned": {2031: Decimal(1)}}, "Года 2031"),
        ({"better": "never"}, "Направление"),
    ],
)
def test_an_indicator_is_whole(region: Region, further: dict[str, object], words: str) -> None:
    priority = region.add(region.begin())
    with pytest.raises(PrioritiesRefused, match=words):
        region.indicator(priority, **further)


def test_money_is_kept_by_years_and_taken_off_by_none(region: Region) -> None:
    priority = region.add(region.begin())
    typed = {"priority": priority, "source": "бюджет", "unit": "millions"}
    set_resource(resource=None, amounts={2027: Decimal("12.5")}, **typed, **region.keeper)
    resource = priority.resources.get()
    with pytest.raises(PrioritiesRefused, match="уже есть"):
        set_resource(resource=None, amounts={2027: Decimal(1)}, **typed, **region.keeper)
    with pytest.raises(PrioritiesRefused, match="меньше нуля"):
        set_resource(resource=resource, amounts={2027: Decimal(-1)}, **typed, **region.keeper)
    set_resource(resource=resource, amounts={}, **typed, **region.keeper)
    assert not priority.resources.exists()


def test_the_matrix_shows_who_trains_who_does_not_and_what_nobody_does(region: Region) -> None:
    made = region.begin()
    priority: Priority = region.add(made)
    college, partner = region.participant(region.body), region.participant(region.office, "partner")
    matrix = matrix_of(made, day=TODAY)
    assert (matrix.participants, matrix.idle, matrix.rows[0].is_hole) == ((college,), (college,), True)
    set_training(priority=priority, professions={college.pk: "Ткач", partner.pk: ""}, **region.keeper)
    matrix = matrix_of(made, day=TODAY)
    assert [cell.professions if cell else None for cell in matrix.rows[0].cells] == ["Ткач", ""]
    assert (matrix.idle, matrix.rows[0].is_hole) == ((), False)


def test_a_participant_leaves_and_keeps_the_row(region: Region) -> None:
    participant = region.participant(region.body)
    with pytest.raises(PrioritiesRefused, match="уже участвует"):
        region.participant(region.body)
    facts = ParticipantFacts("college", "готовит", "Соглашение № 1", date(2027, 1, 1), date(2027, 2, 1))
    change_participant(participant=participant, facts=facts, version=1, **region.keeper)
    assert matrix_of(region.begin(), day=TODAY).participants == ()


def test_every_paper_says_what_it_lacks_and_keeps_the_blanks_in_sight(region: Region) -> None:
    made = region.begin()
    priority = region.add(made)
    region.indicator(priority)
    region.participant(region.body)
    snapshot = snapshot_for(today=TODAY)
    papers = {kind: list_paper(made, kind, acting=region.coordinator, snapshot=snapshot) for kind in LAID_OUT}
    assert all(lay_out_docx(one)[:2] == b"PK" for one in papers.values())
    section = "\n".join(papers[SECTION].summary)
    assert "1. Цель: Цель" in section
    assert f"{BLANK} Заполнить: мероприятий в планах нет – «Ткачи для новых фабрик»." in section
    assert papers[ACT].subtitle[0] == "ПРОЕКТ"
    assert sum(line.count(BLANK) for line in papers[ACT].summary) == 10
    indicators = next(one for one in papers[SECTION].tables if one.caption.startswith("Целевые"))
    assert indicators.headings == ("Показатель", "Единица", "База", "2027", "2028", "2029", "2030")
    assert indicators.rows[1].cells == ("Принято ткачей", "чел.", "10 (2025)\nОтчёт", "20", "30", "–", "–")


def test_the_frozen_paper_names_what_adopted_it(region: Region) -> None:
    made = region.begin()
    region.add(made)
    region.adopt(made)
    with made.papers.get(kind="priorities", layout="docx").file.open("rb") as file:
        content = file.read()
    text = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    assert "Утверждены: Протокол заседания рабочей группы от 01.03.2027 № 3" in text


def test_the_adopted_text_of_the_strategy_is_kept_with_its_requisites(region: Region) -> None:
    made = region.begin()
    region.add(made)
    text = {"title": "Постановление", "number": "7-п", "dated_on": TODAY}
    given = GivenDocument("strategiya.docx", b"text")
    with pytest.raises(PrioritiesRefused, match="ещё не утверждён"):
        keep_strategy(priorities=made, given=given, **text, **region.keeper)
    region.adopt(made)
    with pytest.raises(PrioritiesRefused, match="ни файла, ни ссылки"):
        keep_strategy(priorities=made, given=GivenDocument(), **text, **region.keeper)
    paper = keep_strategy(priorities=made, given=given, **text, **region.keeper)
    assert (str(paper), paper.file_name) == ("Постановление № 7-п от 10.03.2027", "strategiya.docx")


def test_the_adopted_list_is_attached_where_a_measure_asks_for_it(region: Region) -> None:
    checkpoint = CheckpointFactory(measure__plan=region.plan)
    requirement = RequirementFactory(measure=checkpoint.measure, text="Утверждённые приоритеты")
    CheckpointFactory(measure__plan=region.plan)
    made = region.begin()
    region.add(made)
    assert checkpoints_asking(made, region.coordinator) == []
    region.adopt(made)
    (asking,) = checkpoints_asking(made, region.coordinator)
    assert (asking.checkpoint, asking.may_attach) == (checkpoint, False)
    administrator = acting_on(person(Role.ADMINISTRATOR, region.office), TODAY)
    attach_adopted(priorities=made, checkpoint=checkpoint, acting=administrator, today=TODAY)
    evidence = Evidence.objects.get()
    assert (evidence.requirement, evidence.number, evidence.kind) == (requirement, "3", "Утверждённые приоритеты")
    with pytest.raises(PrioritiesRefused, match="не ждёт"):
        attach_adopted(priorities=made, checkpoint=checkpoint, acting=administrator, today=TODAY)


def test_sectors_are_those_of_the_classifier() -> None:
    assert len(sectors()) == 109
    assert len(sector_choices()) == 21
    assert sector_words("", "24") == f"{sectors()['24']} (ОКВЭД 24)"
    assert sector_words("Наше дело", "") == "Наше дело"
