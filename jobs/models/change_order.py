"""Change orders: another price or scope after the contract was signed, each a signed paper of its own."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.signature import Signature
from jobs.models.visibility import JobFileQuerySet


class ChangeOrderQuerySet(JobFileQuerySet):
    def pending(self) -> Self:
        """Written and not signed yet: the contract stands as it was signed before."""
        return self.filter(signed_on=None, ended_on=None)

    def in_force(self) -> Self:
        """Signed, and part of the contract."""
        return self.filter(signed_on__isnull=False, ended_on=None)


class ChangeOrder(models.Model):
    """A change of price (USD) or scope, with what stood before it; it counts from the owner's signature on.

    ``ended_on`` says that it was dropped before the signature, or that its signature or contract was undone.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="change_orders")
    number = models.PositiveSmallIntegerField()
    price_before_usd = models.DecimalField(max_digits=9, decimal_places=2)
    price_usd = models.DecimalField(max_digits=9, decimal_places=2)
    scope_before = models.TextField()
    scope = models.TextField()
    because = models.CharField(max_length=400)
    written_on = models.DateField()
    work_begins_on = models.DateField(
        null=True, blank=True, help_text="The day on which the work that it covers begins, where it is known."
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    signed_on = models.DateField(null=True, editable=False)
    signature = models.OneToOneField(
        Signature, null=True, on_delete=models.PROTECT, related_name="change_order", editable=False
    )
    signed_late = models.BooleanField(
        default=False, editable=False, help_text="Signed after the work that it covers had begun."
    )
    ended_on = models.DateField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    ended_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = ChangeOrderQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="change_order_has_its_number"),
            models.UniqueConstraint(
                fields=["job"],
                condition=Q(signed_on=None, ended_on=None),
                name="one_change_order_waits_for_its_signature",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="change_order_says_why"),
            models.CheckConstraint(condition=Q(price_usd__gte=0), name="change_order_price_is_not_negative"),
            models.CheckConstraint(
                condition=Q(signed_on=None, signature=None)
                | Q(signed_on__isnull=False, signature__isnull=False),
                name="signed_change_order_has_its_signature",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_because=""), name="ended_change_order_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Change order {self.number}"
