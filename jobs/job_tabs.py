"""The tabs of the job page that the jobs app provides; other apps declare theirs in a module of this name."""

from __future__ import annotations

from jobs.road.job_tabs import tab, undone_at
from jobs.road.stages import Milestone

tab("overview", "Overview", "jobs:overview", place=10, milestones=(Milestone.ACCEPTED,))
tab("agreement", "Agreement", "jobs:agreement", place=30, milestones=(Milestone.AGREED,), office_only=True)
tab(
    "installation",
    "Installation",
    "jobs:installation",
    place=60,
    milestones=(Milestone.CIRCUIT_INSTALLED, Milestone.COMMISSIONED),
)
tab("closeout", "Close-out", "jobs:closeout", place=70, milestones=(Milestone.CLOSED_OUT,), office_only=True)
tab(
    "warranty", "Warranty", "jobs:warranty", place=80, milestones=(Milestone.WARRANTY_OVER,), office_only=True
)
tab("papers", "Papers", "jobs:papers", place=90)
tab("photos", "Photos", "jobs:photos", place=100)
tab("history", "History", "jobs:history", place=110)

undone_at(Milestone.AGREED, "jobs:undo_contract")
undone_at(Milestone.CLOSED_OUT, "jobs:undo_close_out")
