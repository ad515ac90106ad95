"""The triggers that keep `CheckpointTally`, so that no writer can forget it: bulk_create, update() and raw SQL alike.

SQLite has one writer at a time: a trigger for each row counts up and down, and a count of nought leaves the table.

PostgreSQL has many: two controllers must never wait for each other's counts. A trigger for each statement therefore
appends what the statement changed (+n, -n) and touches no row of others. Now and then one of them adds up the rows
that speak of the same; whoever finds that being done elsewhere goes on without.

A change of the table of checkpoints by a later migration drops its triggers on SQLite, where Django makes the table
anew: after each migration `ensure_tally` puts back what is missing and counts afresh.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = ("roadmaps_tally_insert", "roadmaps_tally_update", "roadmaps_tally_delete")
MERGED_EVERY = 256
"""At each so many appended rows PostgreSQL adds up those that speak of the same."""
LOCK = 7_301_126
"""The advisory lock of adding up: any number that nothing else in this database takes."""

COLUMNS = "plan_id, due_month, state, is_reported"

MONTH = {
    "sqlite": "CAST(replace(substr({day}, 1, 7), '-', '') AS integer)",
    "postgresql": "to_char({day}, 'YYYYMM')::integer",
}
"""SQL of the month of a day as `CheckpointTally.due_month` writes it: 202611."""


def _sqlite_key(row: str) -> str:
    month = MONTH["sqlite"].format(day=f"{row}due_on")
    return f"{row}plan_id, {month}, {row}state, {row}reports_count > 0"


SQLITE_UP = f"""
    INSERT INTO roadmaps_checkpointtally ({COLUMNS}, total) VALUES ({_sqlite_key("NEW.")}, 1)
    ON CONFLICT ({COLUMNS}) DO UPDATE SET total = total + 1;"""  # noqa: S608 our own SQL
# Down never inserts: emptied tables, as tests leave them, stay empty in whatever order they are emptied.
SQLITE_DOWN = f"""
    UPDATE roadmaps_checkpointtally SET total = total - 1 WHERE ({COLUMNS}) = ({_sqlite_key("OLD.")});
    DELETE FROM roadmaps_checkpointtally WHERE ({COLUMNS}) = ({_sqlite_key("OLD.")}) AND total <= 0;"""  # noqa: S608
SQLITE_INSTALL = (
    f"CREATE UNIQUE INDEX roadmaps_tally_once ON roadmaps_checkpointtally ({COLUMNS})",
    f"CREATE TRIGGER {NAMES[0]} AFTER INSERT ON roadmaps_checkpoint BEGIN {SQLITE_UP} END",
    f"""CREATE TRIGGER {NAMES[1]} AFTER UPDATE OF plan_id, due_on, state, reports_count ON roadmaps_checkpoint
    WHEN ({_sqlite_key("OLD.")}) IS NOT ({_sqlite_key("NEW.")}) BEGIN {SQLITE_DOWN} {SQLITE_UP} END""",
    f"CREATE TRIGGER {NAMES[2]} AFTER DELETE ON roadmaps_checkpoint BEGIN {SQLITE_DOWN} END",
)
SQLITE_REMOVE = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in NAMES),
    "DROP INDEX IF EXISTS roadmaps_tally_once",
)


def _changed(rows: str, sign: str) -> str:
    month = MONTH["postgresql"].format(day="due_on")
    return f"SELECT plan_id, {month} AS due_month, state, reports_count > 0 AS is_reported, {sign}1 AS one FROM {rows}"  # noqa: S608


# TG_OP decides at run time which of the two transition tables there is; hence a function for each deed.
POSTGRESQL_ADD = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE is_time boolean;
BEGIN
    WITH added AS (
        INSERT INTO roadmaps_checkpointtally (plan_id, due_month, state, is_reported, total)
        SELECT plan_id, due_month, state, is_reported, SUM(one) FROM ({changed}) AS changed
        GROUP BY plan_id, due_month, state, is_reported HAVING SUM(one) <> 0
        RETURNING id
    ) SELECT COALESCE(bool_or(id % {every} = 0), false) INTO is_time FROM added;
    IF is_time THEN
        PERFORM roadmaps_tally_merge();
    END IF;
    RETURN NULL;
END $body$"""
# Under another isolation than the usual one a row that somebody has just merged would fail the whole transaction.
POSTGRESQL_MERGE = f"""
CREATE OR REPLACE FUNCTION roadmaps_tally_merge() RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' OR NOT pg_try_advisory_xact_lock({LOCK}) THEN
        RETURN;
    END IF;
    WITH several AS (
        SELECT {COLUMNS} FROM roadmaps_checkpointtally GROUP BY {COLUMNS} HAVING COUNT(*) > 1
    ), gone AS (
        DELETE FROM roadmaps_checkpointtally WHERE ({COLUMNS}) IN (SELECT {COLUMNS} FROM several)
        RETURNING {COLUMNS}, total
    )
    INSERT INTO roadmaps_checkpointtally ({COLUMNS}, total)
    SELECT {COLUMNS}, SUM(total) FROM gone GROUP BY {COLUMNS} HAVING SUM(total) <> 0;
END $body$"""  # noqa: S608
POSTGRESQL_EMPTY = """
CREATE OR REPLACE FUNCTION roadmaps_tally_empty() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    DELETE FROM roadmaps_checkpointtally;
    RETURN NULL;
END $body$"""
POSTGRESQL_INSTALL = (
    POSTGRESQL_MERGE,
    POSTGRESQL_EMPTY,
    POSTGRESQL_ADD.format(name=NAMES[0], every=MERGED_EVERY, changed=_changed("new_rows", "")),
    POSTGRESQL_ADD.format(
        name=NAMES[1],
        every=MERGED_EVERY,
        changed=f"{_changed('new_rows', '')} UNION ALL {_changed('old_rows', '-')}",
    ),
    POSTGRESQL_ADD.format(name=NAMES[2], every=MERGED_EVERY, changed=_changed("old_rows", "-")),
    f"""CREATE TRIGGER {NAMES[0]} AFTER INSERT ON roadmaps_checkpoint
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {NAMES[0]}()""",
    f"""CREATE TRIGGER {NAMES[1]} AFTER UPDATE ON roadmaps_checkpoint
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {NAMES[1]}()""",
    f"""CREATE TRIGGER {NAMES[2]} AFTER DELETE ON roadmaps_checkpoint
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {NAMES[2]}()""",
    """CREATE TRIGGER roadmaps_tally_empty AFTER TRUNCATE ON roadmaps_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION roadmaps_tally_empty()""",
)
POSTGRESQL_REMOVE = (
    *(f"DROP TRIGGER IF EXISTS {name} ON roadmaps_checkpoint" for name in (*NAMES, "roadmaps_tally_empty")),
    *(f"DROP FUNCTION IF EXISTS {name}()" for name in (*NAMES, "roadmaps_tally_empty", "roadmaps_tally_merge")),
)


def install_tally(database: BaseDatabaseWrapper) -> None:
    """Put the triggers in place of whatever there is, and count all checkpoints afresh."""
    is_sqlite = database.vendor == "sqlite"
    remove_tally(database)
    with database.cursor() as cursor:
        for statement in SQLITE_INSTALL if is_sqlite else POSTGRESQL_INSTALL:
            cursor.execute(statement)
        cursor.execute("DELETE FROM roadmaps_checkpointtally")
        cursor.execute(f"INSERT INTO roadmaps_checkpointtally ({COLUMNS}, total) {_recount(database.vendor)}")


def remove_tally(database: BaseDatabaseWrapper) -> None:
    """Take the triggers away; the counts stay as they are."""
    with database.cursor() as cursor:
        for statement in SQLITE_REMOVE if database.vendor == "sqlite" else POSTGRESQL_REMOVE:
            cursor.execute(statement)


def ensure_tally(*, using: str, **_: Any) -> None:
    """After a migration: what is missing of the triggers is put back, by one query where nothing is."""
    database = transaction.get_connection(using)
    with transaction.atomic(using=using), database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        if not {"roadmaps_checkpoint", "roadmaps_checkpointtally"} <= tables:
            return
        listed = (
            "sqlite_master WHERE type = 'trigger' AND name"
            if database.vendor == "sqlite"
            else "pg_trigger WHERE tgname"
        )
        cursor.execute(f"SELECT COUNT(*) FROM {listed} IN (%s, %s, %s)", NAMES)  # noqa: S608 our own SQL
        if cursor.fetchone()[0] != len(NAMES):
            install_tally(database)


def differences_of_tally() -> list[tuple[int, int, str, bool, int, int]]:
    """Where the kept counts are not those of the checkpoints: plan, month, state, reported, kept, counted."""
    kept = f"SELECT {COLUMNS}, total, 0 AS counted FROM roadmaps_checkpointtally"  # noqa: S608
    counted = f"SELECT {COLUMNS}, 0, total FROM ({_recount(connection.vendor)}) AS anew"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS}, SUM(total), SUM(counted) FROM ({kept} UNION ALL {counted}) AS compared "  # noqa: S608
            f"GROUP BY {COLUMNS} HAVING SUM(total) <> SUM(counted) ORDER BY {COLUMNS}"
        )
        return [
            (plan, month, state, bool(is_reported), int(total), int(anew))
            for plan, month, state, is_reported, total, anew in cursor.fetchall()
        ]


def _recount(vendor: str) -> str:
    month = MONTH[vendor].format(day="due_on")
    return (
        f"SELECT plan_id, {month} AS due_month, state, reports_count > 0 AS is_reported, COUNT(*) AS total "  # noqa: S608
        f"FROM roadmaps_checkpoint GROUP BY plan_id, {month}, state, reports_count > 0"
    )
