"""Our next acts according to the road: those that may be done now, in order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from jobs.road import stages
from jobs.road.stages import Milestone, Step
from kilowire.floor.days import spoken_list

M = Milestone
# The city issues the permit and holds the final, but we apply for the one and ask for the other.
_NEEDS = {M.PERMIT_ISSUED: (M.AGREED,), M.INSPECTION_PASSED: (M.PERMIT_ISSUED, M.CIRCUIT_INSTALLED)}


def steps_of_ours(kind: str, standing: Collection[str], waits: Collection[str] = ()) -> tuple[Step, ...]:
    """The steps whose next act is ours now; ``waits`` holds back those that a day or a party comes before."""
    return _steps(kind, frozenset(standing), frozenset(waits))


@lru_cache(maxsize=1024)
def _steps(kind: str, standing: frozenset[str], waits: frozenset[str]) -> tuple[Step, ...]:
    """Those steps; cached, since a board repeats the same few."""
    return tuple(
        step
        for step in stages.road(kind)
        if step.act
        and step.milestone not in standing
        and step.milestone not in waits
        and all(m in standing for m in _NEEDS.get(step.milestone) or stages.needs(kind, step.milestone))
    )


def named(steps: Iterable[Step], utility: str) -> str:
    """Those acts as a phrase: ``survey the house and ask the city for its final inspection``."""
    return spoken_list([step.act.format(utility=utility) for step in steps])
