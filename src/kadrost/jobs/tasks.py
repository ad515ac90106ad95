"""The background work of this app: letters on their way, and what is old enough to go."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

from kadrost.jobs.domain.posting import post
from kadrost.jobs.models import Job, Letter, WorkerBeat
from kadrost.jobs.recurring import Daily, recur
from kadrost.jobs.works import Run, work

KEPT_JOBS = timedelta(days=30)
KEPT_TEXTS = timedelta(days=90)


@work("jobs.deliver", gettext_noop("Отправка письма"), is_atomic=False)
def deliver(run: Run, *, letter_id: int) -> None:
    """Send one letter; the mail server's refusal is the job's failure."""
    post(letter_id)


@work("jobs.tidy", gettext_noop("Уборка старых записей очереди"))
def tidy(run: Run, **_: Any) -> None:
    """Forget finished jobs after a month and the texts of letters after three; the fact of a letter stays."""
    now = timezone.now()
    jobs, _rows = Job.objects.filter(finished_at__lt=now - KEPT_JOBS, state=Job.State.DONE).delete()
    DBTaskResult.objects.filter(finished_at__lt=now - KEPT_JOBS).delete()
    texts = Letter.objects.filter(written_at__lt=now - KEPT_TEXTS).exclude(text="").update(text="")
    WorkerBeat.objects.filter(seen_at__lt=now - KEPT_JOBS).delete()
    run.said = f"Удалено записей очереди: {jobs}, текстов писем: {texts}."


recur("jobs.tidy", Daily(time(3, 40)), tidy)
