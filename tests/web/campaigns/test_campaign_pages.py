"""Pages of the yearly gathering and of a plan's reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from pytest_django import Settings

from kadrost.accounts.models import User
from kadrost.accounts.roles import Role
from kadrost.jobs.models import Job, Letter
from kadrost.jobs.worker import Worker
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.campaigns import open_campaign
from kadrost.roadmaps.domain.reminding import remind_of_plan
from kadrost.roadmaps.models import Campaign, CheckpointState, Plan, ReminderPolicy
from tests.web.factories import TODAY, CheckpointFactory, DutyFactory, OrganisationFactory, PlanFactory, person
from tests.web.scene import client_of, queries_of, text_of

pytestmark = pytest.mark.django_db
WITH_WORKER = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Gathering:
    campaign: Campaign
    plan: Plan
    body: Organisation
    executor: User
    coordinator: User


def gathering() -> Gathering:
    office, body = OrganisationFactory(), OrganisationFactory()
    plan = PlanFactory(coordinator=office)
    DutyFactory(measure=CheckpointFactory(measure__plan=plan).measure, organisation=body)
    return Gathering(
        campaign=open_campaign(plans=[plan], year=2027, due_on=date(2027, 4, 15), today=TODAY),
        plan=plan,
        body=body,
        executor=person(Role.EXECUTOR, body),
        coordinator=person(Role.COORDINATOR, office),
    )


def test_an_executor_finds_it_in_my_work_and_answers() -> None:
    here = gathering()
    client = client_of(here.executor)
    page = text_of(client.get("/"))
    assert f'href="/campaigns/{here.campaign.pk}/"' in page
    assert "ждут вашего ответа до 15.04.2027" in page
    address = f"/campaigns/{here.campaign.pk}/bodies/{here.body.pk}/"
    assert f'href="{address}"' in text_of(client.get(f"/campaigns/{here.campaign.pk}/"))
    page = text_of(client.get(address))
    assert "Без отчёта: 1 из 1" in page
    refused = client.post(address, {"words": ""})
    assert refused.status_code == 422
    assert "Подайте отчёты или напишите, почему их нет" in text_of(refused)
    assert client.post(address, {"words": "Срок не наступил."}).status_code == 302
    assert here.campaign.answers.get().organisation == here.body
    assert "ждут вашего ответа" not in text_of(client.get("/"))


@WITH_WORKER
def test_a_coordinator_sees_progress_reminds_the_silent_and_closes(settings: Settings) -> None:
    settings.MAIL_MODE = "mailbox"
    here = gathering()
    client = client_of(here.coordinator)
    assert "ответили: 0" in text_of(client.get("/"))
    assert f'href="/campaigns/{here.campaign.pk}/"' in text_of(client.get("/control/"))
    page = text_of(client.get(f"/campaigns/{here.campaign.pk}/"))
    assert "0 из 1" in page
    assert "Напомнить тем, кто не ответил" in page
    answer = client.post(f"/campaigns/{here.campaign.pk}/remind/")
    job = Job.objects.get(name="roadmaps.write_to_silent")
    assert answer["Location"] == f"/jobs/{job.pk}/"
    Worker().drain()
    assert "Организаций: 1, писем: 1." in text_of(client.get(f"/jobs/{job.pk}/"))
    assert Letter.objects.get(kind="campaign").person_key == str(here.executor.pk)
    assert "10.03.2027" in text_of(client.get(f"/campaigns/{here.campaign.pk}/"))
    close = f"/campaigns/{here.campaign.pk}/close/"
    assert client.post(close, {"ground": "", "version": 1}).status_code == 422
    assert client.post(close, {"ground": "Письмо № 7", "version": 9}).status_code == 409
    assert client.post(close, {"ground": "Письмо № 7", "version": 1}).status_code == 302
    assert "Письмо № 7" in text_of(client.get(f"/campaigns/{here.campaign.pk}/"))
    assert "Напоминать некому" in text_of(client.post(f"/campaigns/{here.campaign.pk}/remind/", follow=True))


def test_it_is_reached_from_the_plan_and_begun_by_hand() -> None:
    here = gathering()
    client = client_of(here.coordinator)
    assert f'href="/plans/{here.plan.pk}/campaigns/"' in text_of(client.get(f"/plans/{here.plan.pk}/"))
    assert f'href="/campaigns/{here.campaign.pk}/"' in text_of(client.get(f"/plans/{here.plan.pk}/campaigns/"))
    fresh = PlanFactory(coordinator=here.plan.coordinator)
    CheckpointFactory(measure__plan=fresh)
    data = {"year": "2027", "due_on": "2027-04-01", "plans": [fresh.pk]}
    assert client.post("/campaigns/new/", data).status_code == 302
    again = client.post("/campaigns/new/", data)
    assert again.status_code == 422
    assert "уже собирается" in text_of(again)
    strange = PlanFactory(coordinator=OrganisationFactory())
    assert client.post("/campaigns/new/", {**data, "plans": [strange.pk]}).status_code == 422
    assert Campaign.objects.count() == 2


def test_the_coordinator_sets_a_plans_reminders() -> None:
    here = gathering()
    client = client_of(here.coordinator)
    address = f"/plans/{here.plan.pk}/reminders/"
    page = text_of(client.get(address))
    assert 'value="14, 3, 0"' in page
    assert "обычные правила" in page
    rules = {
        "executor_days": "7; 30", "controller_days": "", "coordinator_days": "1",
        "silence_to_controller": "", "silence_to_coordinator": "5", "version": 1,
    }  # fmt: skip
    assert client.post(address, rules).status_code == 302
    policy = ReminderPolicy.objects.get(plan=here.plan)
    assert (policy.executor_days, policy.silence_to_controller) == ([30, 7], None)
    assert client.post(address, rules).status_code == 409
    for wrong in ("завтра", "91", "1, 2, 3, 4, 5, 6"):
        assert client.post(address, {**rules, "executor_days": wrong, "version": 2}).status_code == 422


def test_what_was_told_stands_at_the_checkpoint_for_whoever_sees_inside() -> None:
    here = gathering()
    for day in (10, 23, 29):
        remind_of_plan(plan=here.plan, today=date(2027, 3, day))
    measure = here.plan.measures.get()
    point = measure.checkpoints.get()
    CheckpointState.objects.create(checkpoint=point, on=date(2027, 3, 1), state=point.state, due_on=point.due_on)
    with_role = text_of(client_of(here.executor).get(f"/measures/{measure.pk}/?as_of=2027-04-01"))
    assert (
        '10.03.2027</span> напомнено исполнителю; <span class="nowrap">29.03.2027</span> доложено контролёру'
        in with_role
    )
    then = text_of(client_of(here.executor).get(f"/measures/{measure.pk}/?as_of=2027-03-11"))
    assert "напомнено исполнителю" in then
    assert "доложено контролёру" not in then
    assert "напомнено" not in text_of(client_of(None).get(f"/measures/{measure.pk}/"))


def test_pages_ask_a_constant_number_of_queries() -> None:
    here = gathering()
    client = client_of(here.coordinator)
    address = f"/campaigns/{here.campaign.pk}/"
    client.get(address)
    before = queries_of(client, address)
    for _ in range(12):
        DutyFactory(measure=CheckpointFactory(measure__plan=here.plan).measure)
    assert queries_of(client, address) == before
    assert before <= 18
