"""Checkpoints follow the schedule: never doubled, and what was spoken of is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kadrost.kernel.rules import CountedFrom, EveryMonths, Once
from kadrost.kernel.schedule import Schedule
from kadrost.roadmaps.domain.scheduling import (
    add_missing_checkpoints,
    awaits_event,
    extend_horizon,
    regenerate_checkpoints,
    rolling_horizon,
    schedule_difference,
)
from kadrost.roadmaps.models import Checkpoint, CheckpointState, Measure
from tests.web.factories import TODAY, MeasureFactory, PlanFactory, once, quarterly


def put(measure: Measure, schedule: Schedule | None) -> None:
    measure.schedule_data = schedule.to_json() if schedule else None
    measure.save()


@pytest.mark.django_db
def test_a_year_of_quarters_is_four_checkpoints_with_their_first_rows() -> None:
    measure = MeasureFactory(schedule=quarterly())
    assert add_missing_checkpoints([measure], horizon=measure.plan.horizon, on=TODAY) == 4
    assert add_missing_checkpoints([measure], horizon=measure.plan.horizon, on=TODAY) == 0
    assert list(measure.checkpoints.values_list("opens_on", "due_on", "first_due_on", "state")) == [
        (date(2027, 1, 1), date(2027, 3, 31), date(2027, 3, 31), "awaiting"),
        (date(2027, 4, 1), date(2027, 6, 30), date(2027, 6, 30), "awaiting"),
        (date(2027, 7, 1), date(2027, 9, 30), date(2027, 9, 30), "awaiting"),
        (date(2027, 10, 1), date(2027, 12, 31), date(2027, 12, 31), "awaiting"),
    ]
    assert list(CheckpointState.objects.values_list("on", "due_on")) == [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (TODAY, date(2027, 6, 30)),
        (TODAY, date(2027, 9, 30)),
        (TODAY, date(2027, 12, 31)),
    ]


@pytest.mark.django_db
def test_the_horizon_rolls_with_the_years_and_never_back() -> None:
    endless = EveryMonths(first=date(2027, 1, 1), every=12, over_months=11, last_day=31)
    plan = PlanFactory(horizon=TODAY)
    MeasureFactory(plan=plan, schedule=Schedule(phrase="ежегодно", understood=True, rules=(endless,)))
    assert rolling_horizon(TODAY) == date(2029, 12, 31)
    assert [extend_horizon(plan=plan, today=TODAY) for _ in range(2)] == [3, 0]
    assert extend_horizon(plan=plan, today=date(2029, 1, 1)) == 2
    assert extend_horizon(plan=plan, today=TODAY) == 0
    assert plan.horizon == date(2031, 12, 31)


@pytest.mark.django_db
def test_a_changed_term_keeps_what_was_spoken_of() -> None:
    measure = MeasureFactory(schedule=quarterly())
    add_missing_checkpoints([measure], horizon=measure.plan.horizon, on=TODAY)
    first, second, *_ = measure.checkpoints.all()
    first.state = Checkpoint.State.REPORTED
    first.save()
    second.due_on = second.due_on + timedelta(days=10)
    second.rulings.create(
        kind="extend", ground="письмо", ruled_on=TODAY, author=_somebody(), author_name="Испытова", due_after=TODAY
    )
    second.save()
    put(measure, once(date(2027, 10, 1), date(2027, 12, 31)))
    difference = schedule_difference(measure)
    assert [len(difference.appearing), len(difference.vanishing), len(difference.kept), len(difference.unchanged)] == [
        0,
        1,
        2,
        1,
    ]
    change = regenerate_checkpoints(measure=measure, on=TODAY)
    assert (change.added, change.vanished, change.kept) == (0, 1, 2)
    assert list(measure.checkpoints.values_list("occurs_until", "due_on")) == [
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 6, 30), date(2027, 7, 10)),
        (date(2027, 12, 31), date(2027, 12, 31)),
    ]


@pytest.mark.django_db
def test_a_measure_without_a_term_has_no_checkpoints() -> None:
    measure = MeasureFactory(schedule=quarterly())
    add_missing_checkpoints([measure], horizon=measure.plan.horizon, on=TODAY)
    put(measure, None)
    assert regenerate_checkpoints(measure=measure, on=TODAY).vanished == 4
    assert measure.checkpoints.count() == 0


@pytest.mark.parametrize(
    ("schedule", "waits"),
    [
        (None, False),
        (once(TODAY, TODAY), False),
        (Schedule("", understood=True, event="подписание", rules=(CountedFrom(amount=5, unit="days"),)), True),
        (Schedule("", understood=True, event="подписание", rules=(CountedFrom(None, "days"),)), False),
        (Schedule("", understood=True, event="подписание", rules=(CountedFrom(5, "days", TODAY),)), False),
    ],
)
def test_only_a_counted_term_without_its_day_awaits_an_event(schedule: Schedule | None, waits: bool) -> None:
    assert awaits_event(schedule) is waits


def _somebody() -> object:
    from tests.web.factories import UserFactory

    return UserFactory()


days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
spans = st.tuples(days, st.integers(0, 120)).map(lambda pair: Once(pair[0], pair[0] + timedelta(days=pair[1])))
repeats = st.builds(
    EveryMonths,
    first=days.map(lambda day: day.replace(day=1)),
    every=st.sampled_from([1, 3, 6, 12]),
    over_months=st.just(0),
    last_day=st.sampled_from([5, 15, 31]),
    until=st.one_of(st.none(), days),
)
schedules = st.lists(st.one_of(spans, repeats), max_size=3).map(
    lambda rules: Schedule(phrase="", understood=True, rules=tuple(rules))
)


class RegenerationProperties(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(before=schedules, after=schedules, spoken_of=st.sets(st.integers(0, 30), max_size=4))
    def test_regenerating_keeps_and_never_doubles(self, before: Schedule, after: Schedule, spoken_of: set[int]) -> None:
        measure = MeasureFactory(schedule=before)
        horizon = measure.plan.horizon
        add_missing_checkpoints([measure], horizon=horizon, on=TODAY)
        existing = list(measure.checkpoints.all())
        heard = [existing[index] for index in spoken_of if index < len(existing)]
        Checkpoint.objects.filter(pk__in=[checkpoint.pk for checkpoint in heard]).update(
            state=Checkpoint.State.RETURNED, reports_count=1
        )
        put(measure, after)
        change = regenerate_checkpoints(measure=measure, on=TODAY)
        left = set(measure.checkpoints.values_list("occurs_from", "occurs_until"))
        named = {(occurrence.start, occurrence.end) for occurrence in after.occurrences(until=horizon)}
        assert left == named | {(checkpoint.occurs_from, checkpoint.occurs_until) for checkpoint in heard}
        assert measure.checkpoints.count() == len(left)
        assert set(measure.checkpoints.values_list("pk", flat=True)) >= {checkpoint.pk for checkpoint in heard}
        assert len(existing) + change.added - change.vanished == len(left)
        again = regenerate_checkpoints(measure=measure, on=TODAY)
        assert (again.added, again.vanished) == (0, 0)
        states = CheckpointState.objects.filter(checkpoint__measure=measure)
        assert set(states.values_list("checkpoint", flat=True)) == set(measure.checkpoints.values_list("pk", flat=True))
