"""Database triggers that refuse to change an evaluation, a reading, or that one was struck out.

Installed after each migration and safe to install again: on SQLite, altering a column drops triggers.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

UNCHANGED = {
    "assessments_evaluation": "evaluations_are_never_changed",
    "assessments_reading": "readings_are_never_changed",
    "assessments_struckout": "struck_out_readings_stay_so",
}

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{name}'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {name}();
"""
_SQLITE = (
    "DROP TRIGGER IF EXISTS {name}",
    "CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{name}'); END",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Install the triggers of this database, replacing any that exist."""
    there = set(connection.introspection.table_names())
    statements = (_POSTGRESQL,) if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for table, name in UNCHANGED.items():
            for statement in statements if table in there else ():
                cursor.execute(statement.format(table=table, name=name))
