"""Celery beat tasks for papers and notices; importing the tasks of the rooms lets Celery find them here."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jobs.models import Canary
from jobs.notices.tasks import send_notice
from jobs.outbox.leases import documents_overdue, notices_overdue
from jobs.papers.tasks import render_document


@shared_task
def sweep() -> None:
    """Queue overdue papers and notices again: their message was lost or their worker was killed."""
    for pk in documents_overdue():
        render_document.apply_async(args=[pk], retry=False)
    for pk in notices_overdue():
        send_notice.apply_async(args=[pk], retry=False)


@shared_task
def ring_canary() -> None:
    """Stamp the canary row, which proves that beat sends tasks and a worker runs them."""
    Canary.objects.update_or_create(pk=1, defaults={"stamped_at": timezone.now()})
