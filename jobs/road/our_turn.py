"""What we can do now by the road itself, for a job on which nobody is waited for. Pure."""

from __future__ import annotations

from collections.abc import Collection

from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_list

M = Milestone
# The permit is the city's to issue and ours to apply for, once there is a contract.
_NEEDS = {M.PERMIT_ISSUED: (M.AGREED,)}


def our_turn(kind: str, standing: Collection[str], utility: str) -> str:
    """A sentence of our own acts whose needs stand, or nothing where it is not our turn."""
    acts = our_acts(kind, standing, utility)
    return f"It is our turn: {acts}." if acts else ""


def our_acts(kind: str, standing: Collection[str], utility: str) -> str:
    """Those acts alone, as they are spoken: ``survey the house``."""
    return spoken_list(
        [
            step.act.format(utility=utility)
            for step in stages.road(kind)
            if step.act and step.milestone not in standing and _may_begin(kind, step.milestone, standing)
        ]
    )


def _may_begin(kind: str, milestone: Milestone, standing: Collection[str]) -> bool:
    return all(m in standing for m in _NEEDS.get(milestone) or stages.needs(kind, milestone))
