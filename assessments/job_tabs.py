"""This app's tab on the job page, and the pages on which its steps are undone."""

from __future__ import annotations

from jobs.road.job_tabs import tab, undone_at
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
