"""A list from its beginning to its adoption, taken over and compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kadrost.audit.models import Entry
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.priorities.comparing import compare_lists
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.lists import (
    AdoptionGround,
    ListFacts,
    adopt_list,
    begin_list,
    change_list,
    discuss_list,
    drop_list,
    publish_list,
)
from kadrost.roadmaps.domain.priorities.participants import set_training
from kadrost.roadmaps.domain.priorities.writing import add_priority, change_priority, remove_priority, set_resource
from kadrost.roadmaps.models import PriorityList, PriorityPaper
from tests.roadmaps.priorities.conftest import GROUND, WORDS, Region
from tests.web.factories import TODAY

State = PriorityList.State


def test_a_list_goes_from_draft_to_adopted_and_is_frozen(region: Region) -> None:
    made = region.begin()
    assert made.state_on(TODAY) == State.DRAFT
    priority = region.add(made)
    discuss_list(priorities=made, version=1, **region.keeper)
    region.adopt(made)
    assert made.state_on(TODAY) == State.ADOPTED
    assert made.state_on(TODAY - timedelta(days=1)) == State.DRAFT
    assert made.ground == "Протокол заседания рабочей группы от 01.03.2027 № 3"
    assert sorted(made.papers.values_list("kind", "layout")) == [
        (kind, layout) for kind in ("directions", "organisations", "priorities") for layout in ("docx", "xlsx")
    ]
    with pytest.raises(PrioritiesRefused, match="содержание не меняется"):
        region.add(made)
    with pytest.raises(PrioritiesRefused, match="содержание не меняется"):
        remove_priority(priority=priority, **region.keeper)
    with pytest.raises(PrioritiesRefused, match="содержание не меняется"):
        drop_list(priorities=made, version=made.version, **region.keeper)
    actions = Entry.objects.filter(object_type="roadmaps.prioritylist").values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["begin_priorities", "discuss_priorities", "adopt_priorities"]


def test_the_frozen_paper_stays_as_it_was(region: Region) -> None:
    made = region.begin()
    region.add(made)
    region.adopt(made)
    paper = made.papers.get(kind=PriorityPaper.Kind.PRIORITIES, layout="docx")
    with paper.file.open("rb") as file:
        kept = file.read()
    region.participant(region.body)
    with made.papers.get(pk=paper.pk).file.open("rb") as file:
        assert file.read() == kept
    assert kept[:2] == b"PK"


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (replace(GROUND, number=" "), "не назван"),
        (replace(GROUND, body=""), "не назван"),
        (replace(GROUND, kind="rumour"), "чем утверждён"),
        (replace(GROUND, dated_on=TODAY + timedelta(days=1)), "ещё не наступила"),
    ],
)
def test_a_list_is_adopted_by_a_named_document_only(region: Region, ground: AdoptionGround, words: str) -> None:
    made = region.begin()
    region.add(made)
    with pytest.raises(PrioritiesRefused, match=words):
        adopt_list(priorities=made, ground=ground, version=1, **region.keeper)


def test_an_empty_list_is_neither_discussed_nor_adopted(region: Region) -> None:
    made = region.begin()
    for step, further in ((discuss_list, {}), (adopt_list, {"ground": GROUND})):
        with pytest.raises(PrioritiesRefused, match="нет приоритетов"):
            step(priorities=made, version=1, **further, **region.keeper)


def test_one_unfinished_list_at_a_time_and_none_before_a_later_one(region: Region) -> None:
    made = region.begin(2027)
    with pytest.raises(PrioritiesRefused, match="ещё не утверждены"):
        region.begin(2028)
    region.add(made)
    region.adopt(made)
    with pytest.raises(PrioritiesRefused, match="год позже 2026"):
        region.begin(2026)
    assert region.begin(2027).edition == 2


@pytest.mark.parametrize(("year", "horizon"), [(2127, 2130), (2027, 2026), (2027, 2099)])
def test_years_out_of_reason_are_refused(region: Region, year: int, horizon: int) -> None:
    with pytest.raises(PrioritiesRefused):
        begin_list(
            territory=region.office.territory, year=year, facts=ListFacts(horizon), take_over=False, **region.keeper
        )


def test_the_next_year_replaces_the_list_once_its_year_begins(region: Region) -> None:
    first = region.begin(2027)
    region.add(first)
    region.adopt(first)
    second = region.begin(2028, take_over=True)
    region.adopt(second)
    first.refresh_from_db()
    assert first.replaced_on == date(2028, 1, 1)
    assert first.state_on(date(2027, 12, 31)) == State.ADOPTED
    assert first.state_on(date(2028, 1, 1)) == State.REPLACED


def test_another_edition_of_the_year_replaces_the_list_at_once(region: Region) -> None:
    first = region.begin(2027)
    region.add(first)
    region.adopt(first)
    region.adopt(region.begin(2027, take_over=True))
    first.refresh_from_db()
    assert first.replaced_on == TODAY


def test_taking_over_keeps_what_the_new_years_still_hold(region: Region) -> None:
    first = region.begin(2027)
    priority = region.add(first)
    region.indicator(priority)
    amounts = {2027: Decimal(5), 2028: Decimal(6)}
    set_resource(priority=priority, resource=None, source="бюджет", unit="millions", amounts=amounts, **region.keeper)
    set_training(priority=priority, professions={region.participant(region.body).pk: "Ткач"}, **region.keeper)
    region.adopt(first)
    second = region.begin(2028, take_over=True)
    assert (second.goal, second.previous) == ("Цель", first)
    taken = second.priorities.get()
    assert (taken.lineage, taken.title, taken.responsible) == (priority.lineage, priority.title, region.body)
    assert [one.year for one in taken.indicators.get().plans.all()] == [2028]
    assert [(one.year, one.value) for one in taken.resources.get().amounts.all()] == [(2028, Decimal(6))]
    assert taken.training.get().professions == "Ткач"
    assert [one.change for one in compare_lists(first, second)] == ["same"]


def test_two_years_are_compared_word_by_word(region: Region) -> None:
    first = region.begin(2027)
    region.add(first)
    region.add(first, replace(WORDS, title="Портные"))
    region.adopt(first)
    second = region.begin(2028, take_over=True)
    weavers, tailors = second.priorities.all()
    change_priority(
        priority=weavers, words=replace(WORDS, goal="Открыть цех"), responsible=region.body, version=1, **region.keeper
    )
    remove_priority(priority=tailors, **region.keeper)
    region.add(second, replace(WORDS, title="Вышивальщицы"))
    found = [(one.change, one.title) for one in compare_lists(first, second)]
    assert found == [("changed", "Ткачи для новых фабрик"), ("new", "Вышивальщицы"), ("dropped", "Портные")]
    (difference,) = compare_lists(first, second)[0].differences
    assert (difference.field, difference.before, difference.after) == ("goal", "", "Открыть цех")


def test_only_the_keeper_of_the_territory_writes(region: Region) -> None:
    made = region.begin()
    for acting in (region.executor, region.stranger):
        with pytest.raises(PermissionRefused):
            add_priority(priorities=made, words=WORDS, responsible=None, acting=acting, today=TODAY)
        with pytest.raises(PermissionRefused):
            adopt_list(priorities=made, ground=GROUND, version=1, acting=acting, today=TODAY)


def test_a_list_changed_meanwhile_is_not_overwritten(region: Region) -> None:
    made = region.begin()
    change_list(priorities=made, facts=ListFacts(2029, "Другая", ""), version=1, **region.keeper)
    with pytest.raises(StaleVersion):
        change_list(priorities=made, facts=ListFacts(2030), version=1, **region.keeper)
    made.refresh_from_db()
    assert (made.horizon, made.goal, made.version) == (2029, "Другая", 2)


def test_a_draft_is_dropped_and_the_journal_keeps_it(region: Region) -> None:
    made = region.begin()
    region.add(made)
    drop_list(priorities=made, version=1, **region.keeper)
    assert not PriorityList.objects.exists()
    entry = Entry.objects.get(action="drop_priorities")
    assert entry.before == {"year": 2027, "priorities": ["Ткачи для новых фабрик"]}


def test_only_an_adopted_list_is_shown_to_all(region: Region) -> None:
    made = region.begin()
    region.add(made)
    with pytest.raises(PrioritiesRefused, match="только утверждённый"):
        publish_list(priorities=made, is_published=True, version=1, **region.keeper)
    region.adopt(made)
    publish_list(priorities=made, is_published=True, version=made.version, **region.keeper)
    made.refresh_from_db()
    assert made.is_published


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (replace(WORDS, title=" "), "без названия"),
        (replace(WORDS, source="dream"), "Источник приоритета"),
        (replace(WORDS, sector_code="99.9"), "Кода ОКВЭД"),
    ],
)
def test_a_priority_needs_a_title_a_source_and_a_known_sector(region: Region, words: object, message: str) -> None:
    with pytest.raises(PrioritiesRefused, match=message):
        region.add(region.begin(), words)  # type: ignore[arg-type]
