"""Changing a plan's own facts, taking it off control and back: each with a ground, journalled, version-guarded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.measures import apply_schedule, schedule_for
from kadrost.roadmaps.domain.scheduling import ScheduleChange, regenerate_checkpoints
from kadrost.roadmaps.models import Measure, Plan
from kadrost.roadmaps.permissions import require

CHANGED_FIELDS = ("short_title", "coordinator", "controller", "period_from", "period_until", "is_public")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What may be changed of a plan as a whole."""

    short_title: str
    coordinator: Organisation | None
    controller: Organisation | None
    period_from: date | None
    period_until: date | None
    is_public: bool


@transaction.atomic
def change_plan(
    *, plan: Plan, acting: Acting, facts: PlanFacts, ground: str, version: int, today: date, request_id: str = ""
) -> ScheduleChange | None:
    """Change the plan's facts; a changed period regenerates the checkpoints of the terms that depend on it.

    Gives what happened to the checkpoints, or None where the period stayed. Raises `PermissionRefused`,
    `StaleVersion`, and `ControlRefused` where the ground or the name is missing or the period is turned round.
    """
    locked = _lock(plan, acting, version)
    now = {name: getattr(facts, name) for name in CHANGED_FIELDS}
    now["short_title"] = facts.short_title.strip()
    changed = {name: value for name, value in now.items() if value != getattr(locked, name)}
    if not changed:
        return None
    _demand_ground(ground)
    if not now["short_title"]:
        raise ControlRefused("Короткое название не указано.", remedy="Напишите, как называть план в списках.")
    if (facts.period_from is None) != (facts.period_until is None):
        raise ControlRefused("У периода назван только один день.", remedy="Укажите оба дня или ни одного.")
    if facts.period_from and facts.period_until and facts.period_from > facts.period_until:
        raise ControlRefused("Начало периода позже его конца.", remedy="Проверьте даты.")
    before = {name: _plain(getattr(locked, name)) for name in changed}
    is_other_period = "period_from" in changed or "period_until" in changed
    bound_by_period = _measures_of_phrase(locked) if is_other_period else []
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])
    change = _reschedule(locked, bound_by_period, today) if is_other_period else None
    record(
        actor=acting.actor(request_id=request_id), action="change_plan", subject=locked, on=today, ground=ground.strip(),
        before=before, after={name: _plain(value) for name, value in changed.items()},
    )  # fmt: skip
    return change


@transaction.atomic
def close_plan(*, plan: Plan, acting: Acting, ground: str, version: int, today: date, request_id: str = "") -> None:
    """Take the whole plan off control; its checkpoints, reports and rulings stay as they are.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` without a ground or where it is off control already.
    """
    _turn(plan, acting, ground, version, today, request_id, into=Plan.State.CLOSED, action="close_plan")


@transaction.atomic
def reopen_plan(*, plan: Plan, acting: Acting, ground: str, version: int, today: date, request_id: str = "") -> None:
    """Take the plan under control again, as it stood; refusals as of `close_plan`."""
    _turn(plan, acting, ground, version, today, request_id, into=Plan.State.ACTIVE, action="reopen_plan")


def _turn(
    plan: Plan,
    acting: Acting,
    ground: str,
    version: int,
    today: date,
    request_id: str,
    *,
    into: Plan.State,
    action: str,
) -> None:
    locked = _lock(plan, acting, version)
    _demand_ground(ground)
    if locked.state == into:
        raise ControlRefused(f"План уже в этом состоянии: {into.label.lower()}.", remedy="Откройте план заново.")
    before = {"state": Plan.State(locked.state).label}
    locked.state = into
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(
        actor=acting.actor(request_id=request_id), action=action, subject=locked, on=today, ground=ground.strip(),
        before=before, after={"state": into.label},
    )  # fmt: skip


def _lock(plan: Plan, acting: Acting, version: int) -> Plan:
    require("roadmaps.change_plan", acting, plan)
    locked = Plan.objects.select_for_update(of=("self",)).select_related("act").get(pk=plan.pk)
    if locked.version != version:
        raise StaleVersion
    require("roadmaps.change_plan", acting, locked)
    return locked


def _measures_of_phrase(plan: Plan) -> list[Measure]:
    """The measures whose schedule is what their phrase alone means within the plan's period.

    Where a person chose a reading, or an event's day was recorded, the schedule says more than the phrase and stays.
    """
    measures = plan.measures.in_force().exclude(due_text="").select_related("plan__act")
    return [measure for measure in measures if schedule_for(plan, measure.due_text).to_json() == measure.schedule_data]


def _reschedule(plan: Plan, measures: list[Measure], today: date) -> ScheduleChange:
    added = vanished = kept = 0
    for measure in measures:
        schedule = schedule_for(plan, measure.due_text)
        if not schedule.understood or schedule.to_json() == measure.schedule_data:
            continue
        apply_schedule(measure, schedule)
        measure.version += 1
        measure.save()
        change = regenerate_checkpoints(measure=measure, on=today)
        added, vanished, kept = added + change.added, vanished + change.vanished, kept + change.kept
    return ScheduleChange(added=added, vanished=vanished, kept=kept)


def _demand_ground(ground: str) -> None:
    if not ground.strip():
        raise ControlRefused("Основание не указано.", remedy="Назовите документ или решение.")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Organisation) else value
