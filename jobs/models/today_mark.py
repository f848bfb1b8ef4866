"""What the office decided about a line of the page Today: until which day it sleeps, and who does it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class LineKind(models.TextChoices):
    """What a line of Today is about; ``JOB`` is the whole job, whose person does each line without one."""

    ITEM = "item", "Open item"
    QUIET = "quiet", "Job that nothing reminds of"
    ODD = "odd", "Job that does not add up"
    VISIT = "visit", "Appointment"
    NOTICE = "notice", "Message"
    PAPER = "paper", "Paper"
    WORD = "word", "Ended by a written word"
    JOB = "job", "Whole job"


class TodayMarkQuerySet(JobFileQuerySet):
    def of_line(self, kind: str, row: Any) -> Self:
        return self.filter(kind=kind, row=row)


class TodayMark(models.Model):
    """One line that somebody snoozed or took: ``row`` is the key of the row that its kind names."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=LineKind.choices)
    row = models.PositiveBigIntegerField()
    snoozed_until = models.DateField(null=True, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = TodayMarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values), name="today_mark_is_of_a_known_line"
            ),
            models.UniqueConstraint(fields=["kind", "row"], name="line_of_today_is_marked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.row}"


def snoozed(kind: str, day: Any) -> Exists:
    """Return the condition that a row of this kind sleeps beyond this day."""
    return Exists(TodayMark.objects.of_line(kind, OuterRef("pk")).filter(snoozed_until__gt=day))


def assigned(kind: str, job_path: str, user: Any) -> Any:
    """Return the condition that a row of this kind is of the user with this key, by itself or with its job.

    With None: that it is nobody's.
    """
    own = TodayMark.objects.of_line(kind, OuterRef("pk")).filter(assigned_to__isnull=False)
    of_job = TodayMark.objects.of_line(LineKind.JOB, OuterRef(job_path)).filter(assigned_to__isnull=False)
    if user is None:
        return ~Exists(own) & ~Exists(of_job)
    return Exists(own.filter(assigned_to=user)) | (~Exists(own) & Exists(of_job.filter(assigned_to=user)))
