"""Leads that came by themselves: from our request page, and from the company's own website."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.job_choices import LeadSource, NotGoingAhead
from jobs.models.people import Language
from kilowire.models import User


class LeadQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Office and owner see all; nobody else reads a lead."""
        is_ours = user.is_authenticated and user.is_active and user.is_office
        return self if is_ours else self.none()

    def waiting(self) -> Self:
        """Leads of which nobody has opened a job, and which nobody has closed."""
        return self.filter(job=None, lost_on=None)


class Lead(models.Model):
    """Somebody asks whether their house can have it. ``told`` are the answers as the page has them.

    ``came_as`` names the request that it came by, so that one request is one lead.
    """

    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.ENGLISH)
    street = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    wishes = models.TextField(blank=True)
    told = models.JSONField(default=dict)
    verdict = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=10, choices=LeadSource.choices)
    came_as = models.CharField(max_length=80, unique=True)
    came_at = models.DateTimeField(auto_now_add=True)
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="lead")
    lost_on = models.DateField(null=True, editable=False)
    lost_because = models.CharField(max_length=20, choices=NotGoingAhead.choices, blank=True, editable=False)
    lost_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-id"], name="lead_waiting", condition=Q(job=None, lost_on=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=LeadSource.values), name="lead_source_is_known"),
            models.CheckConstraint(
                condition=Q(lost_on=None, lost_because="")
                | (Q(lost_on__isnull=False, job=None) & ~Q(lost_because="")),
                name="lost_lead_has_a_reason_and_no_job",
            ),
        ]

    def __str__(self) -> str:
        return self.name
