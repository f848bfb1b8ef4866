"""Making papers, as a Celery task: it knows an id and calls the outbox."""

from __future__ import annotations

from celery import shared_task

from jobs.papers.outbox import rendering


# Rows that wait in the broker while a new version starts name the task so.
@shared_task(name="jobs.tasks.render_document")
def render_document(pk: int) -> None:
    """Make the paper of this row, if it still needs making."""
    rendering.render_document(pk)
