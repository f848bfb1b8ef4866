"""The account as it stands on the bill, with the bill itself on file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from jobs.intake.services import intake
from jobs.models import Job, UtilityAccount
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.locks import locked
from kilowire.models import User


@transaction.atomic
def write_down_account(
    *, job: Job, by: User, bill: File[bytes] | None = None, on: date | None = None, **new: Any
) -> UtilityAccount:
    """Write down holder, account and meter number, and file the bill that shows them where there is one."""
    job = locked(job)
    if bill:
        paperwork.file_upload(job=job, kind=UploadKind.BILL, file=bill, by=by, on=on)
    return intake.edit_utility_account(job=job, by=by, on=on, **new)
