"""`python -m bench.notices`: the digests of 2,000 people over 100,800 checkpoints, the reminders of a day, 500 tasks of a queue.

Data as of `bench.board_data`, and 1,820 more executors spread over its bodies, in a database of its own (SQLite in a temporary
folder, or the empty base that KADROST_DATABASE_URL names). One worker; CPU of this process.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta

PEOPLE, TASKS = 2_000, 500


def main() -> None:
    """Build, do a day's work, print seconds."""
    with tempfile.TemporaryDirectory(prefix="kadrost-bench-") as var:
        os.environ.setdefault("KADROST_VAR", var)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
        os.environ["KADROST_EMAIL_URL"] = "mailbox:"
        import django

        django.setup()
        from bench.board_data import build
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        build()
        appoint_executors()
        measure()


def appoint_executors() -> None:
    """People up to `PEOPLE`, each an executor of a body in turn."""
    from kadrost.accounts.models import User
    from kadrost.accounts.roles import Role
    from kadrost.region.models import Appointment, Organisation

    bodies = list(Organisation.objects.order_by("pk"))
    lacking = PEOPLE - User.objects.count()
    people = User.objects.bulk_create(
        User(login=f"executor{number}@region.example", surname=f"Исполнитель{number}", given_name="Анна", password="!")
        for number in range(lacking)
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, role=Role.EXECUTOR, organisation=bodies[number % len(bodies)])
        for number, person in enumerate(people)
    )


def measure() -> None:
    """The reminders of a working day, the digests of that day, a queue of small jobs."""
    from django.utils import timezone

    from kadrost.jobs.models import Job, Letter
    from kadrost.jobs.tasks import tidy
    from kadrost.jobs.worker import Worker
    from kadrost.kernel.calendar import is_working_day
    from kadrost.notices.domain.digests import people_awaiting_digest, send_digest
    from kadrost.roadmaps.domain.reminding import remind_of_plan
    from kadrost.roadmaps.models import Plan, Reminder

    today = timezone.localdate()
    while not is_working_day(today):
        today -= timedelta(days=1)
    told = seconds(lambda: [remind_of_plan(plan=plan, today=today) for plan in Plan.objects.order_by("pk")])
    print(f"reminders of a first day: {told} for {Reminder.objects.count()} told")
    again = seconds(lambda: [remind_of_plan(plan=plan, today=today) for plan in Plan.objects.order_by("pk")])
    print(f"the same day again, nothing to tell: {again}")
    people = list(people_awaiting_digest(today, 23))
    sent = seconds(lambda: [send_digest(person=person, today=today) for person in people])
    print(f"digests: {sent} for {len(people)} people, {Letter.objects.count()} letters")
    asked = seconds(lambda: [tidy.ask(key=f"bench:{number}") for number in range(TASKS)])
    drained = seconds(Worker().drain)
    left = Job.objects.exclude(state=Job.State.DONE).count()
    print(f"queue of {TASKS}: asked {asked}, drained {drained}, {left} left")


def seconds(work: Callable[[], object]) -> str:
    """Wall and CPU seconds of the work."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - wall:.1f} s ({time.process_time() - cpu:.1f} s CPU)"


if __name__ == "__main__":
    main()
