"""The worker: takes rows of django-tasks one by one, keeps the schedule, and finds what dead workers left."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from kadrost.jobs.models import WorkerBeat
from kadrost.jobs.reaping import reap
from kadrost.jobs.recurring import tick

logger = logging.getLogger("kadrost.jobs")
LOOK_EVERY = timedelta(seconds=15)
BEAT_EVERY = timedelta(seconds=60)
"""Rarely: each beat is a commit, after which the board has to recount what it remembers."""
SEEN_WITHIN = timedelta(minutes=2)
TASKS_AT_ONCE = 20
"""After so many tasks the schedule and the dead are looked after, however long the queue."""


class Worker:
    """One worker. `run` blocks until `stop` or a signal; `drain` does what is there and returns."""

    def __init__(self, *, interval: float = 1.0, parent: int | None = None) -> None:
        self.name = get_random_string(24)
        self.interval = interval
        self.parent = parent
        self.is_stopped = threading.Event()
        self.looked_at: datetime | None = None
        self.beat_at: datetime | None = None
        self.queue: QueueWorker | None = None

    def stop(self, *_: Any) -> None:
        """End after the task in hand."""
        self.is_stopped.set()
        if self.queue is not None:
            self.queue.running = False

    def heed_signals(self) -> None:
        """Ctrl+C and the system's TERM end the worker after the task in hand; a second one at once."""

        def heed(number: int, frame: FrameType | None) -> None:
            if self.is_stopped.is_set():
                signal.signal(number, signal.SIG_DFL)
                os.kill(os.getpid(), number)
            self.stop()

        signal.signal(signal.SIGINT, heed)
        signal.signal(signal.SIGTERM, heed)

    def run(self) -> None:
        """Work until stopped, or until the parent process is gone. A database that does not answer is waited for."""
        while not self.is_stopped.is_set() and self._has_parent():
            try:
                self._look_after(timezone.now())
                worked = self._take(TASKS_AT_ONCE)
            except DatabaseError:
                logger.warning("the database does not answer, waiting", exc_info=True)
                connections.close_all()
                worked = False
            if not worked:
                self.is_stopped.wait(self.interval)
        WorkerBeat.objects.filter(worker=self.name).delete()
        connections.close_all()

    def drain(self) -> None:
        """Do everything that is ready now, the schedule and the dead first."""
        self.looked_at = None
        self._look_after(timezone.now())
        while self._take(TASKS_AT_ONCE):
            pass

    def _look_after(self, now: datetime) -> None:
        if self.looked_at is not None and now - self.looked_at < LOOK_EVERY:
            return
        self.looked_at = now
        if self.beat_at is None or now - self.beat_at >= BEAT_EVERY:
            self._beat(now)
        reap(now)
        tick(now)

    def _beat(self, now: datetime) -> None:
        self.beat_at = now
        facts = {"seen_at": now, "host": socket.gethostname()[:200]}
        WorkerBeat.objects.update_or_create(
            worker=self.name, defaults=facts, create_defaults={**facts, "started_at": now}
        )

    def _take(self, most: int) -> bool:
        """Do up to `most` tasks; whether there were any. Looking costs no lock where the queue is empty."""
        close_old_connections()
        if not DBTaskResult.objects.ready().exists():
            return False
        self.queue = QueueWorker(
            queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=most, worker_id=self.name, excluded_queue_names=[],
        )  # fmt: skip
        self.queue.run()
        return True

    def _has_parent(self) -> bool:
        return self.parent is None or os.getppid() == self.parent


def beating_workers(now: datetime) -> list[WorkerBeat]:
    """The workers that were seen within two minutes."""
    return list(WorkerBeat.objects.filter(seen_at__gte=now - SEEN_WITHIN))
