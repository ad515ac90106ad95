"""What coverage remembers of plans is recalled only while nobody wrote any of which it was counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kadrost.region.acting import SYSTEM
from kadrost.roadmaps.domain.change_counts import changes_of
from kadrost.roadmaps.domain.change_triggers import MERGED_EVERY, ensure_change_counts, remove_change_counts
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.standard.coverage import REMEMBERED, Coverage, coverage_of
from kadrost.roadmaps.models import (
    Checkpoint,
    Measure,
    Plan,
    PlanChangeCount,
    Provision,
    ProvisionTie,
    Section,
    StandardEdition,
)
from tests.web.factories import TODAY, CheckpointFactory, MeasureFactory, PlanFactory

pytestmark = pytest.mark.django_db(transaction=True)

CONFIRMED, REFUSED = ProvisionTie.State.CONFIRMED, ProvisionTie.State.REFUSED


@pytest.fixture
def plans(transactional_db: None) -> list[Plan]:
    """Two plans of two measures, each in a section of the third provision and with a checkpoint."""
    REMEMBERED.forget()
    edition, _ = StandardEdition.objects.get_or_create(is_current=True, defaults={"code": "2023", "title": "Стандарт"})
    for number in (3, 5):
        Provision.objects.get_or_create(edition=edition, number=number, defaults={"title": f"Положение {number}"})
    made = []
    for _ in range(2):
        plan = PlanFactory()
        section = Section.objects.create(plan=plan, position=1, number="1", title="Раздел", provision=3)
        for _ in range(2):
            measure = MeasureFactory(plan=plan, section=section)
            CheckpointFactory(measure=measure, plan=plan, section=section, due_on=TODAY + timedelta(days=40))
        made.append(plan)
    return made


def look(day: date = TODAY) -> Coverage:
    return coverage_of(acting=SYSTEM, snapshot=snapshot_for(today=day))


def said(coverage: Coverage) -> Any:
    """All that it says, to be compared."""
    lines = [
        (
            line.provision.pk, line.provision.number, line.by_plan, line.standings, line.continuous, line.on_demand,
            line.without_points,
        )
        for line in coverage.lines
    ]  # fmt: skip
    return [plan.pk for plan in coverage.plans], lines, coverage.free


def counted_anew(day: date = TODAY) -> Any:
    REMEMBERED.forget()
    return said(look(day))


def tie(measure: Measure, number: int, state: str) -> None:
    ProvisionTie.objects.create(
        lineage=measure.lineage, provision=Provision.objects.get(number=number, edition__is_current=True), state=state,
        decided_by_name="кто-то", decided_on=TODAY,
    )  # fmt: skip


def by_sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def measure_of(plan: Plan) -> Measure:
    return plan.measures.order_by("pk")[0]


WRITINGS: dict[str, Callable[[Plan], Any]] = {
    "a state": lambda plan: plan.checkpoints.update(state="accepted"),
    "a state by SQL": lambda plan: by_sql("UPDATE roadmaps_checkpoint SET state = 'returned'"),
    "a term": lambda plan: plan.checkpoints.update(due_on=TODAY - timedelta(days=3)),
    "a report": lambda plan: plan.checkpoints.update(due_on=TODAY - timedelta(days=3), reports_count=1),
    "a new checkpoint": lambda plan: CheckpointFactory(measure=measure_of(plan), plan=plan, occurs_from=TODAY),
    "checkpoints at once": lambda plan: Checkpoint.objects.bulk_create(
        [CheckpointFactory.build(measure=measure_of(plan), plan=plan, occurs_from=TODAY)]
    ),
    "a checkpoint gone": lambda plan: measure_of(plan).checkpoints.all().delete(),
    "a new measure": lambda plan: MeasureFactory(plan=plan, section=plan.sections.get()),
    "a measure left out": lambda plan: Measure.objects.filter(pk=measure_of(plan).pk).update(ended_on=TODAY),
    "a measure gone": lambda plan: measure_of(plan).delete(),
    "permanent measures": lambda plan: (plan.checkpoints.all().delete(), plan.measures.update(is_continuous=True)),
    "a section's provision": lambda plan: plan.sections.update(provision=5),
    "a section of none": lambda plan: plan.sections.update(provision=None),
    "measures out of their section": lambda plan: plan.measures.update(section=None),
    "a tie": lambda plan: tie(measure_of(plan), 5, CONFIRMED),
    "a refusal": lambda plan: tie(measure_of(plan), 3, REFUSED),
    "a plan off control": lambda plan: Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED),
    "another number of a provision": lambda plan: Provision.objects.filter(number=3).update(number=17),
}


@pytest.mark.parametrize("written", WRITINGS)
def test_whatever_is_written_of_a_plan_is_counted_anew(plans: list[Plan], written: str) -> None:
    before = said(look())
    WRITINGS[written](plans[0])
    after = said(look())
    assert after == counted_anew()
    assert after != before


def test_a_tie_that_is_said_otherwise_or_taken_back_is_counted_anew(plans: list[Plan]) -> None:
    without = said(look())
    tie(measure_of(plans[0]), 5, CONFIRMED)
    confirmed = said(look())
    ProvisionTie.objects.update(state=REFUSED)
    assert said(look()) == without != confirmed
    ProvisionTie.objects.update(state=CONFIRMED)
    assert said(look()) == confirmed
    ProvisionTie.objects.all().delete()
    assert said(look()) == without


def test_checkpoints_that_change_places_are_counted_anew(plans: list[Plan]) -> None:
    other = Section.objects.create(plan=plans[0], position=2, number="2", title="Раздел", provision=5)
    one, two = plans[0].measures.order_by("pk")
    Measure.objects.filter(pk=two.pk).update(section=other)
    one.checkpoints.update(state="accepted")
    before = said(look())
    one.checkpoints.update(state="awaiting")
    two.checkpoints.update(state="accepted")
    assert said(look()) == counted_anew()
    assert said(look()) != before


def test_only_the_plan_that_was_written_is_counted_anew(plans: list[Plan]) -> None:
    look()
    plans[0].checkpoints.update(state="accepted")
    with CaptureQueriesContext(connection) as asked:
        look()
    counting = [one["sql"] for one in asked if "COUNT" in one["sql"]]
    assert len(counting) == 1
    assert f"IN ({plans[0].pk})" in counting[0]
    with CaptureQueriesContext(connection) as asked:
        look()
    assert not [one for one in asked if "roadmaps_checkpoint" in one["sql"] or "roadmaps_measure" in one["sql"]]


def test_another_day_is_counted_by_its_own_terms(plans: list[Plan]) -> None:
    before, later = said(look()), TODAY + timedelta(days=60)
    assert said(look(later)) == counted_anew(later)
    assert said(look(later)) != before
    assert said(look()) == before


def test_another_edition_of_the_standard_is_counted_by_its_own_provisions(plans: list[Plan]) -> None:
    tie(measure_of(plans[0]), 5, CONFIRMED)
    look()
    StandardEdition.objects.update(is_current=False)
    other = StandardEdition.objects.create(code="2031", title="Стандарт", is_current=True)
    Provision.objects.create(edition=other, number=3, title="Положение 3")
    assert said(look()) == counted_anew()


def test_what_is_taken_back_is_never_remembered(plans: list[Plan]) -> None:
    before = said(look())
    with transaction.atomic():
        plans[0].checkpoints.update(state="accepted")
        assert changes_of([plans[0].pk]) is None
        assert said(look()) != before
        transaction.set_rollback(True)
    plans[0].checkpoints.update(state="returned")
    assert said(look()) == counted_anew()


def test_the_count_of_a_plan_only_grows_while_its_rows_are_added_up(plans: list[Plan]) -> None:
    (before,) = (changes_of([plans[0].pk]) or {}).values()
    for number in range(MERGED_EVERY + 5):
        Measure.objects.filter(pk=measure_of(plans[0]).pk).update(version=number)
    (after,) = (changes_of([plans[0].pk]) or {}).values()
    assert after - before == 2 * (MERGED_EVERY + 5)
    assert PlanChangeCount.objects.filter(plan_id=plans[0].pk).count() < MERGED_EVERY


def test_triggers_that_a_migration_took_away_come_back_and_everything_is_counted_anew(plans: list[Plan]) -> None:
    look()
    remove_change_counts(connection)
    plans[0].checkpoints.update(state="accepted")
    ensure_change_counts(using="default")
    assert said(look()) == counted_anew()
    plans[0].checkpoints.update(state="removed")
    assert said(look()) == counted_anew()
    kept = changes_of([plan.pk for plan in plans])
    ensure_change_counts(using="default")
    assert changes_of([plan.pk for plan in plans]) == kept
