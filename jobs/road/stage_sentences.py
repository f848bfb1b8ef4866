"""What is true of a job at each stage of its road, in one sentence. Pure."""

from __future__ import annotations

from collections.abc import Collection

from jobs.road.stages import Kind, Milestone, Stage

_AT_STAGE: dict[Stage, str] = {
    Stage.INTAKE: "The call is written down; nobody has taken the job on yet.",
    Stage.ASSESSMENT: "We took the job on; the house is not surveyed yet.",
    Stage.ELIGIBILITY: "The survey is complete; the verdict is not settled yet.",
    Stage.AGREEMENT: "The house is eligible; the contract is not signed yet.",
    Stage.PERMIT: "The contract is signed; the city has not issued the permit yet.",
    Stage.UTILITY_APPLICATION: "The {utility} application has not been sent yet.",
    Stage.INSTALLATION: "The permit is issued; circuit and charger are not installed yet.",
    Stage.OUTAGE: "{utility} has not given a date for its visit.",
    Stage.INSPECTION: "The adapter is in; the city's final inspection has not passed yet.",
    Stage.COMMISSIONING: "City and {utility} are done; the charger is not commissioned yet.",
    Stage.CLOSE_OUT: "The homeowner may charge; the job is not closed out yet.",
    Stage.WARRANTY: "Closed out: the homeowner may charge, and the warranty runs.",
    Stage.DONE: "The job is done; its warranty is over.",
}
_OF_A_REMOVAL: dict[Stage, str] = {
    Stage.CLOSE_OUT: "The adapter is out; the job is not closed out yet.",
    Stage.DONE: "The job is closed out.",
}
# A stage of two steps, and what runs beside it: the sentence once that step stands.
_ONCE: tuple[tuple[Stage, Milestone, str], ...] = (
    (
        Stage.PERMIT,
        Milestone.UTILITY_SUBMITTED,
        "The contract is signed; the city has not issued the permit yet. The {utility} application has gone.",
    ),
    (
        Stage.UTILITY_APPLICATION,
        Milestone.UTILITY_SUBMITTED,
        "{utility} has the application and has not answered yet.",
    ),
    (Stage.OUTAGE, Milestone.OUTAGE_CONFIRMED, "The {utility} visit is not recorded yet."),
)


def where_it_stands(stage: str, kind: str, standing: Collection[str], utility: str) -> str:
    """One sentence about a job that is neither cancelled, on hold nor at odds with itself."""
    at = Stage(stage)
    said = _OF_A_REMOVAL.get(at) if kind == Kind.REMOVAL else None
    once = next((words for other, m, words in _ONCE if other == at and m in standing), None)
    return (said or once or _AT_STAGE[at]).format(utility=utility)
