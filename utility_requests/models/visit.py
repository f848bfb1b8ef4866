"""A paid site visit of the utility: the windows given for it, what came of it, and why it failed."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from jobs.models import Job, OpenItem
from jobs.models.visibility import JobFileQuerySet
from utility_requests.failure_reasons import CHOICES, REASONS
from utility_requests.models.request import UtilityRequest
from utility_requests.models.tariff import FeeTariff


class Outcome(models.TextChoices):
    """What came of a visit for which the utility's technician stood at the meter, or at a locked gate."""

    SET = "set", "Adapter set"
    REMOVED = "removed", "Adapter removed"
    FAILED = "failed", "Failed"
    NO_ACCESS = "no_access", "No access"


DONE = (Outcome.SET, Outcome.REMOVED)
COSTS_ANOTHER_FEE = (Outcome.FAILED, Outcome.NO_ACCESS)


class FeeAnswer(models.TextChoices):
    """What the utility said of this visit's fee."""

    CHARGED = "charged", "Charged"
    NOT_CHARGED = "not_charged", "Not charged"


class WindowOver(models.TextChoices):
    """How a window ended."""

    KEPT = "kept", "The utility came"
    MOVED = "moved", "Moved by the utility"
    DID_NOT_COME = "did_not_come", "The utility did not come"
    CALLED_OFF = "called_off", "Called off by us"
    UNDONE = "undone", "Recorded by mistake"


class SiteVisitQuerySet(JobFileQuerySet):
    def standing(self) -> Self:
        return self.filter(dropped_on=None)

    def to_come(self) -> Self:
        return self.standing().filter(outcome="")

    def wasted(self) -> Self:
        return self.standing().filter(outcome__in=COSTS_ANOTHER_FEE)


class SiteVisit(models.Model):
    """One visit with its own fee, which a window that the utility moves or does not keep leaves as it is.

    The tariff is the one of the day on which the fee fell due, so a tariff added later changes no open visit.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(UtilityRequest, on_delete=models.PROTECT, related_name="visits")
    ordinal = models.PositiveSmallIntegerField()
    due_on = models.DateField(help_text="The day on which the fee fell due.")
    tariff = models.ForeignKey(FeeTariff, on_delete=models.PROTECT, related_name="visits")
    fee_answer = models.CharField(max_length=12, choices=FeeAnswer.choices, blank=True)
    fee_answered_on = models.DateField(null=True, blank=True)

    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    unannounced_on = models.DateField(
        null=True, blank=True, help_text="The day it came although no window of that day was given."
    )
    serial_seen = models.CharField("serial number seen", max_length=60, blank=True)
    note = models.CharField(max_length=400, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    dropped_on = models.DateField(
        null=True, blank=True, help_text="The visit before it was undone, so that this one never fell due."
    )

    objects = SiteVisitQuerySet.as_manager()

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="visits_are_counted_from_one"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="visit_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", happened_on=None) | (~Q(outcome="") & Q(happened_on__isnull=False)),
                name="visit_outcome_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(unannounced_on=None) | Q(unannounced_on=F("happened_on")),
                name="unannounced_visit_came_on_its_day",
            ),
            models.CheckConstraint(
                condition=Q(fee_answer__in=["", *FeeAnswer.values]), name="visit_fee_answer_is_known"
            ),
            models.CheckConstraint(
                condition=Q(fee_answer="", fee_answered_on=None)
                | (~Q(fee_answer="") & Q(fee_answered_on__isnull=False)),
                name="visit_fee_answer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(outcome="", fee_answer=""), name="dropped_visit_never_was"
            ),
            models.UniqueConstraint(
                fields=["job", "ordinal"], condition=Q(dropped_on=None), name="job_counts_each_visit_once"
            ),
            models.UniqueConstraint(
                fields=["job"], condition=Q(outcome="", dropped_on=None), name="job_has_one_visit_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"Visit {self.ordinal}"

    @property
    def is_a_further_one(self) -> bool:
        """Its fee is an inference from the utility's words (“per site visit”) until the utility says so."""
        return self.ordinal > 1


class VisitWindowQuerySet(JobFileQuerySet):
    job_path = "visit__job"

    def open(self) -> Self:
        return self.filter(over_as="")

    def live(self) -> Self:
        """Open windows of jobs that go on."""
        return self.open().filter(visit__job__cancelled_on=None)

    def coming(self, day: date) -> Self:
        return self.live().filter(ends_on__gte=day)

    def passed_by(self, day: date) -> Self:
        return self.live().filter(ends_on__lt=day)

    def for_desk(self, keys: str) -> Self:
        """With the job's address, and how many open items stand whose keys begin so."""
        items = OpenItem.objects.filter(job=OuterRef("visit__job"), key__startswith=keys).open()
        counted = items.order_by().values("job").annotate(n=Count("pk")).values("n")
        return self.select_related("visit__request__job__site__utility").annotate(
            red_items=Coalesce(Subquery(counted), 0)
        )


class VisitWindow(models.Model):
    """A date that the utility gave for a visit. The office records it, and never offers one of its own."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="windows")
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    over_as = models.CharField(max_length=12, choices=WindowOver.choices, blank=True)
    over_on = models.DateField(null=True, blank=True)
    over_note = models.CharField(max_length=400, blank=True)
    over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VisitWindowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["starts_on"], name="window_open", condition=Q(over_as=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="window_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(given_on__lte=F("ends_on")), name="window_is_given_before_it_is_over"
            ),
            models.CheckConstraint(
                condition=Q(over_as__in=["", *WindowOver.values]), name="window_is_over_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(over_as="", over_on=None) | (~Q(over_as="") & Q(over_on__isnull=False)),
                name="window_that_is_over_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(over_as=""), name="visit_has_one_window_at_a_time"
            ),
        ]


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
