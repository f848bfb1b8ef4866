"""What the database itself refuses at this desk: to change an evaluation.

Installed after each migration and safe to install again: on SQLite a changed column takes triggers away.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE, UNCHANGED = "assessments_evaluation", "evaluations_are_never_changed"

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION evaluations_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'evaluations_are_never_changed'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE TRIGGER evaluations_are_never_changed BEFORE UPDATE OR DELETE ON assessments_evaluation
  FOR EACH ROW EXECUTE FUNCTION evaluations_are_never_changed();
"""
_SQLITE = (
    f"DROP TRIGGER IF EXISTS {UNCHANGED}",
    f"CREATE TRIGGER {UNCHANGED} BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the guard of this database in place, whether or not it was there before."""
    if TABLE not in connection.introspection.table_names():
        return
    statements = (_POSTGRESQL,) if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
