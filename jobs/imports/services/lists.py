"""Lists of jobs: handed in by the office and stored, their columns chosen, then read by a worker."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import current_app
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.imports.columns import Chosen, guessed, refuse_incomplete
from jobs.imports.result import Result
from jobs.imports.services.importing import Import
from jobs.models import JobList, ListStatus
from jobs.outbox.leases import Lease, LeaseLost, take
from kilowire.floor.files.opened_tables import Table, open_table
from kilowire.floor.files.uploads import MEBIBYTE, name_of, sha256_of
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused, TryAgainLater
from kilowire.floor.sandbox.slots import WORKER
from kilowire.models import User

log = logging.getLogger(__name__)
READ = "jobs.tasks.read_list"
WORKS_S = 120.0  # in one task, which may take 300 seconds at most
MOST_BYTES = 20 * MEBIBYTE
ROWS_SHOWN, LETTERS_SHOWN = 3, 60


def hand_in(*, file: File[bytes], by: User) -> JobList:
    """Store a list with its headings and first rows; what is no list is ``Refused``."""
    if (file.size or 0) > MOST_BYTES:
        raise Refused(f"{name_of(file)} is larger than {MOST_BYTES // MEBIBYTE} MB; divide it.", field="file")
    table = open_table(file, field="file")
    row = JobList(name=(file.name or "")[-160:], sha256=sha256_of(file), size=file.size, handed_in_by=by)
    row.due_at = timezone.now()
    row.headings, row.about, row.rows = table.headings, _about(table), len(table.rows)
    row.first_rows = [[cell.text[:LETTERS_SHOWN] for cell in each.cells] for each in table.rows[:ROWS_SHOWN]]
    row.columns = guessed(table.headings).as_json()
    row.file.save("jobs.list", file, save=False)
    row.save(force_insert=True)
    return row


@transaction.atomic
def check(*, job_list: JobList, chosen: Chosen, by: User) -> JobList:
    """Choose the columns and have every row checked by a worker, without opening a job."""
    row = locked(job_list)
    if row.status in (ListStatus.WAITING, ListStatus.READING):
        raise Refused("This list is being read; wait until that is done.")
    if row.status == ListStatus.READY:
        raise Refused("This list was brought in; hand it in again to see what is new in it.")
    refuse_incomplete(chosen)
    row.columns = chosen.as_json()
    return _to_be_read(row, is_dry_run=True)


@transaction.atomic
def bring_in(*, job_list: JobList, by: User) -> JobList:
    """Have a worker open a job for each row that was found good; ``Refused`` before the list was checked."""
    row = locked(job_list)
    if row.status != ListStatus.CHECKED:
        raise Refused("Check the list first: it shows what would be opened and what is wrong.")
    row.handed_in_by = by
    row.save(update_fields=["handed_in_by"])
    return _to_be_read(row, is_dry_run=False)


def _to_be_read(row: JobList, *, is_dry_run: bool) -> JobList:
    row.status, row.is_dry_run, row.done, row.result = ListStatus.WAITING, is_dry_run, 0, {}
    row.attempts, row.error = 0, ""
    row.due_at = row.rung_at = timezone.now()
    row.save(
        update_fields=[
            "status",
            "is_dry_run",
            "done",
            "result",
            "attempts",
            "error",
            "due_at",
            "rung_at",
            "columns",
        ]
    )

    def send() -> None:  # a function and no partial: Django logs a failure by its name
        _ring(row.pk)

    transaction.on_commit(send, robust=True)
    return row


def read(pk: int) -> None:
    """Go on with this list where it stands, if it is due and no other worker has it."""
    if lease := take(JobList, pk):
        row = JobList.objects.select_related("handed_in_by").get(pk=pk)
        try:
            _go_on(row, lease)
        except LeaseLost:
            log.warning("List %s was taken over by another worker", pk)
        except TryAgainLater as busy:
            lease.wait(str(busy))
        except Refused as final:
            lease.fail(str(final))


def _go_on(row: JobList, lease: Lease) -> None:
    with row.file.open("rb") as file:
        file.name = row.name
        table = open_table(file, whose=WORKER)
    result = Result(**row.result) if row.result else Result()
    one = Import(table, Chosen(**row.columns), row.handed_in_by, row.is_dry_run, row, result)
    began = time.monotonic()
    for done in one.bring_in(row.done):
        lease.note(done=done, result=result.as_json())
        lease.renew()
        if time.monotonic() - began > WORKS_S and done < len(table.rows):
            lease.wait("", seconds=0)
            _ring(row.pk)
            return
    status = ListStatus.CHECKED if row.is_dry_run else ListStatus.READY
    lease.finish(status=status, result=result.as_json(), ready_at=timezone.now())


def _about(table: Table) -> str:
    """Return a sentence about the sheets of a workbook that are not read."""
    if not table.others:
        return ""
    return f"Only the sheet “{table.sheet}” is read, and not: {table.others}."[:400]


def chosen_of(row: JobList) -> Chosen:
    columns: dict[str, Any] = row.columns
    return Chosen(**columns)


def _ring(pk: int) -> None:
    """Tell a worker; where the broker is away, the sweep tells one later."""
    current_app.send_task(READ, args=[pk], retry=False)
