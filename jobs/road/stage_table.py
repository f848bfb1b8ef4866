"""The words for each stage: in lists, and in the first sentence of a job. Pure."""

from __future__ import annotations

from collections.abc import Collection

from jobs.road.rows import Kind, Milestone, Stage, StageRow

STAGES: dict[str, StageRow] = {
    Stage.INTAKE: StageRow(
        label="Intake",
        sentence="The call is written down; nobody has taken the job on yet.",
    ),
    Stage.ASSESSMENT: StageRow(
        label="Assessment",
        sentence="We took the job on; the house is not surveyed yet.",
    ),
    Stage.ELIGIBILITY: StageRow(
        label="Eligibility",
        sentence="The survey is complete; the verdict is not settled yet.",
    ),
    Stage.AGREEMENT: StageRow(
        label="Agreement",
        sentence="The house is eligible; the contract is not signed yet.",
        on_removal="The adapter can come out; the contract is not signed yet.",
    ),
    Stage.PERMIT: StageRow(
        label="Permit",
        sentence="The contract is signed; the city has not issued the permit yet.",
        after=(
            Milestone.UTILITY_SUBMITTED,
            (
                "The contract is signed; the city has not issued the permit yet. "
                "The {utility} application has gone."
            ),
        ),
    ),
    Stage.UTILITY_APPLICATION: StageRow(
        label="{utility} application",
        sentence="The {utility} application has not been sent yet.",
        after=(Milestone.UTILITY_SUBMITTED, "{utility} has the application and has not answered yet."),
    ),
    Stage.INSTALLATION: StageRow(
        label="Installation",
        sentence="The permit is issued; circuit and charger are not installed yet.",
    ),
    Stage.OUTAGE: StageRow(
        label="{utility} visit",
        sentence="{utility} has not given a date for its visit.",
        after=(Milestone.OUTAGE_CONFIRMED, "The {utility} visit is not recorded yet."),
    ),
    Stage.INSPECTION: StageRow(
        label="Inspection",
        sentence="The adapter is in; the city's final inspection has not passed yet.",
    ),
    Stage.COMMISSIONING: StageRow(
        label="Commissioning",
        sentence="City and {utility} are done; the charger is not commissioned yet.",
    ),
    Stage.CLOSE_OUT: StageRow(
        label="Close-out",
        sentence="The homeowner may charge; the job is not closed out yet.",
        on_removal="The adapter is out; the job is not closed out yet.",
    ),
    Stage.WARRANTY: StageRow(
        label="Warranty",
        sentence="Closed out: the homeowner may charge.",
    ),
    Stage.DONE: StageRow(
        label="Done",
        sentence="The job is done; its warranty is over.",
        on_removal="The job is closed out.",
    ),
}


def stage_label(stage: str, utility: str = "SCE") -> str:
    """Return the stage's label for screens, with the utility's name in its two stages."""
    return STAGES[stage].label.format(utility=utility)


def where_it_stands(stage: str, kind: str, standing: Collection[str], utility: str) -> str:
    """Return one sentence on the stage; for a job that is not cancelled, not on hold, and adds up."""
    row = STAGES[stage]
    said = row.sentence
    if row.after and row.after[0] in standing:
        said = row.after[1]
    if kind == Kind.REMOVAL and row.on_removal:
        said = row.on_removal
    return said.format(utility=utility)
