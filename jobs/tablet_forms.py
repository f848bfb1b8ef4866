"""The forms from tablets that the jacket takes itself; desks have a module of this name for theirs."""

from __future__ import annotations

from jobs.appointments.services import on_site
from jobs.installation.services import from_tablet as field_installation
from jobs.installation.services import staging
from jobs.models import SubmissionKind
from jobs.tablet.services.takers import Desk, takes

takes(SubmissionKind.STEP, Desk(write=on_site.take_step))
takes(SubmissionKind.STAGING, Desk(write=staging.take_staging))
takes(
    SubmissionKind.INSTALLATION,
    Desk(write=field_installation.take_installation, settle=field_installation.settle_installation),
)
