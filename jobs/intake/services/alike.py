"""Jobs that a new call may be about: at the same address, or with the same telephone number."""

from __future__ import annotations

from collections.abc import Iterator

from jobs.models import Job
from kilowire.floor.normal.addresses import street_and_unit
from kilowire.floor.normal.phones import LEAST_DIGITS, phone_keys
from kilowire.floor.normal.text import folded, words_of

SHOWN = 5
LOOKED_AT = 20
ZIP_DIGITS = 5


def alike_jobs(*, street: str, postal_code: str, phone: str) -> list[Job]:
    """Return at most five jobs, newest first, in whatever way address and number are typed.

    The street may be half typed, its number not. Another unit in the same house is another address.
    """
    alike = (*_with_number(phone[:80]), *jobs_at_address(street, postal_code))
    found = {job.pk: job for job in alike}
    return [found[key] for key in sorted(found, reverse=True)][:SHOWN]


def _with_number(phone: str) -> Iterator[Job]:
    for key in phone_keys(phone):
        if len(key) >= LEAST_DIGITS:
            yield from _newest_first([key], SHOWN)


def jobs_at_address(street: str, postal_code: str) -> list[Job]:
    """Return jobs at this address in any spelling, newest first, of the latest 20 that begin like it."""
    line, unit = street_and_unit(street[:160])
    words, code = words_of(line), words_of(folded(postal_code[:20]))
    if not (words and code and words[0][0].isdigit()):
        return []
    near = _newest_first([*words, code[0][:ZIP_DIGITS]], LOOKED_AT)
    return [job for job in near if _is_there(job.site.street, words[0], unit)]


def _is_there(street: str, number: str, unit: str) -> bool:
    """Return whether a street has this house number, and not another unit."""
    line, other_unit = street_and_unit(street)
    is_other_unit = unit and other_unit and unit != other_unit
    return words_of(line)[:1] == [number] and not is_other_unit


def _newest_first(terms: list[str], most: int) -> list[Job]:
    return list(Job.objects.for_board().order_by("-pk").matching([terms])[:most])
