"""The forms from tablets that the jacket takes itself; desks have a module of this name for theirs."""

from __future__ import annotations

from jobs.models import SubmissionKind
from jobs.services import field_installation, on_site, staging
from jobs.services.desks import Desk, takes

takes(SubmissionKind.STEP, Desk(write=on_site.take_step))
takes(SubmissionKind.STAGING, Desk(write=staging.take_staging))
takes(
    SubmissionKind.INSTALLATION,
    Desk(write=field_installation.take_installation, settle=field_installation.settle_installation),
)
