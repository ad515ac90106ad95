"""Doing a job: piece by piece, each with its note in one transaction; what fails is tried again after a growing pause."""

from __future__ import annotations

import logging
import traceback
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from kadrost.jobs.domain.asking import give_out
from kadrost.jobs.models import Job
from kadrost.jobs.why import may_pass_by_itself, words_of
from kadrost.jobs.works import LEASE, Piece, Run, Work, find_work

logger = logging.getLogger("kadrost.jobs")
PAUSES = (
    timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4),
)  # fmt: skip
"""Before the second attempt, the third and so on; the last one repeats."""
Result = TypeVar("Result")


@task()
def perform(job_id: int, ticket: int) -> str:
    """Carry the job on from where it stands to its end; gives its state. Never raises: the job keeps what went wrong."""
    try:
        while _do_piece(job_id, ticket):
            pass
    except Exception as error:  # noqa: BLE001 whatever it is, it is the job's failure and not the worker's
        note_failure(job_id, ticket, error)
    return Job.objects.values_list("state", flat=True).filter(pk=job_id).first() or "gone"


def _do_piece(job_id: int, ticket: int) -> bool:
    """Do one piece; whether another one follows."""
    job = _begin(job_id, ticket)
    if job is None:
        return False
    work = find_work(job.name)
    if work.is_atomic:
        with transaction.atomic():
            held = _held(job_id, ticket)
            return held is not None and _do_and_note(held, work)
    return _do_and_note(job, work)


def _begin(job_id: int, ticket: int) -> Job | None:
    """The job, marked as running with a new lease; None for a ticket that is worth nothing."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, ticket=ticket, state__in=Job.OPEN_STATES)
    if not claimed.update(state=Job.State.RUNNING, lease_until=now + LEASE):
        return None
    Job.objects.filter(pk=job_id, started_at=None).update(started_at=now)
    return Job.objects.get(pk=job_id)


def _held(job_id: int, ticket: int) -> Job | None:
    """The running job, locked until the transaction ends: on PostgreSQL that is a lease which dies with its holder."""
    return Job.objects.select_for_update().filter(pk=job_id, ticket=ticket, state=Job.State.RUNNING).first()


def _do_and_note(job: Job, work: Work) -> bool:
    run = Run(job=job, cursor=job.cursor, said=job.said)
    following: Piece | None = work.function(run, **job.arguments)
    now = timezone.now()
    facts: dict[str, object] = {"said": run.said, "error": "", "trace": ""}
    if following is None:
        facts |= {"state": Job.State.DONE, "finished_at": now, "lease_until": None}
        if job.units_all:
            facts["units_done"] = job.units_all
    else:
        facts |= {
            "cursor": following.cursor,
            "units_done": following.done,
            "units_all": following.of,
            "lease_until": now + LEASE,
        }
    noted = Job.objects.filter(pk=job.pk, ticket=job.ticket, state=Job.State.RUNNING).update(**facts)
    return bool(noted) and following is not None


@transaction.atomic
def note_failure(job_id: int, ticket: int, error: BaseException) -> None:
    """Keep why it failed; give it out again after a pause, or leave it failed where trying again is no use."""
    job = Job.objects.select_for_update().filter(pk=job_id, ticket=ticket, state__in=Job.OPEN_STATES).first()
    if job is None:
        return
    logger.warning("job %s failed: %s", job.name, type(error).__name__)
    fail(job, why=words_of(error), trace=_place_of(error), is_final=not may_pass_by_itself(error))


def fail(job: Job, *, why: str, trace: str = "", is_final: bool = False) -> None:
    """One more failed attempt of a job that the caller has locked."""
    job.tries += 1
    job.error, job.trace = why, trace
    if is_final or job.tries >= _most_tries(job):
        job.state, job.finished_at, job.lease_until = Job.State.FAILED, timezone.now(), None
        job.save(update_fields=["state", "finished_at", "lease_until", "tries", "error", "trace"])
        return
    job.run_after = timezone.now() + pause_after(job.tries)
    give_out(job)


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many failures."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


def _most_tries(job: Job) -> int:
    try:
        return find_work(job.name).tries
    except Exception:  # noqa: BLE001 work of another version: nothing to try again
        return 0


def _place_of(error: BaseException) -> str:
    """Where in the program it happened, without the error's own text, which may hold what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    lines = [f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__qualname__, *lines])
