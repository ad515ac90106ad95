"""Databases that several processes share: a file of SQLite, and a base of PostgreSQL of the test's own."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.conftest import skip_or_fail

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def sqlite_url(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'shared.sqlite3'}"


@contextmanager
def postgresql_url(folder: Path) -> Iterator[str]:
    """A fresh base on the environment's server, or on a cluster that lives as long as the test."""
    given = os.environ.get("KADROST_DATABASE_URL", "")
    if given.startswith("postgres"):
        with fresh_base(given) as url:
            yield url
        return
    if not BINARIES or not (os.geteuid() != 0 or shutil.which("runuser")):
        skip_or_fail("no PostgreSQL is installed")
    with cluster(folder) as url:
        yield url


@contextmanager
def fresh_base(url: str) -> Iterator[str]:
    import psycopg

    name = f"kadrost_kill_{secrets.token_hex(4)}"
    parts = urlsplit(url)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A cluster in a short folder (a socket's path may have a hundred letters), stopped and removed afterwards."""
    home = Path("/tmp") / f"kadrost-pg-{secrets.token_hex(4)}"
    home.mkdir(mode=0o755)
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_owner, str(BINARIES[-1] / program), *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL
        )

    try:
        data = str(home / "data")
        call("initdb", "-D", data, "-U", "kadrost", "-A", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        call("pg_ctl", "-D", data, "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            call("createdb", "-h", str(home), "-U", "kadrost", "kadrost")
            yield f"postgresql://kadrost@/kadrost?host={home}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)
