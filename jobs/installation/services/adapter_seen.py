"""Compares the adapter seen on site with the one on file; the office looks into a difference."""

from __future__ import annotations

from jobs.models import Adapter, Job, Party
from jobs.open_items.services import open_items
from jobs.road.item_endings import ADAPTER_SEEN
from kilowire.floor.normal.numbers import same_number
from kilowire.models import User


def compare_serial(*, job: Job, seen: str, by: User) -> str:
    """Return a sentence on the serial number seen; a wrong one opens an open item, the right one ends it.

    The caller holds the job's lock.
    """
    adapter = Adapter.objects.of(job).filter(retired_on=None).select_related("model").first()
    on_file = adapter.serial if adapter else ""
    if same_number(on_file, seen):
        open_items.end_by_key(job=job, key=ADAPTER_SEEN, by=by, note=f"{seen} was seen on site")
        return f"The adapter is the one on file, {on_file}."
    instead = f"on file is {on_file}" if on_file else "none is on file"
    open_items.add(
        job=job,
        party=Party.OFFICE,
        what=f"Look into the adapter: {seen} was seen on site, {instead}",
        key=ADAPTER_SEEN,
        act="jobs:correct_adapter_serial" if on_file else "jobs:installation",
        by=by,
    )
    return f"The adapter is not the one on file: seen {seen}, {instead}. The office looks into it."
