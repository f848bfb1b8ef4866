"""The utility account of a job as printed on the bill, with the bill on file."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.core.files.base import File
from django.db import transaction

from jobs.history.services import history
from jobs.models import (
    EventKind,
    Job,
    ReferenceKind,
    UtilityAccount,
)
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.models import User


class AccountColumns(TypedDict, total=False):
    holder_name: str
    account_number: str
    meter_number: str
    bill_checked_on: date | None


@transaction.atomic
def write_down_account(
    *,
    job: Job,
    by: User,
    bill: File[bytes] | None = None,
    on: date | None = None,
    **new: Unpack[AccountColumns],
) -> UtilityAccount:
    """Record holder, account number and meter number, and file the bill if one is given.

    A bill that is not a complete PDF or photo is ``Refused``.
    """
    job = locked(job)
    if bill:
        paperwork.file_upload(job=job, kind=UploadKind.BILL, file=bill, by=by, on=on)
    return edit_utility_account(job=job, by=by, on=on, **new)


@transaction.atomic
def edit_utility_account(
    *, job: Job, by: User, on: date | None = None, **new: Unpack[AccountColumns]
) -> UtilityAccount:
    """Change the utility account, keep the old values in the history, and make its numbers searchable."""
    job = locked(job)
    account = locked(job.utility_account)
    before, after = history.changes(account, new)
    for field, value in new.items():
        setattr(account, field, value)
    account.save(update_fields=list(new))
    if before:
        history.record(
            job=job,
            kind=EventKind.EDITED,
            sentence="Utility account changed",
            on=on,
            by=by,
            before=before,
            after=after,
        )
    for field, kind in (("account_number", ReferenceKind.ACCOUNT), ("meter_number", ReferenceKind.METER)):
        if field in after:
            value, replacing = after[field] or "", before[field] or ""
            search.refer(job=job, kind=kind, value=value, replacing=replacing, source="account")
    return account
