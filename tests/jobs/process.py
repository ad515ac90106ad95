"""A process of its own for the test of kill -9: `python -m tests.jobs.process fill|work`, on the environment's database."""

from __future__ import annotations

import os
import sys
from datetime import timedelta

JOBS, PIECES, LETTERS = 10, 8, 20


def main(act: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "kadrost.config.settings"
    import django

    django.setup()
    if act == "fill":
        fill()
    else:
        work()


def fill() -> None:
    """The tables, then jobs of several pieces and letters, all in the queue."""
    from django.core.management import call_command

    from kadrost.jobs.letters import send_letter
    from tests.jobs.works import mark

    call_command("migrate", interactive=False, verbosity=0)
    for number in range(JOBS):
        mark.ask(key=f"mark:{number}", name=str(number), pieces=PIECES, pause=0.03)
        for letter in (2 * number, 2 * number + 1):
            send_letter(kind="note", key=f"letter:{letter}", to="a@b.example", subject=f"Письмо {letter}", text="Текст")


def work() -> None:
    """A worker whose lease and pauses are short, so that the test need not wait for minutes."""
    from kadrost.jobs import performing, reaping, recurring, worker
    from tests.jobs import works  # noqa: F401 registers the work

    performing.LEASE = reaping.LEASE = timedelta(seconds=1)
    performing.PAUSES = (timedelta(milliseconds=50),)
    worker.LOOK_EVERY = timedelta(milliseconds=200)
    worker.TASKS_AT_ONCE = 2
    recurring._recurring.clear()
    one = worker.Worker(interval=0.05)
    one.heed_signals()
    one.run()


if __name__ == "__main__":
    main(sys.argv[1])
