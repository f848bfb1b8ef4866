"""The first open items of jobs that are opened, many at once."""

from __future__ import annotations

from collections.abc import Sequence

from jobs.history.services import history
from jobs.models import Job, OpenItem
from jobs.open_items.services.changes import ItemChanges
from jobs.open_items.wanted import Wanted
from kilowire.models import User


def open_on_new_jobs(*, wanted: Sequence[tuple[Job, Wanted]], by: User | None) -> None:
    """Open an item on each of these jobs, which were opened in this transaction; in two queries."""
    changes = [ItemChanges(job, by) for job, _ in wanted]
    for each, (job, item) in zip(changes, wanted, strict=True):
        each.open(item, job.opened_on)
    OpenItem.objects.bulk_create([item for each in changes for item in each.opened])
    lines = [(each.job, line) for each in changes for line in each.lines]
    history.record_each(lines=lines, by=by)
