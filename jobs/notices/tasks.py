"""The Celery task that sends a notice."""

from __future__ import annotations

from celery import shared_task

from jobs.notices.outbox import sending


# The name stays: messages in the broker during an upgrade refer to the task by it.
@shared_task(name="jobs.tasks.send_notice")
def send_notice(pk: int) -> None:
    """Send this notice if it still needs sending."""
    sending.send_notice(pk)
