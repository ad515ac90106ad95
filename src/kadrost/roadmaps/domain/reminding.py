"""Reminding of terms and reporting silence, by each plan's rules; what was told is a row, and is told once.

A rule of N days is kept on the working day on which it falls, or on the last one before it. A term that comes under
control within a rule's days is reminded of at once by the nearest rule alone. Silence counts working days after the
term; each report upwards is made once for a term, and anew when the term was moved and passed again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache

from django.db import transaction
from django.db.models import QuerySet

from kadrost.accounts.roles import Role
from kadrost.audit.journal import SYSTEM, Deed, record_all
from kadrost.kernel.calendar import count_working_days, is_working_day
from kadrost.roadmaps.models import Checkpoint, Plan, Reminder, ReminderPolicy

Kind = Reminder.Kind
State = Checkpoint.State
REMINDED = (Role.EXECUTOR, Role.CONTROLLER, Role.COORDINATOR)
TOLD = (Role.CONTROLLER, Role.COORDINATOR)
OPEN_FOR_EXECUTOR = (State.AWAITING, State.RETURNED)
Told = dict[tuple[int, str, str, date], set[int]]


def policy_of(plan: Plan) -> ReminderPolicy:
    """The plan's rules; the usual ones, unsaved, where it has none of its own."""
    return ReminderPolicy.objects.filter(plan=plan).first() or ReminderPolicy(plan=plan)


@transaction.atomic
def remind_of_plan(*, plan: Plan, today: date) -> list[Reminder]:
    """What the plan's rules say for the day, written as rows and journal entries; nothing on a day off or twice."""
    if not is_working_day(today) or plan.state != Plan.State.ACTIVE:
        return []
    policy = policy_of(plan)
    made = [*_reminders(plan, policy, today), *_reports_of_silence(plan, policy, today)]
    Reminder.objects.bulk_create(made, batch_size=500)
    record_all(actor=SYSTEM, on=today, deeds=[_deed(one) for one in made])
    return made


def _reminders(plan: Plan, policy: ReminderPolicy, today: date) -> Iterator[Reminder]:
    rules = {role: sorted(set(policy.days_of(role))) for role in REMINDED}
    furthest = max((days[-1] for days in rules.values() if days), default=None)
    if furthest is None:
        return
    horizon = _next_working_day(today) + timedelta(days=furthest)
    points = list(_points(plan).filter(state__in=OPEN_FOR_EXECUTOR, due_on__gte=today, due_on__lt=horizon))
    told = _told(points, Kind.REMIND)
    for point in points:
        for role, days in rules.items():
            stage = next((one for one in days if point.due_on - timedelta(days=one) < _next_working_day(today)), None)
            if stage is None or any(one <= stage for one in told.get((point.pk, Kind.REMIND, role, point.due_on), ())):
                continue
            yield _reminder(point, Kind.REMIND, role, stage, today)


def _reports_of_silence(plan: Plan, policy: ReminderPolicy, today: date) -> Iterator[Reminder]:
    rules = {role: days for role in TOLD if (days := policy.silence_of(role)) is not None}
    if not rules:
        return
    points = list(_points(plan).filter(state=State.AWAITING, due_on__lt=today))
    told = _told(points, Kind.ESCALATE)
    for point in points:
        for role, days in rules.items():
            if (point.pk, Kind.ESCALATE, role, point.due_on) in told or _working_day_after(point.due_on, days) > today:
                continue
            yield _reminder(point, Kind.ESCALATE, role, days, today)


def _points(plan: Plan) -> QuerySet[Checkpoint]:
    return Checkpoint.objects.filter(plan=plan).select_related("measure").order_by("due_on", "pk")


def _told(points: Collection[Checkpoint], kind: Reminder.Kind) -> Told:
    """By checkpoint, kind, role and term: the rules that were kept already."""
    if not points:
        return {}
    first, earliest = next(iter(points)), min(point.due_on for point in points)
    rows = Reminder.objects.filter(checkpoint__plan=first.plan_id, kind=kind, due_on__gte=earliest)
    told: Told = {}
    for checkpoint, role, days, due_on in rows.order_by().values_list("checkpoint", "role", "days", "due_on"):
        told.setdefault((checkpoint, kind, role, due_on), set()).add(days)
    return told


def _reminder(point: Checkpoint, kind: Reminder.Kind, role: Role, days: int, today: date) -> Reminder:
    return Reminder(checkpoint=point, kind=kind, role=role.value, days=days, due_on=point.due_on, on=today)


def _deed(reminder: Reminder) -> Deed:
    facts = {"told": reminder.in_words, "due_on": reminder.due_on}
    return Deed(action=str(reminder.kind), subject=reminder.checkpoint, before={}, after=facts)


@cache
def _next_working_day(today: date) -> date:
    return count_working_days(today, 1)[0]


@cache
def _working_day_after(day: date, amount: int) -> date:
    return count_working_days(day, amount)[0]
