"""Lists of jobs that the office brings in, and which row of which list became which job."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from kilowire.models import Leased, User


class ListStatus(models.TextChoices):
    COLUMNS = "columns", "Columns to choose"
    WAITING = "waiting", "Waiting"
    READING = "reading", "Being read"
    CHECKED = "checked", "Checked"
    READY = "ready", "Brought in"
    FAILED = "failed", "Could not be read"


class JobListQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Office and owner see all; nobody else brings in a list."""
        is_ours = user.is_authenticated and user.is_active and user.is_office
        return self if is_ours else self.none()


def list_path(row: JobList, name: str) -> str:
    """``lists/<uuid>.list``: nothing of the sender's file name is kept in it."""
    return f"lists/{uuid.uuid4()}.list"


class JobList(Leased):
    """One list. ``columns`` is ``jobs.imports.columns.Chosen`` as JSON.

    ``result`` is what the check or the import has found so far, as ``jobs.imports.result.Result``; ``done``
    rows of it are read. A worker that is killed is followed by one that goes on behind them.
    """

    AT_WORK = ListStatus.READING

    file = models.FileField(upload_to=list_path, max_length=200)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    handed_in_at = models.DateTimeField(auto_now_add=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=8, choices=ListStatus.choices, default=ListStatus.COLUMNS, editable=False
    )
    headings = models.JSONField(default=list, editable=False)
    first_rows = models.JSONField(default=list, editable=False, help_text="Shown where columns are chosen.")
    about = models.CharField(max_length=400, blank=True, editable=False)
    columns = models.JSONField(default=dict, editable=False)
    is_dry_run = models.BooleanField(default=True, editable=False)
    rows = models.PositiveIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    result = models.JSONField(default=dict, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = JobListQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ListStatus.values), name="job_list_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """A row of a list that became a job; ``key`` is equal for equal rows, so that each comes in once."""

    key = models.CharField(max_length=64, unique=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="imported_row")
    from_list = models.ForeignKey(JobList, null=True, on_delete=models.PROTECT, related_name="imported")
    line = models.PositiveIntegerField()
