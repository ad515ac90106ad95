"""Reminders and reports of silence: by the plan's rules, on working days, once each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kadrost.accounts.roles import Role
from kadrost.audit.models import Entry
from kadrost.kernel.calendar import is_working_day
from kadrost.region.domain.people import acting_on
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.reminder_rules import ReminderRules, rules_in, set_reminder_rules
from kadrost.roadmaps.domain.reminding import policy_of, remind_of_plan
from kadrost.roadmaps.models import Checkpoint, Plan, Reminder, ReminderPolicy
from kadrost.roadmaps.permissions import PermissionRefused
from tests.web.factories import TODAY, CheckpointFactory, OrganisationFactory, PlanFactory, person

pytestmark = pytest.mark.django_db
State = Checkpoint.State
DUE = date(2027, 3, 24)


def point_due(on: date = DUE, **facts: Any) -> Checkpoint:
    return CheckpointFactory(occurs_from=on - timedelta(days=60), occurs_until=on, **facts)


def told(point: Checkpoint) -> list[tuple[str, str]]:
    rows = Reminder.objects.filter(checkpoint=point).order_by("pk")
    return [(f"{row.on:%d.%m}", row.in_words) for row in rows]


def run_days(plan: Plan, first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        remind_of_plan(plan=plan, today=first + timedelta(days=number))


def test_usual_rules_over_the_whole_life_of_a_silent_term() -> None:
    point = point_due()
    run_days(point.plan, date(2027, 2, 1), date(2027, 5, 20))
    assert told(point) == [
        ("10.03", "напомнено исполнителю"),
        ("19.03", "напомнено исполнителю"),  # three days before is Sunday the 21st
        ("24.03", "напомнено исполнителю"),
        ("29.03", "доложено контролёру"),
        ("07.04", "доложено координатору"),
    ]
    entries = Entry.objects.filter(action__in=("remind", "escalate")).order_by("pk")
    assert [entry.action for entry in entries] == ["remind", "remind", "remind", "escalate", "escalate"]
    assert {entry.actor_name for entry in entries} == {"kadrost"}
    assert all(is_working_day(row.on) for row in Reminder.objects.all())


def test_a_second_run_of_the_same_day_tells_nothing_again() -> None:
    point = point_due()
    assert len(remind_of_plan(plan=point.plan, today=TODAY)) == 1
    assert remind_of_plan(plan=point.plan, today=TODAY) == []


def test_a_term_taken_late_is_reminded_of_at_once_by_the_nearest_rule() -> None:
    point = point_due()
    run_days(point.plan, date(2027, 3, 17), date(2027, 3, 18))
    assert told(point) == [("17.03", "напомнено исполнителю")]
    assert Reminder.objects.get().days == 14


@pytest.mark.parametrize("state", [State.REPORTED, State.ACCEPTED, State.REMOVED])
def test_what_waits_for_nobody_is_not_reminded_of(state: Checkpoint.State) -> None:
    point = point_due(state=state)
    run_days(point.plan, date(2027, 3, 1), date(2027, 4, 30))
    assert told(point) == []


def test_a_moved_term_is_told_of_anew() -> None:
    point = point_due()
    run_days(point.plan, date(2027, 3, 22), date(2027, 3, 30))
    Checkpoint.objects.filter(pk=point.pk).update(due_on=date(2027, 4, 14))
    run_days(point.plan, date(2027, 3, 31), date(2027, 4, 19))
    assert [words for _, words in told(point)] == [
        "напомнено исполнителю", "напомнено исполнителю", "доложено контролёру",
        "напомнено исполнителю", "напомнено исполнителю", "напомнено исполнителю", "доложено контролёру",
    ]  # fmt: skip


def test_a_plan_off_control_is_silent() -> None:
    point = point_due(measure__plan=PlanFactory(state=Plan.State.CLOSED))
    run_days(point.plan, date(2027, 3, 1), date(2027, 4, 30))
    assert told(point) == []


RULES = ReminderRules((30, 7), (7,), (), None, 5)


def test_the_coordinator_sets_rules_and_they_are_kept() -> None:
    office = OrganisationFactory()
    point = point_due(measure__plan=PlanFactory(coordinator=office))
    acting = acting_on(person(Role.COORDINATOR, office), TODAY)
    set_reminder_rules(plan=point.plan, acting=acting, rules=RULES, version=1, today=TODAY)
    assert rules_in(policy_of(point.plan)) == RULES
    entry = Entry.objects.get(action="reminder_rules")
    assert (entry.before["executor_days"], entry.after["executor_days"]) == ([14, 3, 0], [30, 7])
    run_days(point.plan, TODAY, date(2027, 4, 20))
    assert [words for _, words in told(point)] == [
        "напомнено исполнителю", "напомнено исполнителю", "напомнено контролёру", "доложено координатору",
    ]  # fmt: skip


def test_rules_are_refused_in_words_and_nothing_changes() -> None:
    office = OrganisationFactory()
    plan = PlanFactory(coordinator=office)
    coordinator = acting_on(person(Role.COORDINATOR, office), TODAY)
    stranger = acting_on(person(Role.EXECUTOR, office), TODAY)
    common: dict[str, Any] = {"plan": plan, "today": TODAY}
    with pytest.raises(PermissionRefused):
        set_reminder_rules(acting=stranger, rules=RULES, version=1, **common)
    with pytest.raises(StaleVersion):
        set_reminder_rules(acting=coordinator, rules=RULES, version=2, **common)
    for wrong in (
        ReminderRules((91,), (), (), None, None),
        ReminderRules((6, 5, 4, 3, 2, 1), (), (), None, None),
        ReminderRules((), (), (), 0, None),
    ):
        with pytest.raises(ControlRefused):
            set_reminder_rules(acting=coordinator, rules=wrong, version=1, **common)
    assert not ReminderPolicy.objects.exists()
    assert not Entry.objects.filter(action="reminder_rules").exists()
