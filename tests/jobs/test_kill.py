"""kill -9 in the middle of the work: nothing is lost, nothing is doubled. Real processes, both databases."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY
from tests.jobs.databases import postgresql_url, sqlite_url
from tests.jobs.process import JOBS, LETTERS, PIECES
from tests.jobs.smtp import mail_server

PATIENCE = 120


class Processes:
    """Workers on one database, and questions to it."""

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.url, self.environment = url, environment
        self.alive: list[subprocess.Popen[bytes]] = []

    def call(self, act: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tests.jobs.process", act], cwd=REPOSITORY, env=self.environment)

    def start(self, count: int) -> None:
        self.alive += [self.call("work") for _ in range(count)]

    def kill_one(self) -> None:
        victim = self.alive.pop(0)
        assert victim.poll() is None
        victim.send_signal(signal.SIGKILL)
        victim.wait()

    def end(self) -> None:
        for process in self.alive:
            process.kill()
            process.wait()

    def ask(self, question: str) -> list[Any]:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as base:
                return base.execute(question).fetchall()
        import psycopg

        with psycopg.connect(self.url) as base:
            return base.execute(question).fetchall()  # type: ignore[call-overload,no-any-return]

    def number(self, question: str) -> int:
        return int(self.ask(question)[0][0])


def wait_for(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "the workers did not get that far"
        time.sleep(0.05)


@pytest.mark.parametrize("database", [sqlite_url, postgresql_url], ids=["sqlite", "postgresql"])
def test_killed_workers_lose_and_double_nothing(database: Callable[..., Any], tmp_path: Path) -> None:
    with database(tmp_path) as url, mail_server() as server:
        environment = os.environ | {
            "KADROST_DATABASE_URL": url,
            "KADROST_VAR": str(tmp_path),
            "KADROST_SECRET_KEY": "k" * 50,
            "KADROST_EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}?tls=no",
            "KADROST_EMAIL_FROM": "kadrost@region.example",
        }
        processes = Processes(url, environment)
        assert processes.call("fill").wait() == 0
        marks = "SELECT count(*) FROM jobs_letter WHERE kind = 'mark'"
        left = "SELECT count(*) FROM jobs_job WHERE state <> 'done'"
        try:
            processes.start(2)
            for reached in (5, 20, 40, 60):
                wait_for(lambda reached=reached: processes.number(marks) >= reached)  # type: ignore[misc]
                processes.kill_one()
                processes.start(1)
            wait_for(lambda: processes.number(left) == 0)
        finally:
            processes.end()
        done = [row[0] for row in processes.ask("SELECT key FROM jobs_letter WHERE kind = 'mark'")]
        assert sorted(done) == sorted(f"mark:{job}:{piece}" for job in range(JOBS) for piece in range(PIECES))
        assert processes.ask("SELECT DISTINCT state FROM jobs_letter WHERE kind = 'note'") == [("sent",)]
        assert len(set(server.received)) == LETTERS
        assert max(Counter(server.received).values()) <= 2
        assert processes.number("SELECT count(*) FROM jobs_job WHERE error <> ''") == 0
