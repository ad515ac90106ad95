"""Eight writers at once, in threads and in processes: one chain, nothing lost, no fork, nobody waits for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.audit.writers import EACH, WRITERS
from tests.conftest import REPOSITORY

PATIENCE = 240
WHOLE = {
    "broken": None, "count": WRITERS * EACH * 2, "entries": WRITERS * EACH * 2, "waiting": 0, "gapless": True,
    "previous": WRITERS * EACH * 2,
}  # fmt: skip
pytestmark = pytest.mark.django_db(transaction=True)


class Writers:
    """The program of writers on one database: a file of its own on SQLite, the test's database on PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        name: Any = connection.settings_dict["NAME"]
        self.name = str(folder / "journal.sqlite3") if connection.vendor == "sqlite" else str(name)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "kadrost.config.settings", "KADROST_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        connection.close()
        self.shared = ",".join(map(str, json.loads(self.run("prepare"))))

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.audit.writers", self.name, *words]
        return subprocess.Popen(command, cwd=REPOSITORY, env=self.environment, stdout=subprocess.PIPE, text=True)

    def run(self, *words: str) -> str:
        return self.end(self.start(*words))

    def end(self, process: subprocess.Popen[str]) -> str:
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        return said


@pytest.fixture
def writers(tmp_path: Path) -> Writers:
    return Writers(tmp_path)


def test_eight_threads_keep_one_chain(writers: Writers) -> None:
    writers.run("threads", writers.shared)
    assert json.loads(writers.run("found")) == WHOLE


def test_eight_processes_keep_one_chain(writers: Writers) -> None:
    running = [writers.start("process", writers.shared, str(number)) for number in range(WRITERS)]
    assert [writers.end(process) for process in running] == [""] * WRITERS
    assert json.loads(writers.run("found")) == WHOLE
