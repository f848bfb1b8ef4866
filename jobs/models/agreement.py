"""The work contract: price, deposit, notices, the day it was signed and the end of the right to cancel."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class Agreement(models.Model):
    """The contract with the owner of the house. The deposit is at most USD 1,000 or 10 %, the lesser."""

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="agreement")
    price_usd = models.DecimalField(max_digits=9, decimal_places=2)
    deposit_usd = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    deposit_paid_on = models.DateField(null=True, blank=True)
    deposit_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    scope = models.TextField()
    starts_about_on = models.DateField(null=True, blank=True)
    ends_about_on = models.DateField(null=True, blank=True)
    notices_given_on = models.DateField()
    cancellable_until_on = models.DateField()
    signed_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price_usd__gt=0), name="contract_has_a_price"),
            # SQLite computes with floats: a margin of 0.1 cent keeps it from refusing a lawful deposit.
            models.CheckConstraint(
                condition=Q(deposit_usd__gte=0, deposit_usd__lte=1000)
                & Q(deposit_usd__lte=F("price_usd") / 10 + Decimal("0.001")),
                name="deposit_is_within_the_law",
            ),
            models.CheckConstraint(
                condition=Q(cancellable_until_on__gte=F("signed_on")),
                name="right_to_cancel_ends_after_signing",
            ),
        ]
