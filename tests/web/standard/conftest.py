"""A region with a plan tied to the Standard, and people of every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting, acting_on
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.assessment.rounds import RoundFacts, assign_bodies, open_round, prepare_round
from kadrost.roadmaps.models import AssessmentQuestion, AssessmentRound, Measure, Plan, Section
from tests.web.factories import (
    TODAY,
    CheckpointFactory,
    DutyFactory,
    MeasureFactory,
    OrganisationFactory,
    PlanFactory,
    SectionFactory,
    TerritoryFactory,
    UserFactory,
    person,
)


@dataclass
class Region:
    """Two plans of one region: `measure` stands in a section tied to provision 5, `other` in none."""

    plan: Plan
    second: Plan
    section: Section
    measure: Measure
    other: Measure
    twin: Measure
    office: Organisation
    body: Organisation
    people: dict[str, User | None]

    def acting(self, who: str) -> Acting:
        """The roles of the named person today."""
        user = self.people[who]
        assert user is not None
        return acting_on(user, TODAY)

    def open_round(self, title: str = "Самооценка за 2027 год", day: date = TODAY) -> AssessmentRound:
        """A round that is open, `body` answers for all provisions."""
        acting = self.acting("coordinator")
        facts = RoundFacts(title, date(2027, 1, 1), date(2027, 12, 31), date(2027, 4, 1), self.office)
        made = prepare_round(territory=self.office.territory, facts=facts, acting=acting, today=day)
        bodies = {number: {self.body.pk} for number in range(1, 15)}
        assign_bodies(assessment=made, bodies=bodies, acting=acting, version=made.version, today=day)
        made.refresh_from_db()
        open_round(assessment=made, acting=acting, version=made.version, today=day)
        made.refresh_from_db()
        return made

    def question(self, assessment: AssessmentRound, number: int = 5) -> AssessmentQuestion:
        """The first question of a provision."""
        return assessment.questions.filter(provision__number=number).order_by("position")[0]


@pytest.fixture
def region(db: None) -> Region:
    office, body, strange = OrganisationFactory.create_batch(3)
    plan = PlanFactory(coordinator=office, controller=office, short_title="Своя карта")
    second = PlanFactory(coordinator=strange, controller=strange, short_title="Чужая карта")
    section = SectionFactory(plan=plan, number="1", title="Прогноз", provision=5)
    measure = MeasureFactory(
        plan=plan, section=section, number="1.1", title="Расчёт прогноза потребности в кадрах на семь лет"
    )
    other = MeasureFactory(
        plan=plan,
        section=SectionFactory(plan=plan, number="2", title="Разное"),
        number="2.1",
        title="Стажировка мастеров производственного обучения и преподавателей на предприятиях",
        expected_result="Педагогические кадры повысили квалификацию",
    )
    twin = MeasureFactory(
        plan=second,
        section=SectionFactory(plan=second, number="1", title="Прогнозирование"),
        number="3",
        title="Прогнозирование потребности в кадрах, расчёт на семь лет",
        expected_result="Прогноз рассчитан",
        due_text="ежегодно, май",
    )
    MeasureFactory(plan=second, section=twin.section, number="4", title="Издание сборника песен")
    DutyFactory(measure=measure, organisation=body)
    CheckpointFactory(measure=measure)
    people = {
        "public": None,
        "nobody": UserFactory(),
        "executor": person(Role.EXECUTOR, body),
        "stranger": person(Role.EXECUTOR, strange),
        "controller": person(Role.CONTROLLER, office),
        "coordinator": person(Role.COORDINATOR, office),
        "other_coordinator": person(Role.COORDINATOR, strange),
        "auditor": person(Role.AUDITOR, office),
        "administrator": person(Role.ADMINISTRATOR, office),
        "far_away": person(Role.COORDINATOR, OrganisationFactory(territory=TerritoryFactory(name="Дальняя область"))),
    }
    return Region(plan, second, section, measure, other, twin, office, body, people)
