"""The yearly gathering: who must answer, who is silent, answering, reminding, closing, and its beginning by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.jobs.models import Letter
from kadrost.jobs.worker import Worker
from kadrost.region.domain.people import acting_on
from kadrost.region.models import Appointment, Organisation
from kadrost.roadmaps.domain.campaigns import (
    answer_campaign,
    close_campaign,
    missing_terms,
    open_campaign,
    open_campaigns_of,
    progress_of,
)
from kadrost.roadmaps.domain.campaigns_at_work import campaign_lines
from kadrost.roadmaps.domain.campaigns_by_rule import open_due_campaigns, remind_by_rule
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.models import Campaign, CampaignReminder, Checkpoint, Plan
from kadrost.roadmaps.permissions import PermissionRefused
from kadrost.roadmaps.tasks import campaigns, write_to_silent_bodies
from tests.web.factories import (
    CheckpointFactory,
    DutyFactory,
    GroupFactory,
    OrganisationFactory,
    PlanFactory,
    person,
)

pytestmark = pytest.mark.django_db
WITH_WORKER = pytest.mark.django_db(transaction=True)
TODAY = date(2027, 1, 25)
DUE = date(2027, 2, 15)
State = Checkpoint.State


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.MAIL_MODE = "mailbox"


def term(plan: Plan, body: Organisation | None, day: date = date(2026, 6, 1), **facts: Any) -> Checkpoint:
    point = CheckpointFactory(measure__plan=plan, occurs_from=day - timedelta(days=9), occurs_until=day, **facts)
    if body is not None:
        DutyFactory(measure=point.measure, organisation=body)
    return point


def gather(*plans: Plan) -> Campaign:
    return open_campaign(plans=plans, year=2026, due_on=DUE, today=TODAY)


def test_bodies_with_terms_of_the_year_must_answer_the_silent_first() -> None:
    first, second = PlanFactory(), PlanFactory()
    done, silent, member, outside = (OrganisationFactory(name=name) for name in ("Г", "В", "Б", "А"))
    group = GroupFactory()
    group.members.add(member)
    term(first, done, state=State.ACCEPTED)
    term(first, silent)
    term(second, silent, reports_count=1)
    shared = term(second, None)
    DutyFactory(measure=shared.measure, organisation=None, group=group, printed_name="ведомства")
    DutyFactory(measure=shared.measure, organisation=None, printed_name="Неизвестные")
    term(second, outside, date(2027, 1, 1))
    progress = progress_of(gather(first, second))
    rows = [(one.organisation.name, one.terms, one.missing, one.is_silent) for one in progress.bodies]
    assert rows == [("Б", 1, 1, True), ("В", 2, 1, True), ("Г", 1, 0, True)]
    assert (progress.answered, progress.unresolved, progress.missing) == (0, 1, 2)


def test_an_executor_answers_and_says_why_where_reports_are_missing() -> None:
    body, other = OrganisationFactory(), OrganisationFactory()
    plan = PlanFactory()
    point = term(plan, body)
    term(plan, other)
    campaign = gather(plan)
    executor = acting_on(person(Role.EXECUTOR, body), TODAY)
    assert list(missing_terms(campaign, body)) == [point]
    assert [one for one, _ in open_campaigns_of({body.pk})] == [campaign]
    assert [line.is_asked for line in campaign_lines(executor)] == [True]
    common: dict[str, Any] = {"campaign": campaign, "acting": executor, "today": TODAY}
    with pytest.raises(ControlRefused, match="Без отчёта остались сроки: 1"):
        answer_campaign(organisation=body, words=" ", **common)
    with pytest.raises(PermissionRefused):
        answer_campaign(organisation=other, words="Нет", **common)
    assert not campaign.answers.exists()
    answer_campaign(organisation=body, words="Срок перенесён письмом.", **common)
    assert progress_of(campaign).answered == 1
    assert open_campaigns_of({body.pk}) == []
    assert [line.is_asked for line in campaign_lines(executor)] == [False]
    entry = Entry.objects.get(action="answer_campaign")
    assert entry.after == {"body": str(body), "missing": 1, "words": "Срок перенесён письмом."}


def test_a_body_without_terms_need_not_answer() -> None:
    plan, idle = PlanFactory(), OrganisationFactory()
    term(plan, OrganisationFactory())
    campaign = gather(plan)
    with pytest.raises(ControlRefused, match="не было сроков"):
        answer_campaign(
            campaign=campaign,
            organisation=idle,
            acting=acting_on(person(Role.EXECUTOR, idle), TODAY),
            words="",
            today=TODAY,
        )


def test_a_years_information_of_a_plan_is_gathered_once() -> None:
    plan = PlanFactory()
    term(plan, OrganisationFactory())
    gather(plan)
    with pytest.raises(ControlRefused, match="уже собирается"):
        gather(plan)
    with pytest.raises(ControlRefused, match="нет сроков 2024 года"):
        open_campaign(plans=[plan], year=2024, due_on=DUE, today=TODAY)
    with pytest.raises(ControlRefused, match="уже прошёл"):
        open_campaign(plans=[plan], year=2026, due_on=TODAY - timedelta(days=1), today=TODAY)
    assert Campaign.objects.count() == 1


def test_it_begins_by_itself_for_each_coordinator_once() -> None:
    office = OrganisationFactory()
    for plan in (PlanFactory(coordinator=office), PlanFactory(coordinator=office), PlanFactory()):
        term(plan, OrganisationFactory())
    term(PlanFactory(state=Plan.State.CLOSED), OrganisationFactory())
    term(PlanFactory(kind="protocol"), OrganisationFactory())
    assert open_due_campaigns(date(2027, 1, 14)) == []
    opened = open_due_campaigns(date(2027, 1, 15))
    assert sorted(campaign.plans.count() for campaign in opened) == [1, 2]
    assert {(one.year, one.due_on, one.is_automatic) for one in opened} == {(2026, DUE, True)}
    assert open_due_campaigns(date(2027, 1, 16)) == []
    Campaign.objects.all().delete()
    assert open_due_campaigns(date(2027, 2, 16)) == []


def test_the_silent_alone_are_reminded_by_rule_once_a_day() -> None:
    plan, silent, answered = PlanFactory(), OrganisationFactory(), OrganisationFactory()
    term(plan, silent)
    term(plan, answered, reports_count=1)
    campaign = gather(plan)
    answer_campaign(
        campaign=campaign, organisation=answered, acting=acting_on(person(Role.EXECUTOR, answered), TODAY),
        words="", today=TODAY,
    )  # fmt: skip
    days = [TODAY + timedelta(days=number) for number in range(30)]
    assert sum(remind_by_rule(campaign, day) + remind_by_rule(campaign, day) for day in days) == 3
    told = [(row.organisation, f"{row.on:%d.%m}") for row in CampaignReminder.objects.all()]
    # 1, 12 and 15 February: Monday, Friday, Monday.
    assert told == [(silent, "01.02"), (silent, "12.02"), (silent, "15.02")]


@WITH_WORKER
def test_one_press_writes_to_the_executors_of_the_silent_once_a_day() -> None:
    plan = PlanFactory()
    bodies = [OrganisationFactory() for _ in range(12)]
    for body in bodies:
        term(plan, body)
    executors = [person(Role.EXECUTOR, body) for body in bodies]
    person(Role.AUDITOR, bodies[0])
    gone = person(Role.EXECUTOR, bodies[1])
    Appointment.objects.filter(person=gone).update(valid_until=TODAY - timedelta(days=1))
    campaign = gather(plan)
    answer_campaign(
        campaign=campaign, organisation=bodies[0], acting=acting_on(executors[0], TODAY), words="Позже", today=TODAY
    )
    with time_machine.travel(f"{TODAY}T12:00:00+03:00", tick=False):
        for key in ("first", "second"):
            write_to_silent_bodies.ask(key=key, campaign_id=campaign.pk, whole=11)
            Worker().drain()
    letters = Letter.objects.filter(kind="campaign")
    assert sorted(letters.values_list("person_key", flat=True)) == sorted(str(one.pk) for one in executors[1:])
    assert campaign.reminders.count() == 11
    letter = letters.get(person_key=str(executors[1].pk))
    assert letter.subject == "Информация за 2026 год: ждём вашего ответа до 15 февраля 2027"
    assert f"/campaigns/{campaign.pk}/bodies/{bodies[1].pk}/" in letter.text
    assert "Без отчёта: 1 срок из 1." in letter.text


def test_it_is_closed_on_a_ground_by_its_coordinator() -> None:
    office, silent = OrganisationFactory(), OrganisationFactory()
    plan = PlanFactory(coordinator=office)
    term(plan, silent)
    campaign = gather(plan)
    coordinator = acting_on(person(Role.COORDINATOR, office), TODAY)
    stranger = acting_on(person(Role.COORDINATOR, OrganisationFactory()), TODAY)
    common: dict[str, Any] = {"campaign": campaign, "today": TODAY}
    with pytest.raises(PermissionRefused):
        close_campaign(acting=stranger, ground="Письмо", version=1, **common)
    with pytest.raises(StaleVersion):
        close_campaign(acting=coordinator, ground="Письмо", version=7, **common)
    with pytest.raises(ControlRefused, match="Основание"):
        close_campaign(acting=coordinator, ground=" ", version=1, **common)
    close_campaign(acting=coordinator, ground="Письмо от 16.02.2027 № 4", version=1, **common)
    assert Entry.objects.get(action="close_campaign").after == {"silent": [str(silent)]}
    with pytest.raises(ControlRefused, match="закрыт"):
        close_campaign(acting=coordinator, ground="Письмо", version=2, **common)
    assert remind_by_rule(Campaign.objects.get(), date(2027, 2, 15)) == 0
    assert campaign_lines(coordinator) == []


@WITH_WORKER
def test_the_daily_work_does_both() -> None:
    term(PlanFactory(), OrganisationFactory())
    with time_machine.travel("2027-02-01T05:00:00+03:00", tick=False):
        job = campaigns.ask(key="c", day="2027-02-01")
        Worker().drain()
    job.refresh_from_db()
    assert job.said == "Начато сборов: 1, напомнено организациям: 1."
