from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import PUBLIC, acting_on
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, OneOf, Snapshot, plans_visible_to, snapshot_for
from kadrost.roadmaps.models import Checkpoint, CheckpointState
from kadrost.roadmaps.models.checkpoints import DUE_SOON_DAYS, Standing
from tests.web.factories import MeasureFactory, OrganisationFactory, PlanFactory, person

pytestmark = pytest.mark.django_db

DAY = date(2027, 3, 10)
DISTANCES = (-400, -1, 0, 1, DUE_SOON_DAYS - 1, DUE_SOON_DAYS, DUE_SOON_DAYS + 1, 400)


def every_combination() -> list[Checkpoint]:
    """A checkpoint for each state, distance of the term, distance of the opening and number of reports."""
    measure = MeasureFactory()
    combinations = product(Checkpoint.State, DISTANCES, (-30, -1, 0, 1, 30), (0, 1, 2))
    return Checkpoint.objects.bulk_create(
        Checkpoint(
            measure=measure,
            plan=measure.plan,
            occurs_from=DAY + timedelta(days=index),
            occurs_until=DAY + timedelta(days=index),
            opens_on=DAY + timedelta(days=opens),
            due_on=DAY + timedelta(days=due),
            first_due_on=DAY,
            state=state,
            reports_count=reports,
        )
        for index, (state, due, opens, reports) in enumerate(combinations)
    )


def standings_of(snapshot: Snapshot) -> dict[int, str]:
    return dict(snapshot.with_standing().values_list("pk", "standing_on_day"))


def test_sql_and_python_agree_on_every_combination() -> None:
    checkpoints = every_combination()
    assert standings_of(snapshot_for(today=DAY)) == {one.pk: one.standing(DAY).value for one in checkpoints}
    assert {one.standing(DAY) for one in checkpoints} == set(Standing)


def test_past_rows_mean_the_same_as_columns_on_every_combination() -> None:
    checkpoints = every_combination()
    CheckpointState.objects.bulk_create(
        CheckpointState(checkpoint=one, on=DAY, state=one.state, due_on=one.due_on, reports_count=one.reports_count)
        for one in checkpoints
    )
    expected = {one.pk: one.standing(DAY).value for one in checkpoints}
    Checkpoint.objects.update(state=Checkpoint.State.REMOVED, due_on=DAY + timedelta(days=999), reports_count=7)
    assert standings_of(snapshot_for(today=DAY, as_of=DAY)) == expected


@pytest.mark.parametrize("as_of", [None, DAY])
def test_each_checkpoint_stands_in_exactly_one_way(as_of: date | None) -> None:
    checkpoints = every_combination()
    CheckpointState.objects.bulk_create(
        CheckpointState(checkpoint=one, on=DAY, state=one.state, due_on=one.due_on, reports_count=one.reports_count)
        for one in checkpoints
    )
    snapshot = snapshot_for(today=DAY, as_of=as_of)
    found = [pk for standing in Standing for pk in snapshot.standing_in(standing).values_list("pk", flat=True)]
    assert sorted(found) == sorted(one.pk for one in checkpoints)
    for standing in Standing:
        expected = {one.pk for one in checkpoints if one.standing(DAY) == standing}
        assert set(snapshot.standing_in(standing).values_list("pk", flat=True)) == expected


def test_no_standing_named_finds_nothing() -> None:
    every_combination()
    assert snapshot_for(today=DAY).standing_in().count() == 0


def test_order_of_urgency_names_each_standing_once() -> None:
    assert sorted(STANDINGS_BY_URGENCY) == sorted(Standing)
    assert STANDINGS_BY_URGENCY[:4] == (Standing.CONTRADICTED, Standing.RETURNED, Standing.SILENT, Standing.LATE)


def checkpoint_with_history() -> Checkpoint:
    """Under control since 1 February, reported on 3 March (twice that day), extended on 5 March."""
    measure = MeasureFactory()
    checkpoint = Checkpoint.objects.create(
        measure=measure,
        plan=measure.plan,
        occurs_from=date(2027, 2, 1),
        occurs_until=date(2027, 3, 1),
        opens_on=date(2027, 2, 1),
        due_on=date(2027, 6, 1),
        first_due_on=date(2027, 3, 1),
        state=Checkpoint.State.AWAITING,
        reports_count=2,
    )
    for on, state, due_on, reports in [
        (date(2027, 2, 1), Checkpoint.State.AWAITING, date(2027, 3, 1), 0),
        (date(2027, 3, 3), Checkpoint.State.REPORTED, date(2027, 3, 1), 1),
        (date(2027, 3, 3), Checkpoint.State.RETURNED, date(2027, 3, 1), 1),
        (date(2027, 3, 5), Checkpoint.State.AWAITING, date(2027, 6, 1), 2),
    ]:
        CheckpointState.objects.create(checkpoint=checkpoint, on=on, state=state, due_on=due_on, reports_count=reports)
    return checkpoint


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        (date(2027, 1, 31), None),
        (date(2027, 2, 1), Standing.OPEN),
        (date(2027, 2, 20), Standing.DUE),
        (date(2027, 3, 2), Standing.SILENT),
        (date(2027, 3, 3), Standing.RETURNED),
        (date(2027, 3, 4), Standing.RETURNED),
        (date(2027, 3, 5), Standing.OPEN),
        (date(2027, 6, 1), Standing.DUE),
        (date(2027, 6, 2), Standing.LATE),
    ],
)
def test_a_checkpoint_stands_as_it_stood_on_the_day(as_of: date, standing: Standing | None) -> None:
    checkpoint = checkpoint_with_history()
    expected = {checkpoint.pk: standing.value} if standing else {}
    assert standings_of(snapshot_for(today=as_of, as_of=as_of)) == expected


def test_many_ids_are_one_parameter() -> None:
    checkpoint = checkpoint_with_history()
    ids = [*range(10_000_000, 10_050_000), checkpoint.measure_id]
    assert list(Checkpoint.objects.filter(OneOf("measure_id", ids))) == [checkpoint]
    assert not Checkpoint.objects.filter(OneOf("measure_id", [])).exists()


def test_the_public_sees_public_plans_and_a_role_sees_all() -> None:
    shown, hidden = PlanFactory(), PlanFactory(is_public=False)
    executor = person(Role.EXECUTOR, OrganisationFactory())
    assert set(plans_visible_to(PUBLIC)) == {shown}
    assert set(plans_visible_to(acting_on(executor, DAY))) == {shown, hidden}
