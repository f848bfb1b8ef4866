"""Exports of tablets: handed in by the office and stored, then brought in by a worker, thing by thing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict

from celery import current_app
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.brought_in.queue_zip import QueueZip, is_zip
from jobs.brought_in.services.tablet_import import Line, import_acts
from jobs.models import TabletZip, ZipStatus
from jobs.outbox.leases import WAITING, Lease, LeaseLost, take
from kilowire.floor.files.uploads import name_of, sha256_of
from kilowire.floor.refusals import Refused, TryAgainLater
from kilowire.floor.sandbox.slots import Busy
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import User

log = logging.getLogger(__name__)
BRING_IN = "jobs.tasks.bring_in_zip"
WORKS_S = 120.0  # in one task, which may take 300 seconds at most
OTHERS_FIRST = "Other files are being opened; the zip waits until they are done."
NO_ZIP = "{name} is no export of a tablet: choose the zip that the tablet saved."


def hand_in(*, file: File[bytes], by: User) -> TabletZip:
    """Store an export and tell a worker; the same one that still waits is returned as it is.

    Anything but a zip is ``Refused``; what is inside is read by the worker.
    """
    if not is_zip(file):
        raise Refused(NO_ZIP.format(name=name_of(file)), field="file")
    sha256 = sha256_of(file)
    waiting = TabletZip.objects.filter(sha256=sha256, status__in=[WAITING, ZipStatus.READING]).first()
    if waiting:
        return waiting
    row = TabletZip(name=(file.name or "")[-160:], sha256=sha256, size=file.size, handed_in_by=by)
    row.due_at = row.rung_at = timezone.now()
    row.file.save("queue.zip", file, save=False)
    row.save(force_insert=True)
    tell_on_commit(Happened.ZIP_BROUGHT_IN, user=by.pk, zip=row.pk)
    _ring_on_commit(row.pk)
    return row


def bring_in(pk: int) -> None:
    """Bring in what is in this zip and was not brought in yet, if it is due and no other worker has it."""
    if lease := take(TabletZip, pk):
        row = TabletZip.objects.select_related("handed_in_by").get(pk=pk)
        try:
            _go_on(row, lease)
        except LeaseLost:
            log.warning("Zip %s was taken over by another worker", pk)
        except (Busy, TryAgainLater):
            lease.wait(OTHERS_FIRST)
        except Refused as final:
            lease.fail(str(final))


def _go_on(row: TabletZip, lease: Lease) -> None:
    """Do what comes after the lines that were written, and write a line for each thing."""
    with row.file.open("rb") as file:
        file.name = row.name
        acts = import_acts(QueueZip(file, settings.UPLOAD_MAX_BYTES), row.handed_in_by)
        lines, began = list(row.lines), time.monotonic()
        while len(lines) < len(acts):
            lines.append(_done(acts[len(lines)]))
            lease.renew(lines=lines, steps=len(acts))
            if time.monotonic() - began > WORKS_S:
                lease.wait("", seconds=0, lines=lines, steps=len(acts))
                _ring(row.pk)
                return
    lease.finish(status=ZipStatus.READY, lines=lines, steps=len(acts), ready_at=timezone.now())


def _done(act: Callable[[], Line]) -> dict[str, str]:
    return asdict(act())


def _ring_on_commit(pk: int) -> None:
    def send() -> None:  # a function and no partial: Django logs a failure by its name
        _ring(pk)

    transaction.on_commit(send, robust=True)


def _ring(pk: int) -> None:
    """Tell a worker; where the broker is away, the sweep tells one later."""
    current_app.send_task(BRING_IN, args=[pk], retry=False)
