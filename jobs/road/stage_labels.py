"""What screens call the stages. Pure."""

from __future__ import annotations

from jobs.road.stages import Stage

STAGE_LABELS: dict[Stage, str] = {
    Stage.INTAKE: "Intake",
    Stage.ASSESSMENT: "Assessment",
    Stage.ELIGIBILITY: "Eligibility",
    Stage.AGREEMENT: "Agreement",
    Stage.PERMIT: "Permit",
    Stage.UTILITY_APPLICATION: "{utility} application",
    Stage.INSTALLATION: "Installation",
    Stage.OUTAGE: "{utility} visit",
    Stage.INSPECTION: "Inspection",
    Stage.COMMISSIONING: "Commissioning",
    Stage.CLOSE_OUT: "Close-out",
    Stage.WARRANTY: "Warranty",
    Stage.DONE: "Done",
}


def stage_label(stage: str, utility: str = "SCE") -> str:
    """The word on screens; the utility's name stands in its two stages."""
    return STAGE_LABELS[Stage(stage)].format(utility=utility)
