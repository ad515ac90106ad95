"""`kadrost jobs`: what runs, waits and failed in the background, and the schedule."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kadrost.cli.language import say


def jobs(
    repeat: Annotated[
        int | None,
        typer.Option(help=say("Повторить работу с этим номером.", "Do the job of this number again."), metavar="N"),
    ] = None,
) -> None:
    """Print the queue and the schedule; with --repeat give a failed job out again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from kadrost.audit.journal import SYSTEM
    from kadrost.jobs.domain.repeating import repeat_job

    if repeat is not None:
        repeat_job(job_id=repeat, actor=SYSTEM, on=timezone.localdate())
        typer.echo(say(f"Работа № {repeat} снова в очереди.", f"Job {repeat} is in the queue again."))
        return
    print_queue()


def print_queue() -> None:
    """The workers, the jobs that are not done, and the schedule, as tables."""
    from django.utils import timezone
    from rich.console import Console
    from rich.table import Table

    from kadrost.jobs.models import Job, Recurrence
    from kadrost.jobs.worker import beating_workers
    from kadrost.jobs.works import title_of
    from kadrost.ui.typography import moment_long

    console = Console()
    console.print(f"Обработчиков работает: {len(beating_workers(timezone.now()))}")
    queue = Table(title="Работы, которые не выполнены", title_justify="left")
    for heading in ("№", "Работа", "Состояние", "Попыток", "Почему"):
        queue.add_column(heading)
    for job in Job.objects.exclude(state=Job.State.DONE)[:200]:
        queue.add_row(str(job.pk), title_of(job.name), job.get_state_display(), str(job.tries), job.error)
    console.print(queue)
    schedule = Table(title="Расписание", title_justify="left")
    for heading in ("Работа", "Последний раз", "Следующий раз"):
        schedule.add_column(heading)
    for row in Recurrence.objects.all():
        last = moment_long(timezone.localtime(row.last_at)) if row.last_at else "–"
        schedule.add_row(title_of(row.name), last, moment_long(timezone.localtime(row.next_at)))
    console.print(schedule)
