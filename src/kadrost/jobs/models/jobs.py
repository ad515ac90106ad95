"""A piece of background work, the rows of the schedule, and the workers that were seen."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_noop


class Job(models.Model):
    """Work asked for once under a key; however often it is broken off, it is done once.

    `name` leads to the registered work (`jobs.works`), `cursor` to the place where its next piece begins. A `ticket`
    is given out with each attempt: whoever comes with an older one may neither begin nor write. `task_id` names the
    row of django-tasks that carries the present ticket.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_noop("Ждёт очереди")
        RUNNING = "running", gettext_noop("Выполняется")
        DONE = "done", gettext_noop("Выполнено")
        FAILED = "failed", gettext_noop("Не удалось")

    OPEN_STATES = (State.WAITING, State.RUNNING)

    key = models.CharField("ключ", max_length=200, unique=True)
    name = models.CharField("вид работы", max_length=80)
    arguments: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    cursor: models.JSONField[Any] = models.JSONField(null=True, default=None)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveIntegerField("неудачных попыток", default=0)
    ticket = models.PositiveIntegerField(default=0)
    task_id = models.UUIDField(null=True)
    run_after = models.DateTimeField("не раньше")
    lease_until = models.DateTimeField(null=True)
    units_done = models.PositiveIntegerField(default=0)
    units_all = models.PositiveIntegerField(default=0)
    said = models.TextField("что сделано", blank=True)
    error = models.TextField("почему не удалось", blank=True)
    trace = models.TextField("место в программе", blank=True)
    asked_by_key = models.CharField(max_length=40, blank=True)
    asked_by_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "run_after"), name="jobs_job_by_state"),
            models.Index(fields=("finished_at",), name="jobs_job_by_finish"),
        )

    def __str__(self) -> str:
        return f"{self.name} № {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in self.OPEN_STATES

    @property
    def share_done(self) -> int:
        """How much is done in hundredths; 0 where the whole is not known yet."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.units_done // self.units_all) if self.units_all else 0


class Recurrence(models.Model):
    """A row of the schedule: for which moment its work was last asked for, and which moment comes next."""

    name = models.CharField(max_length=80, unique=True)
    last_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    last_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="recurrences")

    class Meta:
        ordering = ("next_at", "name")

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """A worker that was seen: it says every minute that it lives."""

    worker = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-seen_at",)

    def __str__(self) -> str:
        return f"{self.host} {self.worker[:8]}"
