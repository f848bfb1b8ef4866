"""The time windows that the utility gave for a visit, and how each ended."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from jobs.models import OpenItem
from jobs.models.visibility import JobFileQuerySet
from utility_requests.models.visit import SiteVisit


class WindowOver(models.TextChoices):
    """How a window ended."""

    KEPT = "kept", "The utility came"
    MOVED = "moved", "Moved by the utility"
    DID_NOT_COME = "did_not_come", "The utility did not come"
    CALLED_OFF = "called_off", "Called off by us"
    UNDONE = "undone", "Recorded by mistake"


class VisitWindowQuerySet(JobFileQuerySet):
    job_path = "visit__job"

    def open(self) -> Self:
        return self.filter(over_as="")

    def live(self) -> Self:
        """Open windows of jobs that are not cancelled."""
        return self.open().filter(visit__job__cancelled_on=None)

    def coming(self, day: date) -> Self:
        return self.live().filter(ends_on__gte=day)

    def passed_by(self, day: date) -> Self:
        return self.live().filter(ends_on__lt=day)

    def for_list(self, keys: str) -> Self:
        """Fetch the job's address and annotate the number of open items whose keys start with ``keys``."""
        items = OpenItem.objects.filter(job=OuterRef("visit__job"), key__startswith=keys).open()
        counted = items.order_by().values("job").annotate(n=Count("pk")).values("n")
        return self.select_related("visit__request__job__site__utility").annotate(
            red_items=Coalesce(Subquery(counted), 0)
        )


class VisitWindow(models.Model):
    """A date that the utility gave for a visit. The office only records dates; it never proposes one."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.PROTECT, related_name="windows")
    starts_on = models.DateField()
    ends_on = models.DateField()
    hours = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    over_as = models.CharField(max_length=12, choices=WindowOver.choices, blank=True)
    over_on = models.DateField(null=True, blank=True)
    over_note = models.CharField(max_length=400, blank=True)
    over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = VisitWindowQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["starts_on"], name="window_open", condition=Q(over_as=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="window_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(given_on__lte=F("ends_on")), name="window_is_given_before_it_is_over"
            ),
            models.CheckConstraint(
                condition=Q(over_as__in=["", *WindowOver.values]), name="window_is_over_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=Q(over_as="", over_on=None) | (~Q(over_as="") & Q(over_on__isnull=False)),
                name="window_that_is_over_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(over_as=""), name="visit_has_one_window_at_a_time"
            ),
        ]
