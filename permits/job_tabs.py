"""This app's tab on the job page, and the pages on which its steps are undone."""

from __future__ import annotations

from jobs.road.job_tabs import tab, undone_at
from jobs.road.stages import Milestone

STEPS = (Milestone.PERMIT_ISSUED, Milestone.INSPECTION_PASSED)

tab("permit", "Permit", "permits:permit", place=40, milestones=STEPS)

for step in STEPS:
    undone_at(step, "permits:permit")
