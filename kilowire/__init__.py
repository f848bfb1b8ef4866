"""The building: its Celery app is made here, so that whoever queues a task reaches the right broker."""

from kilowire.celery import app as celery_app

__all__ = ["celery_app"]
