"""The payment of one site visit's fee; its amount never changes."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from jobs.models import Upload
from jobs.models.visibility import JobFileQuerySet
from utility_requests.models.tariff import FeeTariff
from utility_requests.models.visit import SiteVisit


class PaidBy(models.TextChoices):
    HOMEOWNER = "homeowner", _("Homeowner, in the utility's portal")
    CONTRACTOR = "contractor", _("Us, in the utility's portal")


class FeePaymentQuerySet(JobFileQuerySet):
    job_path = "visit__job"

    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)


class FeePayment(models.Model):
    """One payment for one visit, with its receipt. A tariff added later does not change it."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="payments")
    tariff = models.ForeignKey(FeeTariff, on_delete=models.PROTECT, related_name="+")
    amount_usd = models.DecimalField(max_digits=7, decimal_places=2)
    paid_on = models.DateField()
    paid_by = models.CharField(max_length=10, choices=PaidBy.choices)
    receipt = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = FeePaymentQuerySet.as_manager()

    class Meta:
        ordering = ["visit__ordinal", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_usd__gt=0), name="fee_payment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(paid_by__in=PaidBy.values), name="fee_is_paid_by_a_known_party"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_fee_payment_says_why",
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(withdrawn_on=None), name="visit_is_paid_once"
            ),
        ]
