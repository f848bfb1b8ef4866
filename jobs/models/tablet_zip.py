"""Exports of tablets that the office handed in: stored first, and brought in by a worker."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from kilowire.models import Leased, User


class ZipStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    READING = "reading", "Being brought in"
    READY = "ready", "Brought in"
    FAILED = "failed", "Could not be brought in"


class TabletZipQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Office and owner see all; nobody else brings in a zip."""
        is_ours = user.is_authenticated and user.is_active and user.is_office
        return self if is_ours else self.none()


def zip_path(row: TabletZip, name: str) -> str:
    """``tablets/<uuid>.zip``: nothing of the sender's file name is kept in it."""
    return f"tablets/{uuid.uuid4()}.zip"


class TabletZip(Leased):
    """One export. ``lines`` holds the result of each thing so far, in the order of the import.

    A line is ``{"id", "job", "what", "came", "said"}``, as ``jobs.brought_in.services.tablet_import.Line``. A
    worker that is killed leaves the lines that it wrote, and the next one goes on behind them.
    """

    AT_WORK = ZipStatus.READING

    file = models.FileField(upload_to=zip_path, max_length=200)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    handed_in_at = models.DateTimeField(auto_now_add=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=8, choices=ZipStatus.choices, default=ZipStatus.WAITING, editable=False
    )
    lines = models.JSONField(default=list, editable=False)
    steps = models.PositiveIntegerField(default=0, editable=False)
    ready_at = models.DateTimeField(null=True, editable=False)

    objects = TabletZipQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ZipStatus.values), name="tablet_zip_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
