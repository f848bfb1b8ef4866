"""The adapter as bought: model, serial number, owner, and the day its title passed to the customer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.directory import AdapterModel
from jobs.models.job import Job
from jobs.models.upload import Upload
from jobs.models.visibility import JobFileQuerySet
from kilowire.floor.normal.columns import NumberKeyColumn


class Adapter(models.Model):
    """One physical adapter. Ordered after the verdict; the customer's own before the utility's visit."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="adapters")
    model = models.ForeignKey(AdapterModel, on_delete=models.PROTECT, related_name="+")
    serial = models.CharField("serial number", max_length=60, blank=True)
    serial_key = NumberKeyColumn(of="serial", max_length=60)
    ordered_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    bought_by_customer = models.BooleanField("bought by the customer", default=False)
    title_passed_on = models.DateField(null=True, editable=False)
    title_passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    invoice = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    retired_on = models.DateField(null=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    retired_because = models.CharField(max_length=240, blank=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["job"], condition=Q(retired_on=None), name="job_has_one_live_adapter"
            ),
            models.UniqueConstraint(
                fields=["model", "serial_key"],
                condition=Q(retired_on=None) & ~Q(serial_key=""),
                name="adapter_serial_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(title_passed_on=None) | Q(title_passed_on__gte=F("ordered_on")),
                name="title_passes_after_the_order",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(retired_because=""), name="retired_adapter_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.serial}".strip()
