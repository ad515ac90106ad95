"""The journal at 1,000,000 entries: writing, linking, verifying, the history of one object; on SQLite and PostgreSQL.

    python -m bench.journal --entries 1000000 --on both     # root: the PostgreSQL cluster is made with runuser

Entries are written by `record_all` itself, in transactions of 1,000; the databases stay under /tmp between runs and
are filled only where they hold fewer. Prints a table for docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench import board
from bench.board import environment_of

FOLDER = Path("/tmp/kadrost-bench-journal")
WRITERS, EACH = 8, 250
OBJECTS, PEOPLE, PER_TRANSACTION = 20_000, 2_000, 1_000
ACTIONS = ("report", "accept", "return", "extend", "evidence")


def main() -> None:
    """Measure on the databases asked for; `--measure` is the part that runs with a database's settings."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--on", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--measure", action="store_true")
    options.add_argument("--writer", type=int)
    chosen = options.parse_args()
    if chosen.writer is not None:
        write_one_by_one(chosen.writer)
    elif chosen.measure:
        print(json.dumps(measure(chosen.entries)))
    else:
        compare(chosen.entries, chosen.on)


def compare(entries: int, on: str) -> None:
    """The table, one column a database."""
    FOLDER.mkdir(exist_ok=True)
    found: dict[str, dict[str, float]] = {}
    if on in ("sqlite", "both"):
        kept = environment_of("journal-sqlite") | {"KADROST_VAR": str(FOLDER / "sqlite")}
        found["SQLite"] = run(kept, entries)
    if on in ("postgresql", "both"):
        board.FOLDER.mkdir(exist_ok=True)
        with board.postgresql() as database:
            url = database.environment["KADROST_DATABASE_URL"].removesuffix("/board") + "/journal"
            create_database(url)
            found["PostgreSQL 15"] = run(environment_of("journal-site", url), entries)
    print(f"\n| {entries:,} entries | {' | '.join(found)} |\n|---|{'---|' * len(found)}")
    for name in next(iter(found.values())):
        print(f"| {name} | {' | '.join(f'{one[name]:,}' for one in found.values())} |")


def create_database(url: str) -> None:
    """The database of the URL on our own cluster, where it is absent."""
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
        if link.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is None:
            link.execute(f"CREATE DATABASE {name}")


def run(environment: dict[str, str], entries: int) -> dict[str, float]:
    """What `--measure` finds in a process of its own."""
    command = [sys.executable, "-m", "bench.journal", "--measure", "--entries", str(entries)]
    answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured: dict[str, float] = json.loads(answer.splitlines()[-1])
    return measured


def measure(entries: int) -> dict[str, float]:
    """Fill, verify, read histories, write by one and by eight writers; figures by name."""
    prepare()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from kadrost.audit.journal import history_of
    from kadrost.audit.models import Entry
    from kadrost.audit.telling import tell
    from kadrost.audit.verifying import verify_chain
    from kadrost.region.models import Organisation

    filled = fill(entries)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    found = verify_chain(lambda done, of: None)
    spent = time.process_time() - began
    if not found.is_whole:
        raise RuntimeError(str(found.broken))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chance, milliseconds, queries = random.Random(7), 0.0, 0
    for _ in range(100):
        subject = Organisation(pk=chance.randrange(OBJECTS) + 1, name="")
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            tell(list(history_of(subject)[:200]))
            milliseconds += (time.perf_counter() - started) * 10
        queries = max(queries, len(captured))
    return {
        "written and linked, entries a second, 1,000 a transaction": filled,
        "verified, s (bar 60)": found.seconds,
        "of them CPU of the command itself, s": round(spent, 1),
        "entries verified": found.count,
        "memory that verifying added, MB": round((peak - before) / 1024, 1),
        "history of one object in words, ms (mean of 100)": round(milliseconds, 2),
        "history, queries (bar 5)": queries,
        "one writer, deeds a second": rate_of(1),
        "eight writers, deeds a second": rate_of(WRITERS),
        "entries at the end, none waiting": Entry.objects.count(),
    }


def prepare() -> None:
    """Django with the environment's database, migrated."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def fill(entries: int) -> float:
    """Write what is lacking to so many entries and link it; entries a second, or 0 where nothing lacked."""
    from django.db import transaction

    from kadrost.audit.journal import Deed, record_all
    from kadrost.audit.models import Entry
    from kadrost.region.models import Organisation

    chance, started = random.Random(5), time.perf_counter()
    lacking = entries - Entry.objects.count()
    for start in range(0, lacking, PER_TRANSACTION):
        count = min(PER_TRANSACTION, lacking - start)
        deeds = [
            Deed(
                chance.choice(ACTIONS),
                Organisation(pk=(key := chance.randrange(OBJECTS) + 1), name=f"Колледж № {key} Верхнеозёрской области"),
                before={"state": "ожидается", "due_on": date(2027, 3, 1 + key % 28)},
                after={"state": "продлён", "due_on": date(2027, 4, 1 + key % 28), "documents": ["приказ № 12-к"]},
                ground=f"письмо от 12.03.2027 № {key}",
            )
            for _ in range(count)
        ]
        with transaction.atomic():
            record_all(actor=actor_of(start), on=date(2027, 3, 12), deeds=deeds)
    seconds = time.perf_counter() - started
    return round(lacking / seconds) if lacking > 0 else 0


def rate_of(writers: int) -> float:
    """Deeds a second by so many processes at once, each deed in a transaction of its own, linked after it."""
    command = [sys.executable, "-m", "bench.journal", "--writer"]
    running = [
        subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, text=True) for number in range(writers)
    ]
    spans = [json.loads(process.communicate()[0]) for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError("a writer failed")
    return round(writers * EACH / (max(end for _, end in spans) - min(start for start, _ in spans)))


def write_one_by_one(number: int) -> None:
    """Write `EACH` deeds, one a transaction; prints when it began and ended."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kadrost.config.settings")
    import django

    django.setup()
    from django.db import connection, transaction

    from kadrost.audit.journal import record
    from kadrost.region.models import Organisation

    connection.ensure_connection()
    started = time.time()
    for turn in range(EACH):
        subject = Organisation(pk=turn + 1, name=f"Колледж № {turn + 1}")
        with transaction.atomic():
            record(
                actor=actor_of(number), action="report", subject=subject, on=date(2027, 3, 12), ground="срок 20.03.2027",
                after={"writer": number, "turn": turn},
            )  # fmt: skip
    print(json.dumps([started, time.time()]))


def actor_of(seed: int):  # type: ignore[no-untyped-def]  # the type is known only once Django is set up
    """One of the people."""
    from kadrost.audit.journal import Actor

    key = seed % PEOPLE + 1
    return Actor(
        key=str(key), name=f"Испытова{key} Анна Павловна", role="Контролёр", body_key="1", body_name="Департамент"
    )


if __name__ == "__main__":
    main()
