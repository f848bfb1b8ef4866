"""The road of a job: its milestones, what each needs, and which stage each ends.

One table, read by the gates, the database's CHECK constraints, the board, the "what is missing" sentences and
the homeowner's page. Pure: no query, no clock.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the homeowner asked for."""

    INSTALLATION = "installation"
    REPLACEMENT = "replacement"
    REMOVAL = "removal"


class Stage(StrEnum):
    """What a job waits for first."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    ELIGIBILITY = "eligibility"
    AGREEMENT = "agreement"
    PERMIT = "permit"
    UTILITY_APPLICATION = "utility_application"
    INSTALLATION = "installation"
    OUTAGE = "outage"
    INSPECTION = "inspection"
    COMMISSIONING = "commissioning"
    CLOSE_OUT = "close_out"
    WARRANTY = "warranty"
    DONE = "done"


class Milestone(StrEnum):
    """A dated fact on the road; the value is the stem of the job's columns."""

    ACCEPTED = "accepted"
    SURVEYED = "surveyed"
    ELIGIBLE = "eligible"
    AGREED = "agreed"
    PERMIT_ISSUED = "permit_issued"
    UTILITY_SUBMITTED = "utility_submitted"
    UTILITY_APPROVED = "utility_approved"
    CIRCUIT_INSTALLED = "circuit_installed"
    OUTAGE_CONFIRMED = "outage_confirmed"
    ADAPTER_SET = "adapter_set"
    INSPECTION_PASSED = "inspection_passed"
    COMMISSIONED = "commissioned"
    CLOSED_OUT = "closed_out"
    WARRANTY_OVER = "warranty_over"


M = Milestone


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the road.

    ``needs`` binds our own acts (refused while a need does not stand). ``expects`` is what should already
    stand when an outside party acts; where it does not, the fact is recorded all the same and the job does
    not add up. ``done`` completes "… is not recorded yet"; ``said`` is the past tense of the timeline.
    """

    milestone: Milestone
    stage: Stage
    ours: bool
    needs: tuple[Milestone, ...]
    expects: tuple[Milestone, ...]
    waivable: bool
    done: str
    said: str


def _ours(milestone: Milestone, stage: Stage, *needs: Milestone, done: str, said: str) -> Step:
    return Step(milestone, stage, True, needs, (), False, done, said)


def _theirs(
    milestone: Milestone, stage: Stage, *expects: Milestone, done: str, said: str, waivable: bool = False
) -> Step:
    return Step(milestone, stage, False, (), expects, waivable, done, said)


ROAD: tuple[Step, ...] = (
    _ours(M.ACCEPTED, Stage.INTAKE, done="the intake", said="Job accepted"),
    _ours(M.SURVEYED, Stage.ASSESSMENT, M.ACCEPTED, done="the site survey", said="Site survey complete"),
    _ours(M.ELIGIBLE, Stage.ELIGIBILITY, M.SURVEYED, done="the eligibility verdict", said="Eligible"),
    _ours(M.AGREED, Stage.AGREEMENT, M.ELIGIBLE, done="the signed contract", said="Contract signed"),
    _theirs(M.PERMIT_ISSUED, Stage.PERMIT, done="the city's permit", said="Permit issued"),
    _ours(
        M.UTILITY_SUBMITTED,
        Stage.UTILITY_APPLICATION,
        M.ELIGIBLE,
        M.AGREED,
        done="the utility application",
        said="Application sent to the utility",
    ),
    _theirs(
        M.UTILITY_APPROVED,
        Stage.UTILITY_APPLICATION,
        M.UTILITY_SUBMITTED,
        done="the utility's approval",
        said="Application approved by the utility",
        waivable=True,
    ),
    _ours(
        M.CIRCUIT_INSTALLED,
        Stage.INSTALLATION,
        M.PERMIT_ISSUED,
        M.AGREED,
        done="the installation record",
        said="Circuit and charger installed",
    ),
    _theirs(
        M.OUTAGE_CONFIRMED,
        Stage.OUTAGE,
        M.UTILITY_SUBMITTED,
        done="the utility's visit window",
        said="Visit window given by the utility",
        waivable=True,
    ),
    _theirs(
        M.ADAPTER_SET,
        Stage.OUTAGE,
        M.UTILITY_APPROVED,
        M.OUTAGE_CONFIRMED,
        done="the utility's visit",
        said="Adapter work done by the utility",
    ),
    _theirs(
        M.INSPECTION_PASSED,
        Stage.INSPECTION,
        M.PERMIT_ISSUED,
        M.CIRCUIT_INSTALLED,
        done="the final inspection",
        said="Final inspection passed",
    ),
    _ours(
        M.COMMISSIONED,
        Stage.COMMISSIONING,
        M.ADAPTER_SET,
        M.INSPECTION_PASSED,
        done="the commissioning test",
        said="Charger commissioned",
    ),
    _ours(M.CLOSED_OUT, Stage.CLOSE_OUT, M.COMMISSIONED, done="the close-out", said="Closed out"),
    _ours(
        M.WARRANTY_OVER, Stage.WARRANTY, M.CLOSED_OUT, done="the end of the warranty", said="Warranty over"
    ),
)
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
