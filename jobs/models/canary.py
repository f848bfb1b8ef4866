"""The canary: beat asks, the worker stamps this row, and a stale stamp says that no work is being done."""

from django.db import models
from django.db.models import Q


class Canary(models.Model):
    """One row. A Celery worker can be alive and deaf, so only this stamp counts as healthy."""

    stamped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="canary_is_one_row")]
