"""The reasons why a visit failed, and what was done about each."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.visibility import JobFileQuerySet
from utility_requests.failure_reasons import CHOICES, REASONS
from utility_requests.models.visit import SiteVisit


class VisitFailureQuerySet(JobFileQuerySet):
    job_path = "visit__job"

    def standing(self) -> Self:
        return self.filter(undone_on=None)

    def to_mend(self) -> Self:
        return self.standing().filter(mended_on=None)


class VisitFailure(models.Model):
    """One reason why a visit failed, and what was done about it."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="failures")
    reason = models.CharField(max_length=2, choices=CHOICES)
    mended_on = models.DateField(null=True, blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    mended_note = models.CharField(max_length=240, blank=True)
    undone_on = models.DateField(null=True, blank=True, help_text="The outcome was recorded by mistake.")

    objects = VisitFailureQuerySet.as_manager()

    class Meta:
        ordering = ["reason"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=list(REASONS)), name="failure_reason_is_known"),
            models.UniqueConstraint(
                fields=["visit", "reason"],
                condition=Q(undone_on=None),
                name="visit_fails_once_for_each_reason",
            ),
        ]
