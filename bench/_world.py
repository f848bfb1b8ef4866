"""Makes a world of many jobs in PostgreSQL: jobs that ``seed_demo`` wrote, copied by set-based SQL.

Each copy has numbers of its own (job, adapter, permit, meter, account), so that no two jobs share one. A
copied row keeps every CHECK and unique constraint; foreign keys are not looked up again, since each points
into the same copy or to a row that is not copied.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
django.setup()

from django.core.management.color import no_style  # noqa: E402 - after the settings
from django.db import connection, models, transaction  # noqa: E402
from django.db.backends.utils import CursorWrapper  # noqa: E402

from bench._copies import copied_models, set_aside, write_copies  # noqa: E402
from jobs.models import Job, JobNumberCounter  # noqa: E402
from kilowire.demo import year  # noqa: E402

OPEN_JOBS = 6_000
"""Jobs under way in a world of 100,000 jobs and more."""
UNDER_WAY = "closed_out_on IS NULL AND cancelled_on IS NULL"


def grow(to_jobs: int) -> None:
    """Copy the demo's jobs until there are about so many; in larger worlds ``OPEN_JOBS`` are under way."""
    began, seeded = time.perf_counter(), Job.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # which looks up no foreign key
        shifts = {model: _most(cursor, model) for model in copied_models()}
        groups = _set_aside(cursor, to_jobs)
        with _without_indexes(cursor):
            for group, copies in groups.items():
                for model in copied_models():
                    write_copies(cursor, model, group, copies, shifts)
        _go_on_counting(cursor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    made, seconds = Job.objects.count() - seeded, time.perf_counter() - began
    print(f"{made} jobs copied in {seconds:.0f} s, {made / seconds:.0f} a second", file=sys.stderr)


def _set_aside(cursor: CursorWrapper, to_jobs: int) -> dict[str, range]:
    """Set aside the rows of jobs under way and of others; return the numbers of the copies of each."""
    first, seeded, groups = 1, Job.objects.count(), {}
    written_in_bulk = Job.objects.order_by("id")[len(year.EVERY_STORY)].pk
    for group, condition in (("over", f"NOT ({UNDER_WAY})"), ("under_way", UNDER_WAY)):
        cursor.execute(
            "CREATE TEMP TABLE chosen AS SELECT id, number, site_id FROM jobs_job "
            f"WHERE id >= {written_in_bulk} AND {condition}"
        )
        there = cursor.rowcount
        for model in copied_models():
            set_aside(cursor, model, group)
        cursor.execute("DROP TABLE chosen")
        usual = there / (seeded - written_in_bulk + 1)
        copies = round(_share(to_jobs - seeded, usual, under_way=group == "under_way") / there)
        groups[group] = range(first, first + copies)
        first += copies
    return groups


def _share(missing: int, usual: float, *, under_way: bool) -> float:
    """Return how many of the missing jobs are to be under way, or not; ``usual`` is the demo's share."""
    if missing < 10 * OPEN_JOBS:
        return missing * usual
    return OPEN_JOBS if under_way else missing - OPEN_JOBS


def _most(cursor: CursorWrapper, model: type[models.Model]) -> int:
    """Return what one copy adds to a key of this table: more than its largest."""
    key = model._meta.pk
    if isinstance(key, models.UUIDField) or key.related_model:
        return 0
    cursor.execute(f'SELECT coalesce(max("{key.column}"), 0) FROM {model._meta.db_table}')
    return int(cursor.fetchone()[0]) + 1


@contextmanager
def _without_indexes(cursor: CursorWrapper) -> Iterator[None]:
    """Take away the indexes that no constraint needs, and make them anew afterwards: in one go is quicker."""
    cursor.execute("""
      SELECT i.indexname, i.indexdef FROM pg_indexes i JOIN pg_class c ON c.relname = i.indexname
      JOIN pg_index x ON x.indexrelid = c.oid WHERE i.schemaname = 'public' AND NOT x.indisunique
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)
    """)
    taken = cursor.fetchall()
    for name, _ in taken:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _, definition in taken:
        cursor.execute(definition)


def _go_on_counting(cursor: CursorWrapper) -> None:
    """Let the next job and the next row of each table have a number that none has."""
    cursor.execute("SELECT max(substring(number FROM '[0-9]+$')::bigint) + 1 FROM jobs_job")
    JobNumberCounter.objects.update(next_number=cursor.fetchone()[0])
    for statement in connection.ops.sequence_reset_sql(no_style(), copied_models()):
        cursor.execute(statement)


if __name__ == "__main__":
    grow(int(sys.argv[1]))
