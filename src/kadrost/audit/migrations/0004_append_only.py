"""The database itself refuses to change or delete what the journal holds.

A database may be declared disposable (a row in `audit_disposable`) only before its first entry: then the journal may
be emptied as a whole, which the test runner does between tests. A journal that holds anything can never be declared so.
The table is no model on purpose: Django's own emptying of tables leaves it alone.
"""

from django.db import migrations

KEPT = ("audit_entry", "audit_chainlink", "audit_verification", "audit_look")
KEYS = {
    "audit_entry": ("id",),
    "audit_chainlink": ("number", "entry_id"),
    "audit_verification": ("id",),
    "audit_look": ("id",),
}
REFUSED = "журнал только дополняется"

POSTGRESQL = f"""
CREATE TABLE audit_disposable (declared_at timestamptz NOT NULL DEFAULT now());
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'TRUNCATE' AND EXISTS (SELECT 1 FROM audit_disposable) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '{REFUSED}: % в % запрещено', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $body$;
CREATE FUNCTION audit_refuse_late_declaration() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM audit_entry) THEN
        RAISE EXCEPTION '{REFUSED}: в нём уже есть записи' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER audit_disposable_late BEFORE INSERT OR UPDATE ON audit_disposable
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_late_declaration();
"""
POSTGRESQL_TABLE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
POSTGRESQL_BACK = """
DROP TABLE audit_disposable;
DROP FUNCTION audit_refuse() CASCADE;
DROP FUNCTION audit_refuse_late_declaration() CASCADE;
"""

SQLITE = (
    "CREATE TABLE audit_disposable (declared_at text NOT NULL DEFAULT CURRENT_TIMESTAMP)",
    f"""CREATE TRIGGER audit_disposable_late BEFORE INSERT ON audit_disposable
    WHEN EXISTS (SELECT 1 FROM audit_entry)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}: в нём уже есть записи'); END""",
)


def sqlite_triggers(table):
    """The triggers of a table; the third catches INSERT OR REPLACE, which deletes without firing the second."""
    taken = " OR ".join(f"{key} = NEW.{key}" for key in KEYS[table])
    yield f"""CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(ABORT, '{REFUSED}: UPDATE в {table} запрещено'); END"""
    yield f"""CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table}
    WHEN NOT EXISTS (SELECT 1 FROM audit_disposable)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}: DELETE в {table} запрещено'); END"""
    yield f"""CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})
    BEGIN SELECT RAISE(ABORT, '{REFUSED}: REPLACE в {table} запрещено'); END"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        for table in KEPT:
            schema_editor.execute(POSTGRESQL_TABLE.format(table=table), params=None)
        return
    for statement in SQLITE:
        schema_editor.execute(statement)
    for table in KEPT:
        for statement in sqlite_triggers(table):
            schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK)
        return
    for table in KEPT:
        for kind in ("changed", "deleted", "replaced"):
            schema_editor.execute(f"DROP TRIGGER {table}_not_{kind}")
    schema_editor.execute("DROP TABLE audit_disposable")


class Migration(migrations.Migration):

    dependencies = [("audit", "0003_link_former_entries")]

    operations = [migrations.RunPython(forbid, allow)]
