"""The project package; it loads the Celery app, so that every process queues tasks at the same broker."""

from kilowire.celery import app as celery_app

__all__ = ["celery_app"]
