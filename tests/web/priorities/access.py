"""An adopted list and the next one with one of everything that an address of priorities names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kadrost.region.acting import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.priorities.lists import AdoptionGround, ListFacts, adopt_list, begin_list
from kadrost.roadmaps.domain.priorities.measuring import IndicatorFacts, keep_indicator
from kadrost.roadmaps.domain.priorities.participants import ParticipantFacts, choose_participant, set_training
from kadrost.roadmaps.domain.priorities.writing import PriorityWords, add_priority
from kadrost.roadmaps.models import PriorityIndicator, PriorityList
from tests.web.factories import TODAY

GROUND = AdoptionGround("decision", "Протокол заседания рабочей группы", "3", date(2027, 3, 1))


def adopted_list(body: Organisation, office: Organisation, acting: Acting, *, year: int = 2027) -> PriorityList:
    """A list of one priority with an indicator that `body` answers for and trains for."""
    keeper = {"acting": acting, "today": TODAY}
    made = begin_list(
        territory=office.territory, year=year, facts=ListFacts(2030, "Цель", "Задача"), take_over=False, **keeper
    )
    words = PriorityWords(title="Ткачи для новых фабрик", source="strategy", professions="29.01.17 Оператор станков")
    priority = add_priority(priorities=made, words=words, responsible=body, **keeper)
    facts = IndicatorFacts(
        title="Принято ткачей", unit="чел.", better="more", base_year=2025, base_value=Decimal(10), base_source="Отчёт",
        responsible=None, planned={2027: Decimal(20), 2028: Decimal(30)},
    )  # fmt: skip
    keep_indicator(priority=priority, indicator=None, facts=facts, version=None, **keeper)
    participant = choose_participant(
        territory=office.territory, organisation=body,
        facts=ParticipantFacts("college", "готовит ткачей", "Соглашение № 1", date(2027, 1, 1)), **keeper,
    )  # fmt: skip
    set_training(priority=priority, professions={participant.pk: ""}, **keeper)
    made.refresh_from_db()
    adopt_list(priorities=made, ground=GROUND, version=made.version, **keeper)
    made.refresh_from_db()
    return made


def priority_keys(body: Organisation, office: Organisation, acting: Acting) -> dict[str, object]:
    """The keys of addresses: the next year's draft taken over, and the adopted list that it is compared with."""
    adopted = adopted_list(body, office, acting)
    draft = begin_list(
        territory=office.territory, year=2028, facts=ListFacts(2030), take_over=True, acting=acting, today=TODAY
    )
    return {
        "priority_list_id": draft.pk,
        "other_list_id": adopted.pk,
        "priority_id": draft.priorities.get().pk,
        "indicator_id": PriorityIndicator.objects.get(priority__list=draft).pk,
        "participant_id": adopted.priorities.get().training.get().participant_id,
        "paper_id": adopted.papers.values_list("pk", flat=True)[0],
        "paper": "section",
    }
