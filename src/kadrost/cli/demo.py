"""`kadrost demo`: build the fictional region where it is not built yet, print the sign-ins, open the site."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from kadrost.cli.beside import worker_beside
from kadrost.cli.run import prepare, refuse_taken_port, serve, shown_host, works_here

LOOPBACK = "127.0.0.1"


def demo(
    host: Annotated[str, typer.Option(help="Адрес, на котором слушать.")] = LOOPBACK,
    port: Annotated[int, typer.Option(help="Порт.", min=1, max=65535)] = 8000,
    only_build: Annotated[bool, typer.Option("--only-build", help="Построить регион и не открывать сайт.")] = False,
) -> None:
    """Учебный регион: вымышленная область с годом истории, адреса и имена для входа."""
    if not only_build:
        refuse_taken_port(host, port)
    address = f"http://{localhost_where_it_is(host)}:{port}"
    os.environ.setdefault("KADROST_EMAIL_URL", "mailbox:")
    os.environ.setdefault("KADROST_SITE_URL", address)
    prepare(host, port)
    build_if_absent()
    print_sign_ins(f"{address}/")
    if not only_build:
        with worker_beside(is_wanted=works_here()):
            serve(host, port, workers=1)


def localhost_where_it_is(host: str) -> str:
    """The name of this machine where it is asked at its own address: browsers keep passkeys for names only."""
    return "localhost" if host == LOOPBACK else shown_host(host)


def build_if_absent() -> None:
    """The demo region in the database, built once; a later start finds it and only adds what time has brought."""
    from django.utils import timezone
    from rich.console import Console

    from kadrost.demo.build import build_demo, demo_is_built

    if demo_is_built():
        return
    console = Console(stderr=True)
    with console.status("Строится учебный регион: документы читаются, год контроля проигрывается…"):
        built = build_demo(today=timezone.localdate())
    typer.echo(
        f"Построено: планов {built.plans}, мероприятий {built.measures}, контрольных точек {built.checkpoints}, "
        f"действий за год {built.acts_played}."
    )


def print_sign_ins(address: str) -> None:
    """The address and who may sign in, as a table."""
    from rich.console import Console
    from rich.table import Table

    from kadrost.accounts.roles import Role
    from kadrost.demo.build import PASSWORD
    from kadrost.demo.region import BODIES, PEOPLE

    names = {body.key: body.short_name or body.name for body in BODIES}
    table = Table(title=f"kadrost: {address}", title_justify="left", title_style="bold")
    for heading in ("Имя для входа", "Кто", "Роль", "Организация"):
        table.add_column(heading)
    for person in PEOPLE:
        if person.is_shown:
            table.add_row(person.login, " ".join(person.names), str(Role(person.role).label), names[person.body])
    console = Console()
    console.print(table)
    console.print(
        f"Пароль у всех один: [bold]{PASSWORD}[/bold] (люди вымышлены). Без входа видно то, что открыто всем."
    )
    console.print("Свои документы можно загрузить на странице «Документы на проверке» или командой kadrost import.")
