"""The tally that the database keeps is what a recount gives, whoever writes and however."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from kadrost.roadmaps.domain.tally_triggers import (
    MERGED_EVERY,
    differences_of_tally,
    ensure_tally,
    install_tally,
    remove_tally,
)
from kadrost.roadmaps.models import Checkpoint, CheckpointTally, Measure, Plan
from tests.web.factories import CheckpointFactory, MeasureFactory, PlanFactory

START = date(2027, 1, 1)
STATES = Checkpoint.State.values


def unsaved(measure: Measure, chance: Random) -> Checkpoint:
    due = START + timedelta(days=chance.randrange(400))
    opens = due - timedelta(days=chance.randrange(60))
    return Checkpoint(
        measure=measure, plan=measure.plan, occurs_from=due, occurs_until=due + timedelta(days=chance.randrange(10**5)),
        opens_on=opens, due_on=due, first_due_on=due, state=chance.choice(STATES), reports_count=chance.randrange(3),
    )  # fmt: skip


def create(measures: list[Measure], chance: Random) -> None:
    unsaved(chance.choice(measures), chance).save()


def create_many(measures: list[Measure], chance: Random) -> None:
    Checkpoint.objects.bulk_create(
        [unsaved(chance.choice(measures), chance) for _ in range(chance.randrange(12))],
        ignore_conflicts=chance.random() < 0.5,
    )


def change_many(measures: list[Measure], chance: Random) -> None:
    rows = Checkpoint.objects.filter(measure=chance.choice(measures), reports_count=chance.randrange(3))
    moved = date(2027, chance.randrange(1, 13), 1)
    rows.update(**chance.choice([{"due_on": moved}, {"state": chance.choice(STATES)}, {"version": F("version") + 1}]))
    rows.update(reports_count=F("reports_count") + 1)


def change_one(measures: list[Measure], chance: Random) -> None:
    one = Checkpoint.objects.order_by("?").first()
    if one is not None:
        one.state, one.due_on, one.reports_count = chance.choice(STATES), START, chance.randrange(2)
        one.save(update_fields=["state", "due_on", "reports_count"])


def change_by_sql(measures: list[Measure], chance: Random) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE roadmaps_checkpoint SET state = %s WHERE id %% 3 = 0", [chance.choice(STATES)])
        cursor.execute("DELETE FROM roadmaps_checkpoint WHERE id %% %s = 0", [17])


def roll_back(measures: list[Measure], chance: Random) -> None:
    with transaction.atomic():
        create_many(measures, chance)
        Checkpoint.objects.filter(measure=chance.choice(measures)).delete()
        transaction.set_rollback(True)


WRITES: list[Callable[[list[Measure], Random], None]] = [
    create, create_many, change_many, change_one, change_by_sql, roll_back,
]  # fmt: skip


def some_measures() -> list[Measure]:
    return [MeasureFactory(plan=plan, section=None) for plan in PlanFactory.create_batch(2) for _ in range(3)]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_the_tally_is_a_recount_after_any_writes(seed: int) -> None:
    measures, chance = some_measures(), Random(seed)
    for _ in range(60):
        chance.choice(WRITES)(measures, chance)
        assert differences_of_tally() == []
    measures[0].delete()
    Checkpoint.objects.filter(plan=measures[-1].plan).update(plan=measures[1].plan)
    assert differences_of_tally() == []
    Plan.objects.filter(pk=measures[-1].plan_id).delete()
    assert differences_of_tally() == []
    Checkpoint.objects.all().delete()
    assert differences_of_tally() == []
    if connection.vendor == "sqlite":
        assert not CheckpointTally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_lose_no_count_and_never_wait_for_each_other() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    measures, failures = some_measures(), []

    def write(seed: int) -> None:
        chance = Random(seed)
        try:
            for _ in range(MERGED_EVERY // 4):
                with transaction.atomic():
                    Checkpoint.objects.bulk_create([unsaved(measures[seed % 6], chance) for _ in range(3)])
                    mine = Checkpoint.objects.filter(measure=measures[seed % 6], occurs_until__day=seed + 1)
                    mine.update(reports_count=F("reports_count") + 1)
                    transaction.set_rollback(chance.random() < 0.2)
        except Exception as error:  # noqa: BLE001 whatever befalls a writer fails the test
            failures.append(error)
        finally:
            connection.close()

    writers = [Thread(target=write, args=(seed,)) for seed in range(8)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert failures == []
    assert differences_of_tally() == []
    assert CheckpointTally.objects.count() < 8 * MERGED_EVERY, "what speaks of the same is added up now and then"


@pytest.mark.django_db
def test_a_migration_that_lost_the_triggers_has_them_put_back_and_all_counted() -> None:
    (measure, *_) = some_measures()
    remove_tally(connection)
    CheckpointFactory(measure=measure, occurs_until=date(2027, 3, 31))
    assert len(differences_of_tally()) == 1
    with pytest.raises(CommandError, match="расходятся"):
        call_command("check_tally")
    ensure_tally(using="default")
    assert differences_of_tally() == []
    call_command("check_tally")
    CheckpointFactory(measure=measure, occurs_until=date(2027, 6, 30))
    assert differences_of_tally() == []


@pytest.mark.django_db
def test_counting_afresh_gives_the_same() -> None:
    (measure, *_) = some_measures()
    CheckpointFactory(measure=measure, occurs_until=date(2027, 3, 31))
    CheckpointFactory(measure=measure, occurs_until=date(2027, 3, 1))
    before = sorted(CheckpointTally.objects.values_list("plan_id", "due_month", "state", "is_reported", "total"))
    assert [row[1:] for row in before] == [(202703, "awaiting", False, 2)] or connection.vendor == "postgresql"
    install_tally(connection)
    assert list(CheckpointTally.objects.values_list("due_month", "state", "is_reported", "total")) == [
        (202703, "awaiting", False, 2)
    ]
