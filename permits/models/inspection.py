"""A city inspection: requested, scheduled and decided; the city may later revoke a passed final."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from jobs.models import Upload
from jobs.models.visibility import JobFileQuerySet
from permits.models.permit import Permit


class InspectionKind(models.TextChoices):
    ROUGH = "rough", _("Rough inspection")
    FINAL = "final", _("Final inspection")
    OTHER = "other", _("Other inspection")


class InspectionResult(models.TextChoices):
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", "Cancelled"


class InspectionQuerySet(JobFileQuerySet):
    job_path = "permit__job"

    def awaiting_result(self) -> Self:
        return self.filter(result="")

    def passed(self) -> Self:
        """Passed, and not revoked by the city."""
        return self.filter(result=InspectionResult.PASSED, revoked_on=None)

    def to_mend(self) -> Self:
        return self.filter(result=InspectionResult.FAILED, mended_on=None)

    def without_card(self) -> Self:
        """Passed finals whose signed card is not on file yet."""
        return self.filter(
            kind=InspectionKind.FINAL, result=InspectionResult.PASSED, revoked_on=None, card=None
        )

    def finals(self) -> Self:
        return self.filter(kind=InspectionKind.FINAL)


class Inspection(models.Model):
    """One inspection by the city. ``closes_permit``: it is the last final that the city requires."""

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=6, choices=InspectionKind.choices)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scheduled_on = models.DateField(null=True, blank=True)
    window = models.CharField(max_length=40, blank=True, help_text="The city's hours, e.g. 8–12.")

    result = models.CharField(max_length=10, choices=InspectionResult.choices, blank=True, editable=False)
    decided_on = models.DateField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    inspector = models.CharField(max_length=120, blank=True, editable=False)
    corrections = models.TextField(blank=True, editable=False)
    mended_on = models.DateField(null=True, editable=False)
    card = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closes_permit = models.BooleanField(default=False, editable=False)
    revoked_on = models.DateField(null=True, editable=False)
    because = models.CharField(
        max_length=400, blank=True, editable=False, help_text="Why it was cancelled or taken back."
    )

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["scheduled_on"], name="inspection_awaited", condition=Q(result="")),
            models.Index(
                fields=["permit"], name="inspection_to_mend", condition=Q(result="failed", mended_on=None)
            ),
            models.Index(
                fields=["permit"],
                name="inspection_without_card",
                condition=Q(kind="final", result="passed", revoked_on=None, card=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=InspectionKind.values), name="inspection_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(scheduled_on=None) | Q(scheduled_on__gte=F("asked_on")),
                name="inspection_is_asked_for_then_held",
            ),
            models.CheckConstraint(
                condition=Q(result="", decided_on=None, decided_by=None)
                | Q(
                    result__in=InspectionResult.values,
                    decided_on__gte=F("asked_on"),
                    decided_by__isnull=False,
                ),
                name="inspection_result_has_day_and_recorder",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["passed", "failed"]) | ~Q(inspector=""),
                name="held_inspection_has_an_inspector",
            ),
            models.CheckConstraint(
                condition=(Q(result="failed") & ~Q(corrections=""))
                | (~Q(result="failed") & Q(corrections="")),
                name="failed_inspection_says_what_to_mend",
            ),
            models.CheckConstraint(
                condition=Q(mended_on=None) | Q(result="failed", mended_on__gte=F("decided_on")),
                name="only_a_failed_inspection_is_mended",
            ),
            models.CheckConstraint(
                condition=Q(card=None) | Q(result__in=["passed", "failed"]),
                name="card_belongs_to_a_held_inspection",
            ),
            models.CheckConstraint(
                condition=Q(closes_permit=False) | Q(kind="final", result="passed"),
                name="only_a_passed_final_closes_a_permit",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(result="passed", revoked_on__gte=F("decided_on")),
                name="only_a_passed_inspection_is_taken_back",
            ),
            models.CheckConstraint(
                condition=(Q(revoked_on=None) & ~Q(result="cancelled") & Q(because=""))
                | ((Q(revoked_on__isnull=False) | Q(result="cancelled")) & ~Q(because="")),
                name="cancelled_or_taken_back_inspection_says_why",
            ),
            models.UniqueConstraint(
                fields=["permit", "kind"],
                condition=Q(result=""),
                name="one_awaited_inspection_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
