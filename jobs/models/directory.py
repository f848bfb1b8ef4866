"""The directory: utilities, jurisdictions, adapters, vehicles, and the contractor's own dated facts."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class DirectoryEntry(models.Model):
    """A row loaded from a CSV file; once the office edits it, loading the file again does not change it."""

    key = models.SlugField(max_length=60, unique=True)
    source = models.CharField(max_length=300, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Utility(DirectoryEntry):
    """An electric utility. ``fact_value`` is its name in the eligibility facts."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20)
    homeowner_name = models.CharField(max_length=40, help_text="What a homeowner calls it, e.g. Edison.")
    fact_value = models.CharField(max_length=20)
    programme = models.SlugField(
        max_length=40, blank=True, help_text="Rule set of its adapter programme, if it has one."
    )
    calendar = models.CharField(max_length=40, default="federal")
    closed_days = models.JSONField(default=list, blank=True, help_text="More closed days, as 2026-11-27.")
    open_days = models.JSONField(
        default=list, blank=True, help_text="Holidays on which it works, as 2026-11-11."
    )
    typical_business_days = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    portal = models.CharField(max_length=200, blank=True, help_text="Web address of its contractor portal.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "utilities"

    def __str__(self) -> str:
        return self.name


class VisitOrder(models.TextChoices):
    """Which comes first in this city: the final inspection or the utility's visit."""

    FINAL_BEFORE_SET = "final_before_set", "Final inspection before the adapter"
    SET_BEFORE_FINAL = "set_before_final", "Adapter before the final inspection"
    EITHER = "either", "Either order"
    TWO_FINALS = "two_finals", "A final before and another after"


class Jurisdiction(DirectoryEntry):
    """A building department (AHJ), with its business days and usual times."""

    name = models.CharField(max_length=120)
    county = models.CharField(max_length=60)
    portal = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar = models.CharField(max_length=40, default="city")
    closed_weekdays = models.CharField(
        max_length=20, blank=True, help_text="Weekdays it is closed, e.g. fri."
    )
    closed_days = models.JSONField(default=list, blank=True, help_text="More closed days, as 2026-11-26.")
    complete_business_days = models.PositiveSmallIntegerField(default=5)
    approved_business_days = models.PositiveSmallIntegerField(default=20)
    start_by_days = models.PositiveSmallIntegerField(default=365, validators=[MinValueValidator(1)])
    idle_days = models.PositiveSmallIntegerField(default=180, validators=[MinValueValidator(1)])
    visit_order = models.CharField(max_length=20, choices=VisitOrder.choices, default=VisitOrder.EITHER)
    asks_rough_inspection = models.BooleanField(default=False)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visit_order__in=VisitOrder.values), name="jurisdiction_has_a_known_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Approval(models.TextChoices):
    """Whether a model is on the utility's product list."""

    APPROVED = "approved", "Approved"
    NOT_APPROVED = "not_approved", "Not approved"
    UNKNOWN = "unknown", "Unknown"


class AdapterModel(DirectoryEntry):
    """A meter socket adapter model that can be bought, with its approval on the utility's product list."""

    maker = models.CharField(max_length=60)
    model = models.CharField(max_length=80)
    isolating = models.BooleanField(default=False)
    max_circuit_amps = models.PositiveSmallIntegerField(null=True, blank=True)
    manages_load = models.BooleanField(
        null=True, blank=True, help_text="Whether it may pause charging while the house draws much."
    )
    warranty_years = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    listing = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=400, blank=True)
    approval = models.CharField(
        max_length=12, choices=Approval.choices, default=Approval.UNKNOWN, editable=False
    )
    approval_source = models.CharField(max_length=300, blank=True, editable=False)
    approval_checked_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["maker", "model"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval__in=Approval.values), name="adapter_approval_is_known_word"
            ),
            models.CheckConstraint(
                condition=Q(approval=Approval.UNKNOWN)
                | (Q(approval_checked_on__isnull=False) & ~Q(approval_source="")),
                name="adapter_approval_has_source_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.maker} {self.model}"


class Vehicle(DirectoryEntry):
    """A car's battery and on-board charger, for the charging-time estimate."""

    name = models.CharField(max_length=80)
    usable_kwh = models.DecimalField(max_digits=5, decimal_places=1)
    onboard_kw = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = [Lower("name")]

    def __str__(self) -> str:
        return self.name


class CompanyRecordQuerySet(models.QuerySet["CompanyRecord"]):
    def on(self, day: date) -> CompanyRecord:
        """Return the record in force on this day; raises DoesNotExist before the first record."""
        record = self.filter(effective_from__lte=day).order_by("-effective_from", "-id").first()
        if record is None:
            raise CompanyRecord.DoesNotExist(f"No company record holds on {day}.")
        return record


class CompanyRecord(models.Model):
    """The contractor's own facts, in force from a day on. Never edited: a change is a new record."""

    effective_from = models.DateField()
    name = models.CharField(max_length=120)
    cslb_number = models.CharField("CSLB licence number", max_length=20)
    classification = models.CharField(max_length=20)
    bond = models.CharField(max_length=120)
    workers_compensation = models.CharField(max_length=120)
    liability_usd = models.PositiveIntegerField("general liability (USD)")
    phone = models.CharField(max_length=40)
    email = models.EmailField("email")
    address = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = CompanyRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_from", "-id"]

    def __str__(self) -> str:
        return f"{self.name}, from {self.effective_from}"
