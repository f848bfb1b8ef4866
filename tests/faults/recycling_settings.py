"""The product's own settings for a worker whose children end much sooner than the product's do."""

from tests.faults.worker_settings import *  # noqa: F403 - all of them, and one other

CELERY_WORKER_MAX_TASKS_PER_CHILD = 2
