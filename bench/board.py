"""The board over 100,800 checkpoints: CPU of a request, queries, peak memory, on SQLite and on PostgreSQL.

    python -m bench.board                         both databases
    python -m bench.board --on sqlite --redmine   and Redmine beside it, in the same run
    BENCH_SCALE=large python -m bench.board       204,000 checkpoints and 2,000 people instead

The data are built once a database (`bench/board_data.py`) in a folder under /tmp, the site is started as `kadrost run`
starts it, CPU is read from /proc/<pid>/stat. Figures go to standard output as a table for docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.processes import Cost, Visitor, cost_of, peak_megabytes, wait_until_ready

SCALE = os.environ.get("BENCH_SCALE", "usual")
FOLDER = Path("/tmp/kadrost-bench-board" if SCALE == "usual" else f"/tmp/kadrost-bench-board-{SCALE}")
POSTGRES = Path("/usr/lib/postgresql/15/bin")
ROWS = 50
PAGES = {
    "default": "/control/",
    "overdue": "/control/?standing=silent,late",
    "executor": "/control/?executor=25",
    "one plan": "/control/?plan=3",
    "month": "/control/?month=2026-11",
    "search": "/control/?q=%D0%BC%D0%BE%D0%BD%D0%B8%D1%82%D0%BE%D1%80%D0%B8%D0%BD%D0%B3",
    "last page of accepted": "/control/?standing=accepted&page=700",
    "My work": "/",
}
AFTER_A_CHANGE = {
    f"{name}, after a change": PAGES[name] for name in ("default", "one plan", "month", "executor", "search", "My work")
}
"""Somebody else writes before each request, so that nothing can be recalled (`board_memory`)."""
PUBLIC_PAGES = {"default, public": "/control/", "front page, public": "/"}


@dataclass(frozen=True, slots=True)
class Database:
    """Where the site keeps its data, and the process whose CPU is the database's own."""

    name: str
    environment: dict[str, str]
    pid: int | None


def main() -> None:
    """Build, measure, print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--on", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--requests", type=int, default=200)
    options.add_argument("--redmine", action="store_true", help="measure Redmine's list of issues in the same run")
    chosen = options.parse_args()
    FOLDER.mkdir(exist_ok=True)
    if chosen.on in ("sqlite", "both"):
        measure(Database("SQLite", environment_of("sqlite"), None), chosen.requests)
    if chosen.on in ("postgresql", "both"):
        with postgresql() as database:
            measure(database, chosen.requests)
    if chosen.redmine:
        from bench import redmine

        redmine.measure(chosen.requests)


def measure(database: Database, requests: int) -> None:
    """Fill the database where it is empty, serve it, ask for each page, print the table."""
    build(database)
    queries = json.loads(
        run_data(database, "--queries", *PAGES.values(), *(f"public:{p}" for p in PUBLIC_PAGES.values()))
    )
    port = free_port()
    with site(database, port) as pid:
        visitor, public = Visitor(port), Visitor(port)
        visitor.sign_in(
            "/sign-in", token="csrfmiddlewaretoken", fields={"username": "bench", "password": "измерение-доски-26"}
        )
        print(f"\n### {database.name}: {requests} requests a page\n")
        print("| page | CPU, web, ms | CPU, database, ms | time, ms | queries | KB |\n|---|---|---|---|---|---|")
        for (name, path), asked in zip([*PAGES.items(), *PUBLIC_PAGES.items()], queries, strict=True):
            who = public if name in PUBLIC_PAGES else visitor
            cost = cost_of(who, path, web=pid, database=database.pid, requests=requests, check=rows_expected(path))
            print(line_of(name, cost, asked, with_database=database.pid is not None), flush=True)
        with writer(database) as write:
            for name, path in AFTER_A_CHANGE.items():
                cost = cost_of(
                    visitor, path, web=pid, database=database.pid, requests=requests, check=rows_expected(path),
                    before_each=write,
                )  # fmt: skip
                print(line_of(name, cost, None, with_database=database.pid is not None), flush=True)
        print(f"\nPeak memory of a web process: {peak_megabytes(pid):.0f} MB", flush=True)
        visitor.get("/control/export.xlsx?standing=accepted")
        print(f"after an export of 36,000 rows to xlsx: {peak_megabytes(pid):.0f} MB", flush=True)


@contextmanager
def writer(database: Database) -> Iterator[Callable[[], None]]:
    """A function that commits a change in a connection of its own, in a table that the site does not know."""
    if database.pid is None:
        link: Any = sqlite3.connect(FOLDER / "sqlite" / "kadrost.sqlite3", isolation_level=None)
    else:
        import psycopg

        link = psycopg.connect(database.environment["KADROST_DATABASE_URL"], autocommit=True)
    link.execute("CREATE TABLE IF NOT EXISTS bench_change (number integer)")
    link.execute("INSERT INTO bench_change VALUES (0)")
    try:
        yield lambda: link.execute("UPDATE bench_change SET number = number + 1")
    finally:
        link.execute("DROP TABLE bench_change")
        link.close()


def rows_expected(path: str) -> Callable[[bytes], None]:
    """A check that a page of the board is full."""

    def check(body: bytes) -> None:
        rows = body.count(b"<tr data-row>")
        if path.startswith("/control/") and rows != ROWS:
            raise RuntimeError(f"{path}: {rows} rows instead of {ROWS}")

    return check


def line_of(name: str, cost: Cost, queries: int | None, *, with_database: bool) -> str:
    """A row of the table."""
    database = f"{cost.database_ms:.1f}" if with_database else "within"
    return f"| {name} | {cost.web_ms:.1f} | {database} | {cost.wall_ms:.1f} | {queries or 'as above'} | {cost.size / 1024:.0f} |"


def build(database: Database) -> None:
    """Migrate and fill; nothing where the data are there already."""
    started = time.monotonic()
    run_data(database)
    print(f"{database.name}: data ready in {time.monotonic() - started:.1f} s", file=sys.stderr)


def run_data(database: Database, *arguments: str) -> str:
    """What `bench.board_data` prints over this database."""
    command = [sys.executable, "-m", "bench.board_data", *arguments]
    return subprocess.run(command, env=database.environment, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def site(database: Database, port: int, *, workers: int = 1) -> Iterator[int]:
    """The site as `kadrost run` serves it, with so many processes, background work apart; gives the leading process."""
    kadrost = str(Path(sys.executable).parent / "kadrost")
    command = [kadrost, "run", "--port", str(port), "--workers", str(workers), "--no-jobs"]
    served = subprocess.Popen(command, env=database.environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_until_ready(port, "/health/ready")
        yield served.pid
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        served.wait(timeout=30)


@contextmanager
def postgresql() -> Iterator[Database]:
    """A cluster of our own under /tmp, kept between runs, stopped at the end."""
    folder = FOLDER / "postgresql"
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if not folder.exists():
        folder.mkdir()
        if as_postgres:
            shutil.chown(folder, "postgres", "postgres")
        initdb = [*as_postgres, str(POSTGRES / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    control = [*as_postgres, str(POSTGRES / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w"]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}"
        created = [str(POSTGRES / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "board"]
        subprocess.run(created, check=False, stderr=subprocess.DEVNULL)
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        yield Database("PostgreSQL 15", environment_of("postgresql-site", f"{url}/board"), pid)
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")


def environment_of(name: str, url: str = "") -> dict[str, str]:
    """The environment of a site with files of its own; the log is kept short, as in production by a level."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KADROST_")}
    own = {
        "KADROST_VAR": str(FOLDER / name),
        "DJANGO_SETTINGS_MODULE": "kadrost.config.settings",
        "KADROST_LOG_LEVEL": "WARNING",
    }
    if url:
        own |= {
            "KADROST_DATABASE_URL": url,
            "KADROST_SECRET_KEY": "a key of the benchmark alone, fifty letters or more long",
        }
    return kept | own


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
