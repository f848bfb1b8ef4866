"""End the unwinding items of a cancelled job at the utility once its application has ended."""

from __future__ import annotations

from jobs.models import Job
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from kilowire.models import User
from utility_requests.models import UtilityRequest


def end_unwinding(job: Job, by: User, note: str) -> None:
    """End the job's unwinding items at the utility. Call it under the job's lock."""
    prefixes = (unwinding_key("utility", ""), unwinding_key("visit"))
    open_items.bring_up_to_date(job=job, wanted=(), prefixes=prefixes, by=by, note=note)


def ended_applications(job: Job) -> set[str]:
    """Return the keys of the unwinding items of the applications that have ended, and of no live one."""
    numbers = {live: set[str]() for live in (True, False)}
    for number, ended_as in UtilityRequest.objects.of(job).values_list("number", "ended_as"):
        numbers[not ended_as].add(number)
    return {unwinding_key("utility", number) for number in numbers[False] - numbers[True]}
