"""What the board remembers is never older than the data."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kadrost.roadmaps.domain.board_memory import Memory, stamp_of_data
from kadrost.roadmaps.models import Checkpoint, Plan
from kadrost.roadmaps.models.checkpoints import Standing
from tests.web.board.conftest import Region
from tests.web.board.test_page import page

pytestmark = pytest.mark.django_db(transaction=True)


def in_another_connection(change: object) -> None:
    """Run the change as another process would: in a connection of its own, committed."""

    def run() -> None:
        change()  # type: ignore[operator]
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


def count(memory: Memory[int], made: list[int]) -> int:
    def work_out() -> int:
        made.append(len(made))
        return made[-1]

    return memory.recall("key", work_out)


def test_what_did_not_change_is_recalled(region: Region) -> None:
    memory, made = Memory[int](most=2), list[int]()
    assert [count(memory, made) for _ in range(3)] == [0, 0, 0]


def test_a_change_of_ours_and_of_others_is_seen(region: Region) -> None:
    memory, made = Memory[int](most=2), list[int]()
    count(memory, made)
    Plan.objects.update(edition=2)
    assert count(memory, made) == 1
    in_another_connection(lambda: Plan.objects.update(edition=3))
    assert count(memory, made) == 2
    in_another_connection(Plan.objects.count)
    assert count(memory, made) == 2


def test_nothing_is_remembered_within_a_transaction(region: Region) -> None:
    memory, made = Memory[int](most=2), list[int]()
    with transaction.atomic():
        assert stamp_of_data() is None
        Plan.objects.update(edition=2)
        count(memory, made)
        transaction.set_rollback(True)
    assert count(memory, made) == 1


def test_a_new_connection_starts_anew(region: Region) -> None:
    before = stamp_of_data()
    assert stamp_of_data() == before
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        connection.close()
        assert stamp_of_data() != before


def test_the_eldest_is_forgotten(region: Region) -> None:
    memory = Memory[str](most=2)
    for key in ("a", "b", "a", "c"):
        memory.recall(key, lambda key=key: key)  # type: ignore[misc]
    assert memory.recall("a", lambda: "anew") == "a"
    assert memory.recall("b", lambda: "anew") == "anew"


def test_the_board_shows_each_change_at_once_and_to_each_what_is_theirs(client: Client, region: Region) -> None:
    assert "План закрытый" in page(client, person=region.auditor)
    public = Client()
    assert "План закрытый" not in page(public)
    assert "Мои виды" not in page(public)
    silent = region.points[Standing.SILENT]
    totals = "Нет отчёта</span></span> <b>{}</b>"
    assert totals.format(1) in page(public)
    in_another_connection(lambda: Checkpoint.objects.filter(pk=silent.pk).update(state=Checkpoint.State.REMOVED))
    assert totals.format(1) not in page(public)
    Plan.objects.filter(pk=region.hidden.pk).update(is_public=True)
    assert totals.format(1) in page(public)
    assert "План закрытый" in page(public)


def test_the_fullest_filter_asks_no_more_than_twelve_times(
    client: Client, region: Region, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(region.executor)
    section = region.plan.sections.get().pk
    query = f"?plan={region.plan.pk}&section={section}&executor={region.lead.pk}&q=дело&month=2027-02"
    with django_assert_max_num_queries(12) as anew:
        assert "Дело" in page(client, query)
    with django_assert_max_num_queries(len(anew.captured_queries) - 2):
        page(client, query)
