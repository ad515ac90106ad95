"""The triggers that count what is written of a plan, so that whoever remembers its counts learns that they changed.

Whatever writes is counted: bulk_create, update() and raw SQL alike. As in `tally_triggers`, SQLite counts row by row in
one row a plan; PostgreSQL appends a row a statement, so that nobody waits, and now and then adds up a plan's rows. The
sum of a plan's rows never falls: what a transaction adds is seen with what it changed, or not at all.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "roadmaps_planchangecount"
BY_PLAN = ("roadmaps_checkpoint", "roadmaps_measure", "roadmaps_section")
BY_LINEAGE = "roadmaps_provisiontie"
WATCHED = (*BY_PLAN, BY_LINEAGE)
DEEDS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
MERGED_EVERY = 256
LOCK = 7_301_127


def _name(table: str, deed: str) -> str:
    return f"roadmaps_changes_{table.removeprefix('roadmaps_')}_{deed.lower()}"


NAMES = tuple(_name(table, deed) for table in WATCHED for deed in DEEDS)


def _sqlite_count(table: str, row: str) -> str:
    """One more for the plan of the row; what is gone begins no count, so that emptied tables stay empty."""
    plans = f"SELECT {row}.plan_id AS plan_id"
    if table == BY_LINEAGE:
        plans = f"SELECT DISTINCT plan_id FROM roadmaps_measure WHERE lineage = {row}.lineage"  # noqa: S608 our own SQL
    if row == "OLD":
        return f"UPDATE {TABLE} SET total = total + 1 WHERE plan_id IN ({plans});"  # noqa: S608
    return (
        f"INSERT INTO {TABLE} (plan_id, total) SELECT plan_id, 1 FROM ({plans}) AS one WHERE true "  # noqa: S608
        "ON CONFLICT (plan_id) DO UPDATE SET total = total + 1;"
    )


def _sqlite_trigger(table: str, deed: str) -> str:
    body = " ".join(_sqlite_count(table, row) for row in DEEDS[deed])
    return f"CREATE TRIGGER {_name(table, deed)} AFTER {deed} ON {table} BEGIN {body} END"


SQLITE_INSTALL = (
    f"CREATE UNIQUE INDEX roadmaps_changes_once ON {TABLE} (plan_id)",
    *(_sqlite_trigger(table, deed) for table in WATCHED for deed in DEEDS),
)
SQLITE_REMOVE = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in NAMES),
    "DROP INDEX IF EXISTS roadmaps_changes_once",
)

POSTGRESQL_MERGE = f"""
CREATE OR REPLACE FUNCTION roadmaps_changes_merge() RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' OR NOT pg_try_advisory_xact_lock({LOCK}) THEN
        RETURN;
    END IF;
    WITH several AS (
        SELECT plan_id FROM {TABLE} GROUP BY plan_id HAVING COUNT(*) > 1
    ), gone AS (
        DELETE FROM {TABLE} WHERE plan_id IN (SELECT plan_id FROM several) RETURNING plan_id, total
    )
    INSERT INTO {TABLE} (plan_id, total) SELECT plan_id, SUM(total) FROM gone GROUP BY plan_id;
END $body$"""  # noqa: S608 our own SQL


def _postgresql_function(table: str, deed: str) -> str:
    transitions = {"OLD": "old_rows", "NEW": "new_rows"}
    rows = " UNION ALL ".join(f"SELECT * FROM {transitions[row]}" for row in DEEDS[deed])  # noqa: S608 our own SQL
    plans = (
        f"SELECT measure.plan_id FROM ({rows}) AS tie JOIN roadmaps_measure AS measure ON measure.lineage = tie.lineage"  # noqa: S608
        if table == BY_LINEAGE
        else f"SELECT plan_id FROM ({rows}) AS written"  # noqa: S608
    )
    return f"""
CREATE OR REPLACE FUNCTION {_name(table, deed)}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE is_time boolean;
BEGIN
    WITH added AS (
        INSERT INTO {TABLE} (plan_id, total) SELECT plan_id, COUNT(*) FROM ({plans}) AS plans GROUP BY plan_id
        RETURNING id
    ) SELECT COALESCE(bool_or(id % {MERGED_EVERY} = 0), false) INTO is_time FROM added;
    IF is_time THEN
        PERFORM roadmaps_changes_merge();
    END IF;
    RETURN NULL;
END $body$"""  # noqa: S608


def _postgresql_trigger(table: str, deed: str) -> str:
    transitions = {"OLD": "OLD TABLE AS old_rows", "NEW": "NEW TABLE AS new_rows"}
    referencing = " ".join(transitions[row] for row in DEEDS[deed])
    return f"""CREATE TRIGGER {_name(table, deed)} AFTER {deed} ON {table}
    REFERENCING {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {_name(table, deed)}()"""


POSTGRESQL_INSTALL = (
    POSTGRESQL_MERGE,
    *(make(table, deed) for table in WATCHED for deed in DEEDS for make in (_postgresql_function, _postgresql_trigger)),
)
POSTGRESQL_REMOVE = (
    *(f"DROP TRIGGER IF EXISTS {_name(table, deed)} ON {table}" for table in WATCHED for deed in DEEDS),
    *(f"DROP FUNCTION IF EXISTS {name}()" for name in (*NAMES, "roadmaps_changes_merge")),
)


def install_change_counts(database: BaseDatabaseWrapper) -> None:
    """Put the triggers in place of whatever there is; each plan counts as changed, for nobody watched meanwhile."""
    remove_change_counts(database)
    with database.cursor() as cursor:
        for statement in SQLITE_INSTALL if database.vendor == "sqlite" else POSTGRESQL_INSTALL:
            cursor.execute(statement)
        cursor.execute(f"UPDATE {TABLE} SET total = total + 1")  # noqa: S608
        cursor.execute(
            f"INSERT INTO {TABLE} (plan_id, total) SELECT id, 1 FROM roadmaps_plan "  # noqa: S608
            f"WHERE id NOT IN (SELECT plan_id FROM {TABLE})"
        )


def remove_change_counts(database: BaseDatabaseWrapper) -> None:
    """Take the triggers away; the counts stay as they are."""
    with database.cursor() as cursor:
        for statement in SQLITE_REMOVE if database.vendor == "sqlite" else POSTGRESQL_REMOVE:
            cursor.execute(statement)


def ensure_change_counts(*, using: str, **_: Any) -> None:
    """After a migration: where a trigger is missing all are put back, by one query where none is."""
    database = transaction.get_connection(using)
    with transaction.atomic(using=using), database.cursor() as cursor:
        if not {TABLE, *WATCHED} <= set(database.introspection.table_names(cursor)):
            return
        listed = (
            "sqlite_master WHERE type = 'trigger' AND name"
            if database.vendor == "sqlite"
            else "pg_trigger WHERE tgname"
        )
        places = ", ".join(["%s"] * len(NAMES))
        cursor.execute(f"SELECT COUNT(*) FROM {listed} IN ({places})", NAMES)  # noqa: S608
        if cursor.fetchone()[0] != len(NAMES):
            install_change_counts(database)
