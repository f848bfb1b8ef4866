"""Makes a world of many jobs in PostgreSQL: a few played, some written in bulk, and these copied by SQL.

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
from django.utils import timezone  # noqa: E402

from bench._copies import chosen_jobs, copied_models, set_aside, write_copies  # noqa: E402
from jobs.models import Job, JobNumberCounter  # noqa: E402
from kilowire.demo import bulk, year  # noqa: E402
from kilowire.demo.people import sign_ins  # noqa: E402
from kilowire.management.commands.seed_demo import write_sign_ins  # noqa: E402

PLAYED = ("visit-soon", "closed-out", "second-fee")
"""Stories that are played act by act; the homeowner's page that is measured is the first one's."""
WRITTEN = 2_000
"""Jobs that the demo's code writes in bulk; a larger world is made of copies of these."""
OPEN_JOBS = 6_000
"""Jobs under way in a world of 100,000 jobs and more."""
UNDER_WAY = "closed_out_on IS NULL AND cancelled_on IS NULL"


def make(jobs: int) -> None:
    """Make about so many jobs on an empty site whose directory is loaded."""
    began = time.perf_counter()
    with transaction.atomic():
        told = year.play([story for story in year.EVERY_STORY if story.key in PLAYED], timezone.localdate())
        bulk.write(min(jobs, WRITTEN) - len(PLAYED), told.cast, timezone.localdate(), year.SEED)
        write_sign_ins({"sign_ins": sign_ins(), "homeowner_links": year.homeowner_links(told)})
    written, seconds = Job.objects.count(), time.perf_counter() - began
    print(f"{written} jobs written in {seconds:.0f} s", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if jobs > written:
            _copy(jobs, written)
        cursor.execute("VACUUM ANALYZE")


def _copy(to_jobs: int, written: int) -> None:
    """Copy the jobs written in bulk until there are about so many."""
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # which looks up no foreign key
        shifts = {model: _most(cursor, model) for model in copied_models()}
        groups = _set_aside(cursor, to_jobs - written)
        with _without_indexes(cursor):
            for group, copies in groups.items():
                for model in copied_models():
                    write_copies(cursor, model, group, copies, shifts)
        _go_on_counting(cursor)
    made, seconds = Job.objects.count() - written, time.perf_counter() - began
    print(f"{made} jobs copied in {seconds:.0f} s, {made / seconds:.0f} a second", file=sys.stderr)


def _set_aside(cursor: CursorWrapper, missing: int) -> dict[str, range]:
    """Set aside the rows of jobs under way and of others; return the numbers of the copies of each."""
    first, groups = 1, {}
    in_bulk = f"id > (SELECT id FROM jobs_job ORDER BY id OFFSET {len(PLAYED) - 1} LIMIT 1)"
    for group, condition in (("over", f"NOT ({UNDER_WAY})"), ("under_way", UNDER_WAY)):
        with chosen_jobs(cursor, f"{in_bulk} AND {condition}") as there:
            for model in copied_models():
                set_aside(cursor, model, group)
        wanted = _share(missing, there / (WRITTEN - len(PLAYED)), under_way=group == "under_way")
        copies = round(wanted / there)
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
    make(int(sys.argv[1]))
