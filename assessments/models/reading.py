"""Instrument readings at the house: each is kept, and a new one does not replace an old one."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.assessment import Assessment
from jobs.models.visibility import JobFileQuerySet


class ReadingQuerySet(JobFileQuerySet):
    job_path = "assessment__job"

    def for_page(self) -> Self:
        return self.select_related("by", "struck_out")


class Reading(models.Model):
    """One reading. The tablet assigns its id, so it is stored once. The database refuses to change it."""

    id = models.UUIDField(primary_key=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="readings")
    name = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=9, decimal_places=2)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "received_at", "id"]
        indexes = [models.Index(fields=["assessment", "name"], name="reading_of_assessment")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="reading_says_what_was_read"),
            models.CheckConstraint(
                condition=Q(value__gte=Decimal(0)), name="reading_is_not_less_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.assessment_id}: {self.value}"

    @property
    def struck_at(self) -> datetime | None:
        """When it was struck out as mistyped, if it was: it stays on file and counts no more."""
        struck = getattr(self, "struck_out", None)
        return struck.struck_at if struck else None


class StruckOutQuerySet(JobFileQuerySet):
    job_path = "reading__assessment__job"


class StruckOut(models.Model):
    """A reading that was struck out as mistyped, once; the reading itself is never changed."""

    reading = models.OneToOneField(
        Reading, primary_key=True, on_delete=models.PROTECT, related_name="struck_out"
    )
    struck_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = StruckOutQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reading_id} struck out"
