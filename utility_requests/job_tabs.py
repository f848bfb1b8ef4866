"""This app's tab on the job page, and the pages on which its steps are recorded and undone."""

from __future__ import annotations

from jobs.milestones.services.past import recorded_late_by
from jobs.road.job_tabs import recorded_at, tab, undone_at
from jobs.road.stages import Milestone
from utility_requests.services import past
from utility_requests.wanted import ANSWER, OUTCOME, READINESS, SEAL, SEND, VISIT, WINDOW

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

NEXT = "utility_requests:next"
recorded_at(
    Milestone.UTILITY_SUBMITTED, NEXT, act="Send the {utility} application", items=(SEND,), office_only=True
)
recorded_at(
    Milestone.UTILITY_APPROVED,
    NEXT,
    act="Record the answer",
    answer="Record {utility}'s answer",
    items=(ANSWER,),
    office_only=True,
)
recorded_at(
    Milestone.OUTAGE_CONFIRMED,
    NEXT,
    act="Record the date",
    answer="{utility} gave a date",
    items=(WINDOW,),
    office_only=True,
)
recorded_at(
    Milestone.ADAPTER_SET,
    NEXT,
    act="Go on with {utility}'s visit",
    answer="Record {utility}'s visit",
    items=(VISIT, OUTCOME, f"{READINESS}staged", f"{READINESS}adapter", SEAL),
)

recorded_late_by(Milestone.UTILITY_SUBMITTED, past.record_submission)
recorded_late_by(Milestone.UTILITY_APPROVED, past.record_approval)
recorded_late_by(Milestone.OUTAGE_CONFIRMED, past.record_window)
recorded_late_by(Milestone.ADAPTER_SET, past.record_visit)
