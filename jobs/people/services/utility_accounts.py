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
    Party,
    ReferenceKind,
    UtilityAccount,
)
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.normal.numbers import same_number
from kilowire.models import User

ACCOUNT_DIFFERS = "jobs.account_number"


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
    """Change the utility account, keep the old values in the history, and make its numbers searchable.

    Whoever records the day on which it was compared with the bill is kept with that day.
    """
    job = locked(job)
    account = locked(job.utility_account)
    before, after = history.changes(account, new)
    for field, value in new.items():
        setattr(account, field, value)
    if "bill_checked_on" in after:
        account.bill_checked_by = by if account.bill_checked_on else None
    account.save(update_fields=[*new, "bill_checked_by"])
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
    if "account_number" in after or "bill_checked_on" in after:
        open_items.end_by_key(job=job, key=ACCOUNT_DIFFERS, by=by, on=on, note="Compared with the bill")
    return account


@transaction.atomic
def take_account_number(*, job: Job, account_number: str, by: User, on: date) -> UtilityAccount:
    """Take over the account number that was read off the bill at the house, with who read it and when.

    Another number on file stays, and an open item asks the office which is right. An empty one says nothing.
    """
    job = locked(job)
    account, read = job.utility_account, account_number.strip()
    if not read or (same_number(account.account_number, read) and account.bill_checked_on):
        return account
    if account.account_number and not same_number(account.account_number, read):
        open_items.add(
            job=job,
            party=Party.OFFICE,
            what=f"Look which account number is right: {by.name} read {read} off the bill, on file is "
            f"{account.account_number}",
            key=ACCOUNT_DIFFERS,
            act="jobs:edit_account",
            since_on=on,
            by=by,
        )
        return account
    number = account.account_number or read
    return edit_utility_account(job=job, by=by, on=on, account_number=number, bill_checked_on=on)
