"""Asking for work, and giving it out to the workers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kadrost.audit.journal import SYSTEM, Actor
from kadrost.jobs.models import Job
from kadrost.jobs.works import Work


def ask_for(
    *, work: Work, key: str, arguments: Mapping[str, Any], actor: Actor = SYSTEM, run_after: datetime | None = None
) -> Job:
    """The job of this key: made and given out where there was none, within the caller's transaction if there is one.

    What asks within a transaction that is rolled back has asked for nothing.
    """
    found = Job.objects.filter(key=key).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            job = Job.objects.create(
                key=key,
                name=work.name,
                arguments=dict(arguments),
                run_after=run_after or timezone.now(),
                asked_by_key=actor.key,
                asked_by_name="" if actor == SYSTEM else actor.name,
            )
            give_out(job)
    except IntegrityError:  # asked for by another process in this very moment
        return Job.objects.get(key=key)
    return job


def give_out(job: Job) -> None:
    """Put the job under a new ticket into the queue of django-tasks; the ticket before it is worth nothing now."""
    from kadrost.jobs.performing import perform

    job.ticket += 1
    job.state = Job.State.WAITING
    job.lease_until = None
    waits = job.run_after if job.run_after > timezone.now() else None
    carrier = perform.using(run_after=waits) if waits else perform
    job.task_id = carrier.enqueue(job.pk, job.ticket).id
    job.save(update_fields=["ticket", "state", "lease_until", "task_id", "run_after", "tries", "error", "trace"])
