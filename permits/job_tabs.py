"""This app's tab on the job page, and the pages of its steps, and what it does when work begins."""

from __future__ import annotations

from jobs.milestones.services.followers import WorkFollower, follow_work
from jobs.milestones.services.past import recorded_late_by
from jobs.road.job_tabs import recorded_at, tab, undone_at
from jobs.road.stages import Milestone
from permits.item_facts import APPLY, PREFIX
from permits.services import past, permit_rows, work_began

STEPS = (Milestone.PERMIT_ISSUED, Milestone.INSPECTION_PASSED)

tab("permit", "Permit", "permits:permit", place=40, milestones=STEPS)

follow_work(WorkFollower(lock=permit_rows.lock_permits, follow=work_began.follow_work))

for step in STEPS:
    undone_at(step, "permits:permit")

recorded_at(
    Milestone.PERMIT_ISSUED,
    "permits:next",
    act="Go on with the permit",
    answer="Record the city's answer",
    items=(APPLY, f"{PREFIX}complete:", f"{PREFIX}issue:", f"{PREFIX}silence:", f"{PREFIX}correction:"),
    office_only=True,
)
recorded_at(
    Milestone.INSPECTION_PASSED,
    "permits:next",
    act="Go on with the inspection",
    answer="Record the inspection",
    items=(f"{PREFIX}inspection:", f"{PREFIX}ask-final:", f"{PREFIX}mend:", f"{PREFIX}card:"),
    office_only=True,
)

recorded_late_by(Milestone.PERMIT_ISSUED, past.record_permit)
recorded_late_by(Milestone.INSPECTION_PASSED, past.record_final)
