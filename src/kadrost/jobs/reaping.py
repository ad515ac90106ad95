"""Finding what a dead process has left behind, and giving it out again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kadrost.jobs.domain.asking import give_out
from kadrost.jobs.models import Job
from kadrost.jobs.performing import fail
from kadrost.jobs.works import LEASE

BROKEN_OFF = "Обработчик остановился посреди работы."
MOST_AT_ONCE = 200


def reap(now: datetime) -> int:
    """Give out again every job whose holder has not been heard of for a lease; how many there were.

    Rows that a living worker holds locked are skipped. A job that breaks its worker off again and again counts each
    as a failed attempt, so that it cannot do so for ever.
    """
    return _reap_running(now) + _reap_lost(now)


def _reap_running(now: datetime) -> int:
    if not Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now).exists():
        return 0  # looking costs no lock
    with transaction.atomic():
        return _give_out_dead(now)


def _give_out_dead(now: datetime) -> int:
    dead = Job.objects.select_for_update(skip_locked=True).filter(state=Job.State.RUNNING, lease_until__lt=now)
    found = list(dead.order_by("pk")[:MOST_AT_ONCE])
    _close_carriers([job for job in found if job.task_id], now)
    for job in found:
        fail(job, why=BROKEN_OFF)
    return len(found)


def _reap_lost(now: datetime) -> int:
    if not Job.objects.filter(state=Job.State.WAITING, run_after__lt=now - LEASE).exists():
        return 0
    with transaction.atomic():
        return _give_out_lost(now)


def _give_out_lost(now: datetime) -> int:
    """Jobs that wait although their row of the queue was taken: its taker died before it began."""
    waiting = Job.objects.select_for_update(skip_locked=True).filter(state=Job.State.WAITING, run_after__lt=now - LEASE)
    queued = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values("id")
    taken = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__gte=now - LEASE).values("id")
    found = list(waiting.exclude(task_id__in=queued).exclude(task_id__in=taken).order_by("pk")[:MOST_AT_ONCE])
    _close_carriers(found, now)
    for job in found:
        job.run_after = now
        give_out(job)
    return len(found)


def _close_carriers(jobs: list[Job], now: datetime) -> None:
    """The rows of django-tasks that carried the old tickets are over."""
    DBTaskResult.objects.filter(id__in=[job.task_id for job in jobs], status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=now, exception_class_path="kadrost.jobs.BrokenOff", traceback=""
    )
