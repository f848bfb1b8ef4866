"""Database constraints and triggers that Django cannot declare: no overlapping bookings, no changed events.

Installed after each migration and safe to install again: on SQLite, altering a column drops the triggers.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

OVERLAP = "crew_is_in_one_place_at_a_time"
UNCHANGED = "events_are_never_changed_or_removed"

_POSTGRESQL = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'crew_is_in_one_place_at_a_time') THEN
    ALTER TABLE jobs_booking ADD CONSTRAINT crew_is_in_one_place_at_a_time EXCLUDE USING gist (
      int8range(technician_id, technician_id, '[]') WITH &&, tstzrange(starts_at, ends_at, '[)') WITH &&
    ) WHERE (released_at IS NULL);
  END IF;
END $$;
CREATE OR REPLACE FUNCTION events_are_never_changed_or_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events_are_never_changed_or_removed'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE TRIGGER events_are_never_changed_or_removed BEFORE UPDATE OR DELETE ON jobs_event
  FOR EACH ROW EXECUTE FUNCTION events_are_never_changed_or_removed();
"""

_OVERLAPS = """
  SELECT 1 FROM jobs_booking
  WHERE technician_id = NEW.technician_id AND released_at IS NULL AND id <> NEW.id
    AND starts_at < NEW.ends_at AND NEW.starts_at < ends_at
"""

_SQLITE = [
    f"DROP TRIGGER IF EXISTS {OVERLAP}_on_{verb}" for verb in ("insert", "update")
] + [f"DROP TRIGGER IF EXISTS {UNCHANGED}_on_{verb}" for verb in ("update", "delete")] + [
    f"""CREATE TRIGGER {OVERLAP}_on_{verb} AFTER {verb.upper()} ON jobs_booking
    WHEN NEW.released_at IS NULL AND EXISTS ({_OVERLAPS})
    BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END"""
    for verb in ("insert", "update")
] + [
    f"""CREATE TRIGGER {UNCHANGED}_on_{verb} BEFORE {verb.upper()} ON jobs_event
    BEGIN SELECT RAISE(ABORT, '{UNCHANGED}'); END"""
    for verb in ("update", "delete")
]  # fmt: skip


def install(connection: BaseDatabaseWrapper) -> None:
    """Install the constraints and triggers for this database; safe to run again."""
    statements = [_POSTGRESQL] if connection.vendor == "postgresql" else _SQLITE
    if "jobs_event" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
