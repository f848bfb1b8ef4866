"""What the road's table says of a job: its stage, what an act needs, what is missing, what does not add up.

Pure: no query, no clock. Kinds, stages and milestones are offered here as well, so that a reader of the road
imports one module.
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
    "contradictions",
    "may_charge",
    "milestones_never_on",
    "missing_for",
    "needs",
    "own_needs",
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
# A removal may still carry the city's papers, where the city asks for them.
_OPTIONAL: dict[Kind, set[Milestone]] = {
    Kind.INSTALLATION: set(),
    Kind.REPLACEMENT: set(),
    Kind.REMOVAL: {M.PERMIT_ISSUED, M.INSPECTION_PASSED},
}
_OTHER_NEEDS: dict[tuple[Kind, Milestone], tuple[Milestone, ...]] = {
    (Kind.REMOVAL, M.CLOSED_OUT): (M.ADAPTER_SET,),
}


def road(kind: str) -> tuple[Step, ...]:
    """The steps of this kind of job, in order."""
    return tuple(step for step in ROAD if step.milestone not in _LEFT_OUT[Kind(kind)])


def milestones_never_on(kind: str) -> tuple[Milestone, ...]:
    """Milestones that a job of this kind may not carry at all."""
    return tuple(m for m in Milestone if m in _LEFT_OUT[Kind(kind)] - _OPTIONAL[Kind(kind)])


def needs(kind: str, milestone: str) -> tuple[Milestone, ...]:
    """What must stand before this act of ours, on this kind of job."""
    chosen = Milestone(milestone)
    return _OTHER_NEEDS.get((Kind(kind), chosen), STEP[chosen].needs)


def own_needs(kind: str, milestone: str) -> tuple[Milestone, ...]:
    """Own acts that an own act rests on: the part of its needs that the database holds too."""
    return tuple(m for m in needs(kind, milestone) if STEP[m].ours)


def stage_of(kind: str, standing: Collection[str]) -> Stage:
    """The stage of the first milestone on the road that does not stand; ``done`` when all do."""
    return next((step.stage for step in road(kind) if step.milestone not in standing), Stage.DONE)


def missing_for(kind: str, milestone: str, standing: Collection[str]) -> tuple[Step, ...]:
    """Steps that must stand before this act of ours, and do not."""
    return tuple(STEP[m] for m in needs(kind, milestone) if m not in standing)


def resting_on(kind: str, milestone: str, standing: Collection[str]) -> tuple[Step, ...]:
    """Own acts that stand and need this milestone: they must be undone before an own act is."""
    return tuple(
        step for step in road(kind) if step.milestone in standing and milestone in needs(kind, step.milestone)
    )


def contradictions(kind: str, standing: Collection[str]) -> tuple[tuple[Step, Step], ...]:
    """Pairs (what stands, what should stand before it and does not): what does not add up."""
    on_road = {step.milestone for step in road(kind)}
    return tuple(
        (step, STEP[before])
        for step in road(kind)
        if step.milestone in standing
        for before in (*needs(kind, step.milestone), *step.expects)
        if before in on_road and before not in standing
    )


def may_charge(kind: str, standing: Collection[str]) -> bool:
    """Whether any page or paper may say that the homeowner may charge."""
    return Kind(kind) is not Kind.REMOVAL and all(m in standing for m in MAY_CHARGE)
