"""The tabs of the job page that the jobs app provides; other apps declare theirs in a module of this name."""

from __future__ import annotations

from functools import partial

from jobs.appointments.services.ending import ENDED_BY, end_at
from jobs.imports.services.past import record_contract_and_adapter
from jobs.intake.services.intake import accept_late
from jobs.milestones.services.followers import follow
from jobs.milestones.services.past import recorded_late_by
from jobs.open_items.keys import ACCEPT
from jobs.road.job_tabs import recorded_at, tab, undone_at
from jobs.road.stages import Milestone

tab("overview", "Overview", "jobs:overview", place=10, milestones=(Milestone.ACCEPTED,))
tab("agreement", "Agreement", "jobs:agreement", place=30, milestones=(Milestone.AGREED,), office_only=True)
tab(
    "installation",
    "Installation",
    "jobs:installation",
    place=60,
    milestones=(Milestone.CIRCUIT_INSTALLED, Milestone.COMMISSIONED),
    on_removal="Circuit made safe",
)
tab("closeout", "Close-out", "jobs:closeout", place=70, milestones=(Milestone.CLOSED_OUT,), office_only=True)
tab(
    "warranty",
    "Warranty",
    "jobs:warranty",
    place=80,
    milestones=(Milestone.WARRANTY_OVER,),
    office_only=True,
    on_removal=None,
)
tab("papers", "Papers", "jobs:papers", place=90)
tab("photos", "Photos", "jobs:photos", place=100)
tab("messages", "Messages", "jobs:messages", place=105, office_only=True)
tab("history", "History", "jobs:history", place=110)

undone_at(Milestone.AGREED, "jobs:undo_contract")
undone_at(Milestone.CLOSED_OUT, "jobs:undo_close_out")

recorded_at(Milestone.ACCEPTED, "jobs:accept", act="Take the job on", items=(ACCEPT,), office_only=True)
recorded_at(Milestone.AGREED, "jobs:next_on_agreement", act="Record the contract", office_only=True)
recorded_at(Milestone.CIRCUIT_INSTALLED, "jobs:next_on_installation", act="Install circuit and charger")
recorded_at(Milestone.COMMISSIONED, "jobs:next_on_installation", act="Test and commission the charger")
recorded_at(Milestone.CLOSED_OUT, "jobs:next_on_closeout", act="Close the job out", office_only=True)

for milestone in ENDED_BY:
    follow(milestone, partial(end_at, milestone))

recorded_late_by(Milestone.ACCEPTED, accept_late)
recorded_late_by(Milestone.AGREED, record_contract_and_adapter)
