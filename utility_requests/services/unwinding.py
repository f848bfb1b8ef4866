"""End the unwinding items of a cancelled job at the utility once the application is withdrawn."""

from __future__ import annotations

from jobs.models import Job
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from kilowire.models import User


def end_unwinding(job: Job, by: User) -> None:
    """End the job's unwinding items at the utility. Call it under the job's lock."""
    prefixes = (unwinding_key("utility", ""), unwinding_key("visit"))
    open_items.bring_up_to_date(job=job, wanted=(), prefixes=prefixes, by=by, note="Application withdrawn")
