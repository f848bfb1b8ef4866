"""This app's tab on the job page, and the pages on which its steps are recorded and undone."""

from __future__ import annotations

from assessments.wanted import VERDICT
from jobs.road.job_tabs import recorded_at, tab, undone_at
from jobs.road.stages import Milestone

tab(
    "assessment",
    "Assessment",
    "assessments:assessment",
    place=20,
    milestones=(Milestone.SURVEYED, Milestone.ELIGIBLE),
)

undone_at(Milestone.SURVEYED, "assessments:reopen")
undone_at(Milestone.ELIGIBLE, "assessments:undo")

recorded_at(Milestone.SURVEYED, "assessments:next", act="Survey the house")
recorded_at(
    Milestone.ELIGIBLE, "assessments:next", act="Settle the verdict", items=(VERDICT,), office_only=True
)
