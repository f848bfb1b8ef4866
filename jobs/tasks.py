"""What leaves the building, as Celery tasks: each knows an id and calls one outbox function."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from jobs import outbox
from jobs.models import Canary


@shared_task
def render_document(pk: int) -> None:
    """Make the paper of this row, if it still needs making."""
    outbox.render_document(pk)


@shared_task
def send_notice(pk: int) -> None:
    """Send the message of this row, if it still needs sending."""
    outbox.send_notice(pk)


@shared_task
def sweep() -> None:
    """Do now what is overdue because its bell was lost or its worker was killed."""
    for pk in outbox.documents_overdue():
        render_document.apply_async(args=[pk], retry=False)
    for pk in outbox.notices_overdue():
        send_notice.apply_async(args=[pk], retry=False)


@shared_task
def ring_canary() -> None:
    """Stamp the canary, which proves that beat rings and a worker works."""
    Canary.objects.update_or_create(pk=1, defaults={"sung_at": timezone.now()})
