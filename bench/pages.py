"""Each page of the site at a region's size: queries, and CPU in milliseconds on SQLite and on PostgreSQL.

    python -m bench.pages --scale large               # root: the PostgreSQL cluster is made with runuser
    python -m bench.pages --on sqlite --only coverage,council # some pages, by parts of their titles

50 plans, 5,100 measures, 204,000 checkpoints, 2,000 people, 300 organisations and twenty councils are built once a
database under /tmp (`bench/board_data.py`, `bench/pages_scene.py`). A page is asked in one process by Django's own
client, CPU is the process's own and on PostgreSQL also the server's. «After a commit» somebody commits a change in
another table before every request, so that nothing that depends on the data can be recalled; «first» is a request after
everything was forgotten that a process remembers of pages. Prints a table for docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

BAR_QUERIES, BAR_MS = 15, 40


def main() -> None:
    """Build, measure on the databases asked for, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--on", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--scale", choices=("usual", "large"), default="large")
    options.add_argument("--repeats", type=int, default=25)
    options.add_argument("--only", default="")
    options.add_argument(
        "--measure", type=int, help="the part that runs with a database's settings: the server's process"
    )
    chosen = options.parse_args()
    if chosen.measure is not None:
        print(json.dumps(measure(chosen.repeats, chosen.only, chosen.measure), ensure_ascii=False))
        return
    os.environ["BENCH_SCALE"] = chosen.scale
    from bench import board

    board.FOLDER.mkdir(exist_ok=True)
    found: dict[str, dict[str, list[float]]] = {}
    if chosen.on in ("sqlite", "both"):
        found["SQLite"] = run(board.environment_of("sqlite"), chosen, 0)
    if chosen.on in ("postgresql", "both"):
        with board.postgresql() as database:
            found[database.name] = run(database.environment, chosen, database.pid or 0)
    print_table(found)


def run(environment: dict[str, str], chosen: argparse.Namespace, server: int) -> dict[str, list[float]]:
    """Fill the database where it lacks something and measure its pages, each in a process of its own."""
    subprocess.run([sys.executable, "-m", "bench.pages_scene"], env=environment, check=True, stdout=sys.stderr)
    command = [sys.executable, "-m", "bench.pages", "--measure", str(server), "--repeats", str(chosen.repeats)]
    answer = subprocess.run(
        [*command, "--only", chosen.only], env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    measured: dict[str, list[float]] = json.loads(answer.splitlines()[-1])
    return measured


def print_table(found: dict[str, dict[str, list[float]]]) -> None:
    """One row a page, what is above a bar in bold."""
    heads = "".join(f" {name}: after a commit, ms | first, ms | nothing changed, ms |" for name in found)
    print(f"\n| page | queries |{heads}\n|---|---|{'---|' * 3 * len(found)}")
    for page in next(iter(found.values())):
        queries = max(one[page][0] for one in found.values())
        cells = [value for one in found.values() for value in one[page][1:]]
        row = [_bold(f"{queries:.0f}", queries > BAR_QUERIES), *(_bold(f"{ms:.0f}", ms > BAR_MS) for ms in cells)]
        print(f"| {page} | {' | '.join(row)} |")


def _bold(words: str, is_above: bool) -> str:
    return f"**{words}**" if is_above else words


def measure(repeats: int, only: str, server: int) -> dict[str, list[float]]:
    """By page: queries, CPU after a commit, CPU of a first request, CPU while nothing changes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import logging

    from bench.pages_scene import addresses  # sets Django up
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kadrost.accounts.models import User

    logging.disable()
    settings.ALLOWED_HOSTS = ["*"]
    clients: dict[str, Any] = {"": Client()}
    write = writer(connection)
    figures = {}
    for page, (login, address) in addresses().items():
        if not any(part in page for part in only.split(",")):
            continue
        if login not in clients:
            clients[login] = Client()
            person = User.objects.get(login=login)
            clients[login].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        client = clients[login]
        status = client.get(address).status_code
        if status != 200:
            print(f"{page}, {address}: {status}", file=sys.stderr)
            continue
        forget()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        look: Callable[[], Any] = lambda client=client, address=address: client.get(address)  # noqa: E731
        figures[page] = [
            len(asked),
            cost(look, write, repeats, server),
            cost(look, forget, max(5, repeats // 3), server),
            cost(look, lambda: None, repeats, server),
        ]
        print(page, *(f"{one:.1f}" for one in figures[page]), file=sys.stderr)
    return figures


def cost(look: Callable[[], Any], before_each: Callable[[], None], repeats: int, server: int) -> float:
    """Milliseconds of CPU of a request: the median of the process's own and, of the database server's, the mean."""
    from bench.processes import cpu_seconds

    before_each()
    look()
    taken = []
    there = cpu_seconds(server) if server else 0.0
    for _ in range(repeats):
        before_each()
        start = time.process_time()
        look()
        taken.append(time.process_time() - start)
    there = (cpu_seconds(server) if server else 0.0) - there
    return 1000 * (median(taken) + there / repeats)


def writer(connection: Any) -> Callable[[], None]:
    """A function that commits a change by a connection of its own, in a table that no page reads."""
    if connection.vendor == "sqlite":
        import sqlite3

        link: Any = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    else:
        import psycopg

        link = psycopg.connect(os.environ["KADROST_DATABASE_URL"], autocommit=True)
    link.execute("CREATE TABLE IF NOT EXISTS bench_change (number integer)")
    link.execute("INSERT INTO bench_change VALUES (0)")

    def write() -> None:
        link.execute("UPDATE bench_change SET number = number + 1")

    return write


def forget() -> None:
    """Nothing that was drawn or worked out before is remembered, but for words of the language."""
    import gc

    from kadrost.roadmaps.domain.board_memory import Drawings, Memory
    from kadrost.roadmaps.domain.comparison.aligning import align

    align.cache_clear()
    for one in gc.get_objects():
        if type(one) in (Memory, Drawings):  # not isinstance, which would wake lazy objects
            one.forget()


if __name__ == "__main__":
    main()
