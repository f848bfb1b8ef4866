"""The canary row: beat sends a task, the worker stamps the row; a stale stamp means no tasks are running."""

from django.db import models
from django.db.models import Q


class Canary(models.Model):
    """One row. A Celery worker can be up yet receive no tasks, so only a fresh stamp counts as healthy."""

    stamped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="canary_is_one_row")]
