"""This app's tab on the job page, and the pages on which its steps are undone."""

from __future__ import annotations

from jobs.road.job_tabs import tab, undone_at
from jobs.road.stages import Milestone

tab(
    "utility",
    "{utility}",
    "utility_requests:utility_request",
    place=50,
    milestones=(
        Milestone.UTILITY_SUBMITTED,
        Milestone.UTILITY_APPROVED,
        Milestone.OUTAGE_CONFIRMED,
        Milestone.ADAPTER_SET,
    ),
)

undone_at(Milestone.UTILITY_SUBMITTED, "utility_requests:undo_submission")
undone_at(Milestone.UTILITY_APPROVED, "utility_requests:undo_approval")
undone_at(Milestone.OUTAGE_CONFIRMED, "utility_requests:undo_window")
undone_at(Milestone.ADAPTER_SET, "utility_requests:undo_visit")
