"""A coordinator who keeps priorities, bodies that answer for them, and a plan whose measures may serve them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.priorities.lists import AdoptionGround, ListFacts, adopt_list, begin_list
from kadrost.roadmaps.domain.priorities.measuring import IndicatorFacts, keep_indicator
from kadrost.roadmaps.domain.priorities.participants import ParticipantFacts, choose_participant
from kadrost.roadmaps.domain.priorities.writing import PriorityWords, add_priority
from kadrost.roadmaps.models import Participant, Plan, Priority, PriorityIndicator, PriorityList
from tests.web.factories import TODAY, OrganisationFactory, PlanFactory, person

GROUND = AdoptionGround("decision", "Протокол заседания рабочей группы", "3", date(2027, 3, 1))
WORDS = PriorityWords(
    title="Ткачи для новых фабрик", source="strategy", professions="29.01.17 Оператор станков", sector_code="13"
)


@dataclass
class Region:
    """The office that keeps priorities, a body that answers for one, and who acts for them."""

    office: Organisation
    body: Organisation
    plan: Plan
    coordinator: Acting
    executor: Acting
    stranger: Acting

    @property
    def keeper(self) -> dict[str, Any]:
        """The coordinator, today."""
        return {"acting": self.coordinator, "today": TODAY}

    def begin(self, year: int = 2027, *, take_over: bool = False) -> PriorityList:
        """A list begun."""
        return begin_list(
            territory=self.office.territory, year=year, facts=ListFacts(2030, "Цель", "Задача"), take_over=take_over,
            **self.keeper,
        )  # fmt: skip

    def add(self, priorities: PriorityList, words: PriorityWords = WORDS) -> Priority:
        """A priority of the body's."""
        return add_priority(priorities=priorities, words=words, responsible=self.body, **self.keeper)

    def adopt(self, priorities: PriorityList, today: date = TODAY) -> PriorityList:
        """The list adopted."""
        priorities.refresh_from_db()
        acting = self.coordinator
        adopt_list(priorities=priorities, ground=GROUND, version=priorities.version, acting=acting, today=today)
        priorities.refresh_from_db()
        return priorities

    def indicator(self, priority: Priority, **further: Any) -> PriorityIndicator:
        """An indicator of the priority."""
        facts: dict[str, Any] = {
            "title": "Принято ткачей", "unit": "чел.", "better": "more", "base_year": 2025, "base_value": Decimal(10),
            "base_source": "Отчёт", "responsible": None, "planned": {2027: Decimal(20), 2028: Decimal(30)},
        }  # fmt: skip
        return keep_indicator(
            priority=priority, indicator=None, facts=IndicatorFacts(**facts | further), version=None, **self.keeper
        )

    def participant(self, organisation: Organisation, side: str = "college") -> Participant:
        """A participant from the beginning of the year."""
        facts = ParticipantFacts(side, "готовит ткачей", "Соглашение № 1", date(2027, 1, 1))
        return choose_participant(
            territory=self.office.territory, organisation=organisation, facts=facts, **self.keeper
        )


@pytest.fixture
def region(db: None) -> Region:
    office, body, other = OrganisationFactory.create_batch(3)
    plan = PlanFactory(coordinator=office, is_public=True)
    return Region(
        office=office,
        body=body,
        plan=plan,
        coordinator=acting_on(person(Role.COORDINATOR, office), TODAY),
        executor=acting_on(person(Role.EXECUTOR, body), TODAY),
        stranger=acting_on(person(Role.EXECUTOR, other), TODAY),
    )
