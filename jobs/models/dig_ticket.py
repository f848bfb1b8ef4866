"""A notice to DigAlert before trenching: its number, the day from which digging is allowed, and its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class DigTicket(models.Model):
    """Our own ticket: nobody may dig on another contractor's. A renewal is a new row."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="dig_tickets")
    number = models.CharField("ticket number", max_length=40)
    notified_on = models.DateField()
    dig_from_on = models.DateField()
    good_until_on = models.DateField()
    answered_on = models.DateField("all members answered on", null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    closed_on = models.DateField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dig_from_on__gt=F("notified_on"), good_until_on__gte=F("dig_from_on")),
                name="dig_ticket_days_are_in_order",
            ),
            models.UniqueConstraint(fields=["number"], name="dig_ticket_number_is_unique"),
        ]

    def __str__(self) -> str:
        return self.number
