"""The interconnection application under Rule 21, which solar, a battery or backup needs."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.models import Job, Upload
from jobs.models.visibility import JobFileQuerySet


class InterconnectionQuerySet(JobFileQuerySet):
    def live(self) -> Self:
        return self.filter(ended_on=None)


class InterconnectionRequest(models.Model):
    """A record with its own number: the adapter's utility request neither waits for it nor includes it."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    why = models.CharField("what makes it necessary", max_length=240)
    number = models.CharField("interconnection number", max_length=60, blank=True)
    opened_on = models.DateField()
    submitted_on = models.DateField("sent on", null=True, blank=True)
    approved_on = models.DateField("approved on", null=True, blank=True)
    permission_on = models.DateField("permission to operate on", null=True, blank=True)
    paper = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("not needed or denied on", null=True, editable=False)
    ended_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = InterconnectionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="interconnection_says_what_for"),
            models.CheckConstraint(
                condition=Q(approved_on=None)
                | Q(submitted_on__isnull=False, approved_on__gte=F("submitted_on")),
                name="interconnection_is_sent_before_approval",
            ),
            models.CheckConstraint(
                condition=Q(permission_on=None)
                | Q(approved_on__isnull=False, permission_on__gte=F("approved_on")),
                name="interconnection_is_approved_before_permission",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="ended_interconnection_says_why",
            ),
            models.UniqueConstraint(
                fields=["job"], condition=Q(ended_on=None), name="job_has_one_live_interconnection"
            ),
        ]
