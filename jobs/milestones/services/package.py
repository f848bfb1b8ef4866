"""The close-out package of a job that was closed out: ask for another one where it was withdrawn."""

from __future__ import annotations

from datetime import date

from jobs.models import Document, Job, Party
from jobs.open_items.services import open_items
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from kilowire.models import User

CLOSE_OUT_AGAIN = "jobs.close_out_again"


def ask_again(*, job: Job, by: User | None, on: date | None = None) -> None:
    """If the job is closed out and its package was withdrawn, ask the office to close it out again."""
    packages = Document.objects.of(job).of_kind(PaperKind.CLOSE_OUT_PACKAGE)
    package_withdrawn = packages.exists() and not packages.in_force().exists()
    if Milestone.CLOSED_OUT in job.standing and package_withdrawn:
        open_items.add(
            job=job,
            party=Party.OFFICE,
            what="Close the job out again: its package is withdrawn",
            key=CLOSE_OUT_AGAIN,
            act="jobs:closeout",
            since_on=on,
            by=by,
        )
