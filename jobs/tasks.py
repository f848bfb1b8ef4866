"""Celery tasks for papers, notices and zips; importing the tasks of the rooms lets Celery find them here."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jobs.brought_in.services import tablet_zips
from jobs.imports.services import lists
from jobs.models import Canary, Document, JobList, Notice, SignatureRequest, TabletZip
from jobs.notices.tasks import send_notice
from jobs.outbox.leases import to_be_rung
from jobs.papers.tasks import render_document
from jobs.signing.services import making, requests


@shared_task
def sweep() -> None:
    """Tell the workers again of what is overdue: the message was lost or the worker was killed."""
    for pk in to_be_rung(Document):
        render_document.apply_async(args=[pk], retry=False)
    for pk in to_be_rung(Notice):
        send_notice.apply_async(args=[pk], retry=False)
    for pk in to_be_rung(TabletZip):
        bring_in_zip.apply_async(args=[pk], retry=False)
    for pk in to_be_rung(JobList):
        read_list.apply_async(args=[pk], retry=False)
    for pk in to_be_rung(SignatureRequest):
        make_signing.apply_async(args=[pk], retry=False)


@shared_task(name=tablet_zips.BRING_IN)
def bring_in_zip(pk: int) -> None:
    """Bring in what is in this zip, as far as one task may take; what is left goes on in the next."""
    tablet_zips.bring_in(pk)


@shared_task(name=lists.READ)
def read_list(pk: int) -> None:
    """Check or bring in the rows of this list, as far as one task may take; the next one goes on."""
    lists.read(pk)


@shared_task(name=requests.MAKE)
def make_signing(pk: int) -> None:
    """Prepare what is shown to the signers of this request, or seal what they signed."""
    making.make(pk)


@shared_task
def ring_canary() -> None:
    """Stamp the canary row, which proves that beat sends tasks and a worker runs them."""
    Canary.objects.update_or_create(pk=1, defaults={"stamped_at": timezone.now()})
