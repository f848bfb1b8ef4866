"""Celery tasks that make a paper or draw an upload's pages: each takes an id and calls the outbox."""

from __future__ import annotations

from celery import shared_task

from jobs.papers.outbox import page_pictures, rendering


# The old name: messages that wait in the broker while a new version starts use it.
@shared_task(name="jobs.tasks.render_document")
def render_document(pk: int) -> None:
    """Make the paper that a person waits for: this one, or one that was asked for later."""
    rendering.render_latest()


@shared_task(name="jobs.tasks.draw_upload")
def draw_upload(pk: int) -> None:
    """Draw the pages of this upload that are missing; a package draws what was not drawn yet."""
    page_pictures.draw_upload(pk)
