"""Our next acts according to the road, for a job without open items. Pure."""

from __future__ import annotations

from collections.abc import Collection

from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_list

M = Milestone
# The city issues the permit, but we apply for it once the contract is signed.
_NEEDS = {M.PERMIT_ISSUED: (M.AGREED,)}


def our_turn(kind: str, standing: Collection[str], utility: str) -> str:
    """A sentence that names our own acts that may be done now; empty if there are none."""
    acts = our_acts(kind, standing, utility)
    return f"It is our turn: {acts}." if acts else ""


def our_acts(kind: str, standing: Collection[str], utility: str) -> str:
    """Those acts alone, as a phrase: ``survey the house``."""
    return spoken_list(
        [
            step.act.format(utility=utility)
            for step in stages.road(kind)
            if step.act and step.milestone not in standing and _may_begin(kind, step.milestone, standing)
        ]
    )


def _may_begin(kind: str, milestone: Milestone, standing: Collection[str]) -> bool:
    return all(m in standing for m in _NEEDS.get(milestone) or stages.needs(kind, milestone))
