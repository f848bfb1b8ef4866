"""What a cancellation left to do at the utility is done once the application is withdrawn."""

from __future__ import annotations

from jobs.models import Job, OpenItem
from jobs.open_items.services import open_items
from kilowire.models import User
from utility_requests.services.open_items import TAB


def end_unwinding(job: Job, by: User) -> None:
    """The application is withdrawn: nothing is left to unwind there. Call it under the job's lock."""
    for item in OpenItem.objects.of(job).open().filter(unwinds=True, act=TAB):
        open_items.end_by_key(job=job, key=item.key, by=by, note="Application withdrawn")
