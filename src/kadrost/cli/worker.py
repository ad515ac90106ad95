"""`kadrost worker`: background work and the schedule, apart from the site."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kadrost.cli.language import say
from kadrost.kernel.errors import KadrostError


class NotMigrated(KadrostError):
    """The database is not up to date, so that no work can be taken from it."""

    code = "not_migrated"


def worker(
    interval: Annotated[
        float,
        typer.Option(
            help=say("Как часто смотреть в пустую очередь, секунд.", "Seconds between looks at an empty queue."),
            min=0.05,
            max=60,
        ),
    ] = 1.0,
    drain: Annotated[
        bool,
        typer.Option("--drain", help=say("Сделать всё, что готово, и закончить.", "Do what is ready, then end.")),
    ] = False,
    parent: Annotated[int, typer.Option(hidden=True, help="end with this process")] = 0,
) -> None:
    """Work until stopped (Ctrl+C ends after the job in hand, twice at once); any number of workers may run beside each other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from kadrost.config.health import find_obstacle
    from kadrost.jobs.worker import Worker

    if find_obstacle():
        raise NotMigrated(
            "база данных не готова: она не отвечает или не обновлена.",
            where="kadrost worker",
            remedy="Проверьте KADROST_DATABASE_URL и выполните kadrost manage migrate.",
        )
    one = Worker(interval=interval, parent=parent or None)
    if drain:
        one.drain()
        return
    one.heed_signals()
    if not parent:
        typer.echo(say("Обработчик работает (остановить: Ctrl+C)", "The worker is running (stop: Ctrl+C)"))
    one.run()
