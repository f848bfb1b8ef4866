"""The Celery task that makes a paper: it takes an id and calls the outbox."""

from __future__ import annotations

from celery import shared_task

from jobs.papers.outbox import rendering


# The old name: messages that wait in the broker while a new version starts use it.
@shared_task(name="jobs.tasks.render_document")
def render_document(pk: int) -> None:
    """Make the paper of this row if it is still due."""
    rendering.render_document(pk)
