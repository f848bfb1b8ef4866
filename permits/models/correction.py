"""A notice from the city that something in an application must be corrected, and our answer."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models import Upload
from jobs.models.visibility import JobFileQuerySet
from permits.models.permit import Permit


class CorrectionQuerySet(JobFileQuerySet):
    job_path = "permit__job"

    def open(self) -> Self:
        return self.filter(answered_on=None)


class Correction(models.Model):
    """A correction notice. While it is open the next act is ours, and the city's clock is stopped."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="corrections")
    asked_on = models.DateField()
    text = models.TextField()
    document = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True, editable=False)
    answer = models.TextField(blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["permit"], name="correction_open", condition=Q(answered_on=None))]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_what"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="", answered_by=None)
                | (Q(answered_on__gte=F("asked_on"), answered_by__isnull=False) & ~Q(answer="")),
                name="answered_correction_says_when_who_and_what",
            ),
        ]
