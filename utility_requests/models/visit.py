"""A paid site visit by the utility: its fee and its outcome."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop as _

from jobs.models import Job
from jobs.models.visibility import JobFileQuerySet
from utility_requests.models.request import UtilityRequest
from utility_requests.models.tariff import FeeTariff


class Outcome(models.TextChoices):
    """The outcome of a visit for which the utility's technician came to the meter, or to a locked gate."""

    SET = "set", _("Adapter set")
    REMOVED = "removed", _("Adapter removed")
    FAILED = "failed", _("Failed")
    NO_ACCESS = "no_access", _("No access")


DONE = (Outcome.SET, Outcome.REMOVED)
COSTS_ANOTHER_FEE = (Outcome.FAILED, Outcome.NO_ACCESS)


class FeeAnswer(models.TextChoices):
    """The utility's answer on whether this visit is charged."""

    CHARGED = "charged", "Charged"
    NOT_CHARGED = "not_charged", "Not charged"


class SiteVisitQuerySet(JobFileQuerySet):
    def standing(self) -> Self:
        return self.filter(dropped_on=None)

    def to_come(self) -> Self:
        return self.standing().filter(outcome="")

    def wasted(self) -> Self:
        return self.standing().filter(outcome__in=COSTS_ANOTHER_FEE)


class SiteVisit(models.Model):
    """One visit with its own fee, which stays the same when the utility moves or misses its window.

    The tariff is that of the day on which the fee became due, so a tariff added later changes no open visit.
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
    came_off_on = models.DateField(
        null=True, blank=True, help_text="The day on which the adapter that was set came off the wall."
    )
    came_off_because = models.CharField(max_length=400, blank=True)
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
                condition=Q(came_off_on=None, came_off_because="")
                | (Q(outcome="set", came_off_on__gte=F("happened_on")) & ~Q(came_off_because="")),
                name="only_an_adapter_that_was_set_comes_off",
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
        """Not the first visit: its fee is assumed from the utility's wording until confirmed."""
        return self.ordinal > 1
