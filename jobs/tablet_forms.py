"""The tablet forms that the jobs app accepts; other apps declare theirs in a module of this name."""

from __future__ import annotations

from jobs.appointments.services import on_site
from jobs.day_pack.services.signed_papers import take_signed_paper
from jobs.installation.services import from_tablet as field_installation
from jobs.installation.services import staging
from jobs.milestones.services.followers import lock_for_work
from jobs.models import SubmissionKind
from jobs.tablet.services.takers import Taker, takes

takes(SubmissionKind.STEP, Taker(write=on_site.take_step))
takes(SubmissionKind.STAGING, Taker(write=staging.take_staging))
takes(SubmissionKind.SIGNING, Taker(write=take_signed_paper))
takes(
    SubmissionKind.INSTALLATION,
    Taker(
        write=field_installation.take_installation,
        settle=field_installation.settle_installation,
        lock=lock_for_work,
    ),
)
