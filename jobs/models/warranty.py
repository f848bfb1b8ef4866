"""The warranty: what is covered until when, and claims under it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from jobs.models.job import Job
from jobs.models.photo import Photo
from jobs.models.upload import Upload
from jobs.models.visibility import JobFileQuerySet


class CoverageKind(models.TextChoices):
    WORKMANSHIP = "workmanship", _("Our workmanship")
    ADAPTER = "adapter", _("Adapter, by its maker")
    CHARGER = "charger", _("Charger, by its maker")


class Coverage(models.Model):
    """One thing covered for a term. ``until_on`` is its last day; None while a maker's term is not known.

    It is flagged once the device with this serial number came off the wall.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="coverages")
    kind = models.CharField(max_length=12, choices=CoverageKind.choices)
    covers = models.CharField(max_length=240)
    by = models.CharField("given by", max_length=120)
    starts_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    registration = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+")
    registration_number = models.CharField(max_length=60, blank=True)
    serial = models.CharField("serial number", max_length=60, blank=True)
    flagged_on = models.DateField(null=True, editable=False)
    flagged_because = models.CharField(max_length=400, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, editable=False)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CoverageKind.values), name="coverage_kind_is_known"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("starts_on")),
                name="coverage_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind="workmanship") | Q(until_on__isnull=False),
                name="our_own_coverage_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(flagged_on=None, flagged_because="")
                | (Q(flagged_on__isnull=False) & ~Q(flagged_because="")),
                name="flagged_coverage_says_why",
            ),
            models.UniqueConstraint(
                fields=["job", "kind"], condition=Q(withdrawn_on=None), name="one_live_coverage_of_a_kind"
            ),
        ]


class ClaimQuerySet(JobFileQuerySet):
    def open(self) -> Self:
        return self.filter(settled_on=None)


class Claim(models.Model):
    """A homeowner's claim: something went wrong after the close-out."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="claims")
    coverage = models.ForeignKey(
        Coverage, null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    reported_on = models.DateField()
    reported_by = models.CharField(max_length=120)
    what = models.TextField()
    photos = models.ManyToManyField(Photo, related_name="claims", editable=False)
    settled_on = models.DateField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    outcome = models.TextField(blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None) | (Q(settled_on__gte=F("reported_on")) & ~Q(outcome="")),
                name="settled_claim_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job}: {self.what}"
