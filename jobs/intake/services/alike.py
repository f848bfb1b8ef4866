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
    alike = (*_with_number(phone[:80]), *_at_address(street[:160], postal_code[:20]))
    found = {job.pk: job for job in alike}
    return [found[key] for key in sorted(found, reverse=True)][:SHOWN]


def _with_number(phone: str) -> Iterator[Job]:
    for key in phone_keys(phone):
        if len(key) >= LEAST_DIGITS:
            yield from _newest_first([key], SHOWN)


def _at_address(street: str, postal_code: str) -> Iterator[Job]:
    line, unit = street_and_unit(street)
    words, code = words_of(line), words_of(folded(postal_code))
    if not (words and code and words[0][0].isdigit()):
        return
    for job in _newest_first([*words, code[0][:ZIP_DIGITS]], LOOKED_AT):
        other_line, other_unit = street_and_unit(job.site.street)
        is_other_unit = unit and other_unit and unit != other_unit
        if words_of(other_line)[:1] == words[:1] and not is_other_unit:
            yield job


def _newest_first(terms: list[str], most: int) -> list[Job]:
    return list(Job.objects.for_board().order_by("-pk").matching([terms])[:most])
