"""What the homeowner paid us and what we paid back, each with amount, day and means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class PaymentKind(models.TextChoices):
    DEPOSIT = "deposit", "Deposit"
    REFUND = "refund", "Refund"
    CREDIT = "credit", "Credit"


class PaymentMeans(models.TextChoices):
    CHECK = "check", "Check"
    CARD = "card", "Card"
    CASH = "cash", "Cash"
    TRANSFER = "transfer", "Bank transfer"
    OTHER = "other", "Other"
    UNKNOWN = "", "Not recorded"


class PaymentQuerySet(JobFileQuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)

    def deposits(self) -> Self:
        return self.filter(kind=PaymentKind.DEPOSIT)

    def held_usd(self) -> Decimal:
        """Return the deposits taken less what was refunded or credited, in USD."""
        paid: dict[str, Any] = self.standing().aggregate(
            taken=Sum("amount_usd", filter=Q(kind=PaymentKind.DEPOSIT), default=Decimal(0)),
            back=Sum("amount_usd", filter=~Q(kind=PaymentKind.DEPOSIT), default=Decimal(0)),
        )
        return Decimal(paid["taken"]) - Decimal(paid["back"])


class Payment(models.Model):
    """A deposit from the homeowner, or a refund or credit to them. Undone, the row stays with its reason."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=8, choices=PaymentKind.choices)
    amount_usd = models.DecimalField(max_digits=9, decimal_places=2)
    paid_on = models.DateField()
    means = models.CharField(max_length=10, choices=PaymentMeans.choices, blank=True)
    note = models.CharField(max_length=240, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaymentKind.values), name="payment_kind_is_known"),
            models.CheckConstraint(condition=Q(means__in=PaymentMeans.values), name="payment_means_is_known"),
            models.CheckConstraint(condition=Q(amount_usd__gt=0), name="payment_has_an_amount"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_payment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of ${self.amount_usd:,.2f}"
