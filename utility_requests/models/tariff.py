"""The utility's fee per site visit: a row is valid from its day until the next row begins."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from jobs.models import Utility
from kilowire.floor.days import spoken_day
from kilowire.models import User
from utility_requests.tariffs import Tariff, tariff_on


class FeeTariffQuerySet(models.QuerySet["FeeTariff"]):
    def visible_to(self, user: User) -> Self:
        """Tariffs belong to no job: the owner edits them, and the office may read them."""
        return self if user.is_authenticated and user.is_active and user.is_office else self.none()

    def with_rests(self) -> Self:
        """Annotate as ``rests`` whether a visit or a payment uses the tariff."""
        return self.annotate(rests=Count("visits"))

    def in_force(self) -> Self:
        """Tariffs that were not withdrawn."""
        return self.filter(withdrawn_on=None)

    def of_utility(self, utility: Utility) -> Self:
        return self.filter(utility=utility)

    def on(self, day: date) -> FeeTariff:
        """Return the tariff valid on this day among these of one utility; raise NoTariff if there is none."""
        rows = {row.effective_from: row for row in self}
        return rows[tariff_on(day, [row.as_tariff() for row in rows.values()]).effective_from]


class FeeTariff(models.Model):
    """What one site visit costs, in USD, from a given day. Never edited: a change is a new row."""

    utility = models.ForeignKey(Utility, on_delete=models.PROTECT, related_name="+")
    amount_usd = models.DecimalField("fee per visit (USD)", max_digits=7, decimal_places=2)
    effective_from = models.DateField("holds from")
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True, editable=False)

    objects = FeeTariffQuerySet.as_manager()

    class Meta:
        ordering = ["utility", "-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_usd__gt=0), name="fee_tariff_has_an_amount"),
            models.CheckConstraint(condition=~Q(source=""), name="fee_tariff_names_its_source"),
            models.UniqueConstraint(
                fields=["utility", "effective_from"],
                condition=Q(withdrawn_on=None),
                name="utility_has_one_fee_per_day",
            ),
        ]

    def __str__(self) -> str:
        return f"${self.amount_usd:,.2f} from {spoken_day(self.effective_from)}"

    def as_tariff(self) -> Tariff:
        return Tariff(effective_from=self.effective_from, amount_usd=self.amount_usd)
