"""Sending notices, as a Celery task: it knows an id and calls the outbox."""

from __future__ import annotations

from celery import shared_task

from jobs.notices import outbox


# Rows that wait in the broker while a new version starts name the task so.
@shared_task(name="jobs.tasks.send_notice")
def send_notice(pk: int) -> None:
    """Send the message of this row, if it still needs sending."""
    outbox.send_notice(pk)
