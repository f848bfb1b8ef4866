"""The forms from tablets that the jacket takes itself; desks have a module of this name for theirs."""

from __future__ import annotations

from jobs.models import SubmissionKind
from jobs.services import on_site
from jobs.services.desks import Desk, takes

takes(SubmissionKind.STEP, Desk(write=on_site.take_step))
