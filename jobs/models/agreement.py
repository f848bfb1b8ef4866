"""The work contract: price, deposit, notices, the day it was signed and the end of the right to cancel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet
from jobs.models.warranty import Claim


class AgreementQuerySet(JobFileQuerySet):
    def in_force(self) -> Self:
        """Contracts that were neither undone nor ended by a cancellation."""
        return self.filter(ended_on=None)


class Agreement(models.Model):
    """The contract with the owner of the house, as signed last.

    ``price_usd`` and ``scope`` follow signed change orders; ``first_price_usd`` is the price first signed,
    which limits the deposit: at most USD 1,000 or 10 %, the lesser. Without notices the right to cancel has
    not begun, so ``cancellable_until_on`` is None. ``owner_is_65_or_over`` is None where nobody asked.
    """

    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="agreement")
    first_price_usd = models.DecimalField("price first signed (USD)", max_digits=9, decimal_places=2)
    price_usd = models.DecimalField(max_digits=9, decimal_places=2)
    deposit_usd = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    scope = models.TextField()
    starts_about_on = models.DateField(null=True, blank=True)
    ends_about_on = models.DateField(null=True, blank=True)
    notices_given_on = models.DateField(null=True, blank=True)
    owner_is_65_or_over = models.BooleanField("owner 65 or over when signing", null=True, blank=True)
    cancellable_until_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField()
    answers_claim = models.ForeignKey(
        Claim,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The warranty claim that the work answers; only then may the price be 0.",
    )
    ended_on = models.DateField(null=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_usd__gt=0) | Q(price_usd=0, answers_claim__isnull=False),
                name="contract_has_a_price",
            ),
            models.CheckConstraint(
                condition=Q(first_price_usd__gt=0) | Q(first_price_usd=0, answers_claim__isnull=False),
                name="contract_had_a_price_when_first_signed",
            ),
            # SQLite computes with floats: a margin of 0.1 cent keeps it from refusing a lawful deposit.
            models.CheckConstraint(
                condition=Q(deposit_usd__gte=0, deposit_usd__lte=1000)
                & Q(deposit_usd__lte=F("first_price_usd") / 10 + Decimal("0.001")),
                name="deposit_is_within_the_law",
            ),
            models.CheckConstraint(
                condition=Q(cancellable_until_on=None)
                | Q(cancellable_until_on__gte=F("signed_on"), notices_given_on__isnull=False),
                name="right_to_cancel_ends_after_signing",
            ),
            models.CheckConstraint(
                condition=Q(notices_given_on=None) | Q(cancellable_until_on__isnull=False),
                name="right_to_cancel_begins_with_the_notices",
            ),
        ]

    def may_be_cancelled_on(self, day: date) -> bool:
        """Return whether the owner may still cancel on this day; always while the notices are missing."""
        return self.cancellable_until_on is None or day <= self.cancellable_until_on
