"""Rules read from the road's table: a job's stage, what an act needs, what is missing, what does not add up.

Pure: no query, no clock. Kinds, stages and milestones are exported here as well, so that callers import one
module.
"""

from __future__ import annotations

from collections.abc import Collection

from jobs.road.rows import Kind, Milestone, Stage, Step
from jobs.road.table import ROAD

__all__ = [
    "MAY_CHARGE",
    "ROAD",
    "STEP",
    "WAIVABLE",
    "Kind",
    "Milestone",
    "Stage",
    "Step",
    "contradiction_in_words",
    "contradictions",
    "may_charge",
    "milestones_never_on",
    "missing_for",
    "needs",
    "own_needs",
    "place_on_road",
    "resting_on",
    "road",
    "stage_of",
]

M = Milestone
STEP: dict[Milestone, Step] = {step.milestone: step for step in ROAD}
WAIVABLE: tuple[Milestone, ...] = tuple(step.milestone for step in ROAD if step.waivable)
MAY_CHARGE: tuple[Milestone, ...] = (M.ADAPTER_SET, M.INSPECTION_PASSED, M.COMMISSIONED)

_REMOVAL_LEAVES_OUT = {
    M.PERMIT_ISSUED,
    M.CIRCUIT_INSTALLED,
    M.INSPECTION_PASSED,
    M.COMMISSIONED,
    M.WARRANTY_OVER,
}
_LEFT_OUT: dict[Kind, set[Milestone]] = {
    Kind.INSTALLATION: set(),
    Kind.REPLACEMENT: set(),
    Kind.REMOVAL: _REMOVAL_LEAVES_OUT,
}
# A removal may still have the city's permit and inspection, where the city requires them.
_OPTIONAL: dict[Kind, set[Milestone]] = {
    Kind.INSTALLATION: set(),
    Kind.REPLACEMENT: set(),
    Kind.REMOVAL: {M.PERMIT_ISSUED, M.INSPECTION_PASSED},
}
_OTHER_NEEDS: dict[tuple[Kind, Milestone], tuple[Milestone, ...]] = {
    (Kind.REMOVAL, M.CLOSED_OUT): (M.ADAPTER_SET,),
}


# Made once: a board asks for them some hundred times.
_ROADS: dict[str, tuple[Step, ...]] = {
    kind: tuple(step for step in ROAD if step.milestone not in _LEFT_OUT[kind]) for kind in Kind
}
_NEEDS: dict[tuple[str, str], tuple[Milestone, ...]] = {
    (kind, step.milestone): _OTHER_NEEDS.get((kind, step.milestone), step.needs)
    for kind in Kind
    for step in ROAD
}
_PLACES: dict[str, dict[str, int]] = {
    kind: {step.milestone: place for place, step in enumerate(steps)} for kind, steps in _ROADS.items()
}


def road(kind: str) -> tuple[Step, ...]:
    """The steps of this kind of job, in order."""
    return _ROADS[kind]


def place_on_road(kind: str, milestone: str | None) -> int | None:
    """The place of a milestone on the road of this kind of job, from 0; None if it is not on it."""
    return _PLACES[kind].get(milestone or "")


def milestones_never_on(kind: str) -> tuple[Milestone, ...]:
    """Milestones that a job of this kind may never have."""
    return tuple(m for m in Milestone if m in _LEFT_OUT[Kind(kind)] - _OPTIONAL[Kind(kind)])


def needs(kind: str, milestone: str) -> tuple[Milestone, ...]:
    """Milestones that must be recorded or waived before this act of ours, on this kind of job."""
    return _NEEDS[kind, milestone]


def own_needs(kind: str, milestone: str) -> tuple[Milestone, ...]:
    """Those needs of an own act that are own acts too: the part that the database also enforces."""
    return tuple(m for m in needs(kind, milestone) if STEP[m].ours)


def stage_of(kind: str, standing: Collection[str]) -> Stage:
    """The stage of the first milestone that is neither recorded nor waived; ``done`` if there is none."""
    return next((step.stage for step in road(kind) if step.milestone not in standing), Stage.DONE)


def missing_for(kind: str, milestone: str, standing: Collection[str]) -> tuple[Step, ...]:
    """The steps that this act of ours needs and that are not recorded or waived."""
    return tuple(STEP[m] for m in needs(kind, milestone) if m not in standing)


def resting_on(kind: str, milestone: str, standing: Collection[str]) -> tuple[Step, ...]:
    """Recorded own acts that need this milestone: they must be undone before it, if it is an own act."""
    return tuple(
        step for step in road(kind) if step.milestone in standing and milestone in needs(kind, step.milestone)
    )


def contradictions(kind: str, standing: Collection[str]) -> tuple[tuple[Step, Step], ...]:
    """Pairs (a recorded step, a missing step that should come before it): what does not add up."""
    return tuple(
        (step, STEP[before])
        for step in road(kind)
        if step.milestone in standing
        for before in (*needs(kind, step.milestone), *step.expects)
        if before not in standing and place_on_road(kind, before) is not None
    )


def may_charge(kind: str, standing: Collection[str]) -> bool:
    """Whether any page or paper may say that the homeowner may charge."""
    return kind != Kind.REMOVAL and all(m in standing for m in MAY_CHARGE)


def contradiction_in_words(step: Step, missing: Step, *, waived: bool) -> str:
    """Return that a step stands, recorded or waived, although a step before it is not, without a period."""
    said = f"Went on without {step.done}" if waived else step.said
    return f"{said}, but {missing.done} is not recorded"
