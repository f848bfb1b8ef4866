"""Which jobs under way are twins: two jobs for one meter, one account, or one permit of one city. Pure.

A job that answers a warranty claim is no twin of the job with the claim, and a job for a house's second meter
may share account and permit with the one for the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

METER, ACCOUNT, PERMIT = "meter", "account", "permit"
_WORDS = {METER: "meter", ACCOUNT: "utility account", PERMIT: "permit number"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a job under way, and the jobs it is linked to. ``key`` is the number's normal form."""

    kind: str
    key: str
    value: str
    job: int
    job_number: str
    utility: int
    jurisdiction: int
    answers: int | None = None
    second_of: int | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """What a job has in common with another: ``One meter, 222-014-7781, with`` the job of ``number``."""

    kind: str
    value: str
    number: str

    @property
    def sentence(self) -> str:
        return f"One {_WORDS[self.kind]}, {self.value}, with {self.number}"

    @property
    def may_be_second_meter(self) -> bool:
        return self.kind != METER


def twins_by_job(numbers: Iterable[Number]) -> dict[int, list[Twin]]:
    """Return the twins of each job that has any, in the order of the numbers, each once."""
    alike: defaultdict[tuple[str, str, int], list[Number]] = defaultdict(list)
    for each in numbers:
        given_by = each.jurisdiction if each.kind == PERMIT else each.utility
        alike[each.kind, each.key, given_by].append(each)
    found: defaultdict[int, dict[Twin, None]] = defaultdict(dict)
    for group in alike.values():
        for one in group:
            for other in group:
                if one.job != other.job and not _linked(one, other):
                    found[one.job].setdefault(Twin(one.kind, one.value, other.job_number))
    return {job: list(twins) for job, twins in found.items()}


def _linked(one: Number, other: Number) -> bool:
    if one.answers == other.job or other.answers == one.job:
        return True
    return one.kind != METER and (one.second_of or one.job) == (other.second_of or other.job)
