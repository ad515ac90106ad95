"""Two people who act on one checkpoint at once: one is served, the other told; the journal stays one chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from kadrost.audit.models import Entry
from kadrost.audit.verifying import verify_chain
from kadrost.roadmaps.domain.control import ReportDraft, submit_report
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.models import Report
from tests.roadmaps.domain.conftest import Scene, make_scene
from tests.web.factories import TODAY, CheckpointFactory, DutyFactory, MeasureFactory

PEOPLE = 4


def in_threads(act: object, count: int = PEOPLE) -> list[str]:
    barrier = Barrier(count)

    def run(index: int) -> str:
        try:
            barrier.wait(timeout=30)
            act(index)  # type: ignore[operator]
        except StaleVersion as refusal:
            return refusal.code
        else:
            return "served"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(run, range(count)))


@pytest.fixture
def scene(transactional_db: None, tmp_path: Path) -> Iterator[Scene]:
    """A database that threads can share: SQLite's in-memory one cannot be, so a copy of it in a file is."""
    if connection.vendor != "sqlite":
        yield make_scene()
        return
    memory, file = connection.settings_dict["NAME"], tmp_path / "copy.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    in_memory = connection.connection
    connection.connection = None
    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = file
    yield make_scene()
    connection.connection.close()
    connection.connection = in_memory
    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = memory


def test_one_of_several_submitters_is_served(scene: Scene) -> None:
    acting = scene.acting("executor")
    draft = ReportDraft(Report.Claim.DONE, "Готово", {})
    outcome = in_threads(
        lambda _: submit_report(checkpoint=scene.checkpoint, acting=acting, draft=draft, version=1, today=TODAY)
    )
    assert outcome == ["served", *["stale_version"] * (PEOPLE - 1)]
    assert (Report.objects.count(), Entry.objects.count()) == (1, 1)


def test_reports_on_different_checkpoints_stand_in_one_chain(scene: Scene) -> None:
    acting = scene.acting("executor")
    checkpoints = []
    for _ in range(PEOPLE):
        measure = MeasureFactory(plan=scene.plan)
        DutyFactory(measure=measure, organisation=scene.body)
        checkpoints.append(CheckpointFactory(measure=measure))
    draft = ReportDraft(Report.Claim.DONE, "Готово", {})
    outcome = in_threads(
        lambda index: submit_report(checkpoint=checkpoints[index], acting=acting, draft=draft, version=1, today=TODAY)
    )
    assert outcome == ["served"] * PEOPLE
    assert Entry.objects.count() == PEOPLE
    assert verify_chain().is_whole
