"""Checkpoints out of schedules: generated to a rolling horizon, kept when the schedule is regenerated, never doubled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from kadrost.kernel.rules import CountedFrom
from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Evidence, Measure, Plan, Report, Ruling

HORIZON_YEARS = 2


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What regenerating did: how many checkpoints appeared, vanished, and stayed though the schedule lost them."""

    added: int
    vanished: int
    kept: int


@dataclass(frozen=True, slots=True)
class ScheduleDifference:
    """What regenerating would do: the checkpoints that appear (unsaved), vanish, are kept though lost, stay as named."""

    appearing: list[Checkpoint]
    vanishing: list[Checkpoint]
    kept: list[Checkpoint]
    unchanged: list[Checkpoint]


def rolling_horizon(today: date) -> date:
    """The last day of the second year after this one: to there occurrences become checkpoints."""
    return date(today.year + HORIZON_YEARS, 12, 31)


@transaction.atomic
def extend_horizon(*, plan: Plan, today: date) -> int:
    """Build the plan's checkpoints up to the horizon of `today`; gives how many were added, 0 on a repeat."""
    horizon = max(plan.horizon, rolling_horizon(today))
    added = add_missing_checkpoints(plan.measures.in_force(), horizon=horizon, on=today)
    plan.horizon = horizon
    plan.save(update_fields=["horizon"])
    return added


def add_missing_checkpoints(measures: Iterable[Measure], *, horizon: date, on: date) -> int:
    """Add the checkpoints that the measures' schedules name up to `horizon` and that are not there yet.

    Each new checkpoint gets its first state row, dated by `on` or, where it was due before, by the day it opened.
    """
    measures = list(measures)
    known = set(
        Checkpoint.objects.filter(measure__in=measures).values_list("measure_id", "occurs_from", "occurs_until")
    )
    fresh = [
        checkpoint
        for measure in measures
        for checkpoint in _occurrences_as_checkpoints(measure, horizon)
        if (checkpoint.measure_id, checkpoint.occurs_from, checkpoint.occurs_until) not in known
    ]
    created = Checkpoint.objects.bulk_create(fresh, batch_size=1000)
    CheckpointState.objects.bulk_create(
        [
            CheckpointState(
                checkpoint=checkpoint,
                on=min(on, checkpoint.opens_on),
                state=checkpoint.state,
                due_on=checkpoint.due_on,
            )
            for checkpoint in created
        ],
        batch_size=1000,
    )
    return len(created)


@transaction.atomic
def regenerate_checkpoints(*, measure: Measure, on: date) -> ScheduleChange:
    """Bring a measure's checkpoints in line with its schedule.

    A checkpoint that the schedule still names stays as it is, with its reports and its moved term. One that the
    schedule no longer names vanishes only where nothing was said about it; otherwise it is kept, for a person to
    remove it with a ground.
    """
    difference = schedule_difference(measure)
    Checkpoint.objects.filter(pk__in=[checkpoint.pk for checkpoint in difference.vanishing]).delete()
    added = add_missing_checkpoints([measure], horizon=measure.plan.horizon, on=on)
    return ScheduleChange(added=added, vanished=len(difference.vanishing), kept=len(difference.kept))


def schedule_difference(measure: Measure, existing: Iterable[Any] | None = None) -> ScheduleDifference:
    """How the measure's checkpoints differ from its schedule (also an unsaved one); nothing is written.

    `existing` are the measure's checkpoints where they were fetched before (`with_what_was_said`).
    """
    wanted = {
        (checkpoint.occurs_from, checkpoint.occurs_until): checkpoint
        for checkpoint in _occurrences_as_checkpoints(measure, measure.plan.horizon)
    }
    difference = ScheduleDifference([], [], [], [])
    for checkpoint in with_what_was_said(measure.checkpoints.all()) if existing is None else existing:
        is_named = wanted.pop((checkpoint.occurs_from, checkpoint.occurs_until), None) is not None
        if is_named or checkpoint.is_assigned:
            difference.unchanged.append(checkpoint)
        elif checkpoint.state == Checkpoint.State.AWAITING and not checkpoint.was_spoken_of:
            difference.vanishing.append(checkpoint)
        else:
            difference.kept.append(checkpoint)
    difference.appearing.extend(wanted.values())
    return difference


def with_what_was_said(checkpoints: QuerySet[Checkpoint]) -> QuerySet[Any, Any]:
    """The checkpoints, each with whether a report, a ruling or a document stands on it (`was_spoken_of`)."""
    return checkpoints.annotate(
        was_spoken_of=Exists(Report.objects.filter(checkpoint=OuterRef("pk")))
        | Exists(Ruling.objects.filter(checkpoint=OuterRef("pk")))
        | Exists(Evidence.objects.filter(checkpoint=OuterRef("pk")))
    )


def awaits_event(schedule: Schedule | None) -> bool:
    """Whether the term is counted from an event whose day nobody has recorded yet."""
    return schedule is not None and any(
        isinstance(rule, CountedFrom) and rule.anchor is None and rule.amount is not None for rule in schedule.rules
    )


def _occurrences_as_checkpoints(measure: Measure, horizon: date) -> list[Checkpoint]:
    schedule = measure.schedule
    if schedule is None or not measure.plan.binds:
        return []
    return [
        Checkpoint(
            measure=measure,
            plan_id=measure.plan_id,
            section_id=measure.section_id,
            occurs_from=occurrence.start,
            occurs_until=occurrence.end,
            covers_from=occurrence.covers[0] if occurrence.covers else None,
            covers_until=occurrence.covers[1] if occurrence.covers else None,
            opens_on=occurrence.start,
            due_on=occurrence.end,
            first_due_on=occurrence.end,
            is_provisional=occurrence.provisional,
        )
        for occurrence in schedule.occurrences(until=horizon)
    ]
