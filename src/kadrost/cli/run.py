"""`kadrost run`: bring the database up to date, collect the static files, serve."""

from __future__ import annotations

import os
import socket
from typing import Annotated

import typer

from kadrost.cli.beside import worker_beside
from kadrost.cli.language import say
from kadrost.kernel.errors import KadrostError

WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 recognised, not bound


class AddressError(KadrostError):
    """The address cannot be listened on."""

    code = "address"


def run(
    host: Annotated[str, typer.Option(help=say("Адрес, на котором слушать.", "Address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=say("Порт.", "Port."), min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help=say("Число процессов.", "Number of processes."), min=1, max=64)] = 1,
    jobs: Annotated[
        bool | None,
        typer.Option(
            "--jobs/--no-jobs",
            help=say(
                "Вести ли здесь фоновую работу; без указания – да, если база данных встроенная.",
                "Whether background work is done here; unless said, with the embedded database only.",
            ),
        ),
    ] = None,
) -> None:
    """Открыть сайт: обновить базу данных, собрать статические файлы, принимать запросы и вести фоновую работу."""
    refuse_taken_port(host, port)
    prepare(host, port)
    address = f"http://{shown_host(host)}:{port}/"
    typer.echo(say(f"kadrost открыт: {address} (остановить: Ctrl+C)", f"kadrost is open at {address} (stop: Ctrl+C)"))
    if host in WILDCARDS and not os.environ.get("KADROST_HOSTS"):
        typer.echo(
            say(
                "С других машин сайт ответит, когда его имя или адрес назван в KADROST_HOSTS.",
                "Other machines are answered once the site's name or address stands in KADROST_HOSTS.",
            ),
            err=True,
        )
    with worker_beside(is_wanted=works_here(asked=jobs)):
        serve(host, port, workers)


def works_here(*, asked: bool | None = None) -> bool:
    """Whether a worker runs beside the site: as asked, else where the database is the embedded one."""
    from django.conf import settings

    return bool(settings.EMBEDDED) if asked is None else asked


def refuse_taken_port(host: str, port: int) -> None:
    """Nothing, or AddressError where the port is taken or the host is not ours: the server's own words would be a trace."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, UnicodeError) as error:
            raise AddressError(
                "адрес занят или недоступен.",
                where=f"{host}:{port}",
                remedy="Укажите другой порт (--port) или адрес (--host).",
            ) from error


def prepare(host: str, port: int) -> None:
    """Settings for serving, then migrations and static files; afterwards `/health/ready` answers 200.

    Letters lead to this address unless the environment names the one by which people reach the site.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    os.environ["KADROST_STATIC"] = "collected"
    if host not in WILDCARDS:
        os.environ.setdefault("KADROST_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    os.environ.setdefault("KADROST_SITE_URL", f"http://{shown_host(host)}:{port}")
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()  # SQLite forbids to carry an open connection over the fork of the workers


def shown_host(host: str) -> str:
    """The host as a browser on this machine writes it."""
    if host in WILDCARDS:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped. One blocking thread a worker: measured fastest, and SQLite has one writer anyway."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "kadrost.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
