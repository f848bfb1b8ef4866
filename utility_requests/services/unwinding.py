"""What a cancellation leaves to do at the utility, beyond what the jacket's numbers tell by themselves."""

from __future__ import annotations

from django.db import transaction

from jobs.models import Job, Party, Wait
from jobs.services import waits
from kilowire.locks import locked
from kilowire.models import User
from utility_requests.services import reading
from utility_requests.services.open_items import TAB
from utility_requests.services.windows import in_words

UNWIND_VISIT = "utility_requests.unwind_visit"


@transaction.atomic
def open_unwinding(*, job: Job, by: User) -> None:
    """Open an item for a visit that the utility still means to make on a cancelled job."""
    job = locked(job)
    window = reading.drawer(job).window
    if job.cancelled_on is None or window is None:
        return
    name = job.site.utility.short_name
    waits.open_wait(
        job=job,
        party=Party.OFFICE,
        what=f"Tell {name} not to come on {in_words(window)}",
        slot=UNWIND_VISIT,
        act=TAB,
        expected_on=window.starts_on,
        unwinds=True,
        by=by,
    )


def end_unwinding(job: Job, by: User) -> None:
    """The application is withdrawn: nothing is left to unwind there. Call it under the job's lock."""
    for wait in Wait.objects.of(job).open().filter(unwinds=True, act=TAB):
        waits.end_slot(job=job, slot=wait.slot, by=by, note="Application withdrawn")
