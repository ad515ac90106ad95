"""The database itself refuses to change, delete, replace or empty what the journal holds."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kadrost.audit.models import ChainLink, Entry, Look, Verification
from tests.audit.writing import TABLES, write_linked
from tests.web.factories import TODAY

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"


def fill() -> None:
    """A row in each table of the journal, in a database that was never declared disposable."""
    execute("DELETE FROM audit_disposable")
    write_linked(2)
    Verification.objects.create(at=timezone.now(), number=2, hash="ab", seconds=0.1)
    Look.objects.create(
        at=timezone.now(), on=TODAY, viewer_key="1", viewer_name="А", person_key="2", purpose="проверка"
    )


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def contents() -> list[object]:
    return [list(model.objects.values()) for model in (Entry, ChainLink, Verification, Look)]


STATEMENTS = [
    "UPDATE audit_entry SET actor_name = 'Другая'",
    "UPDATE audit_entry SET ground = 'иное' WHERE id = (SELECT min(id) FROM audit_entry)",
    "UPDATE audit_chainlink SET hash = 'ff'",
    "UPDATE audit_verification SET finding = ''",
    "UPDATE audit_look SET purpose = 'иное'",
    *(f"DELETE FROM {table}" for table in TABLES),
]
SQLITE_STATEMENTS = [
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE id = (SELECT min(id) FROM audit_entry)",
    "REPLACE INTO audit_chainlink SELECT 99, 1, '', 'ff', entry_id FROM audit_chainlink WHERE number = 1",
    "UPDATE OR REPLACE audit_chainlink SET number = 2 WHERE number = 1",
]
POSTGRESQL_STATEMENTS = [
    "INSERT INTO audit_chainlink SELECT * FROM audit_chainlink ON CONFLICT (number) DO UPDATE SET hash = 'ff'",
]


@pytest.mark.parametrize("statement", STATEMENTS + (POSTGRESQL_STATEMENTS if ON_POSTGRESQL else SQLITE_STATEMENTS))
def test_a_forbidden_statement_is_refused_and_changes_nothing(statement: str) -> None:
    fill()
    before = contents()
    with pytest.raises(IntegrityError, match="журнал только дополняется"), transaction.atomic():
        execute(statement)
    assert contents() == before


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite knows no TRUNCATE")
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_not_truncated_even_while_it_is_empty(table: str) -> None:
    execute("DELETE FROM audit_disposable")
    with pytest.raises(IntegrityError, match="журнал только дополняется"), transaction.atomic():
        execute(f"TRUNCATE {table} CASCADE")


def test_a_journal_with_entries_cannot_be_declared_disposable() -> None:
    fill()
    with pytest.raises(IntegrityError, match="уже есть записи"), transaction.atomic():
        execute("INSERT INTO audit_disposable DEFAULT VALUES")


def test_even_a_disposable_journal_is_not_changed() -> None:
    write_linked(1)
    with pytest.raises(IntegrityError, match="журнал только дополняется"), transaction.atomic():
        execute("UPDATE audit_entry SET actor_name = 'Другая'")


@pytest.mark.django_db(transaction=True)
def test_a_database_declared_disposable_before_its_first_entry_may_be_emptied() -> None:
    write_linked(2)
    call_command("flush", interactive=False, verbosity=0)
    assert (Entry.objects.count(), ChainLink.objects.count()) == (0, 0)
