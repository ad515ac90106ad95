"""What the tests of the journal share: a few entries, and ways round the database's own refusal to change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from kadrost.audit.journal import Actor, record
from kadrost.audit.linking import link_waiting
from kadrost.audit.models import Entry
from tests.web.factories import TODAY, OrganisationFactory

ACTOR = Actor(key="7", name="Испытова А.", role="Контролёр")
TABLES = ("audit_entry", "audit_chainlink", "audit_verification", "audit_look")


def write(count: int) -> list[Entry]:
    """So many entries about one organisation, not linked yet."""
    subject = OrganisationFactory()
    with transaction.atomic():
        return [
            record(actor=ACTOR, action="change", subject=subject, on=TODAY, ground=f"письмо № {n}", after={"n": n})
            for n in range(1, count + 1)
        ]


def write_linked(count: int) -> list[Entry]:
    """So many entries, linked into the chain."""
    entries = write(count)
    link_waiting()
    return entries


@contextmanager
def as_intruder() -> Iterator[None]:
    """The database's own triggers out of the way, as for somebody who owns it; within the test's transaction only."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA defer_foreign_keys = ON")
    yield
