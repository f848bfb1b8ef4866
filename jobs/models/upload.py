"""Uploads: files that others made, such as bills, permits, inspection cards, receipts and signed forms."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet
from jobs.road.paper_kinds import UPLOAD_LABELS


class UploadQuerySet(JobFileQuerySet):
    def on_file(self) -> Self:
        return self.filter(withdrawn_on=None)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)


def upload_path(upload: Upload, name: str) -> str:
    """``KW-1042/uploads/<uuid>.pdf``: of the sender's file name only the extension is kept."""
    return f"{upload.job.number}/uploads/{uuid.uuid4()}{PurePosixPath(name).suffix}"


class Upload(models.Model):
    """A file that somebody gave us. Type and size come from its content, never from its name."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=24, choices=list(UPLOAD_LABELS.items()))
    label = models.CharField(max_length=120, blank=True)
    original_name = models.CharField(max_length=160)
    file = models.FileField(upload_to=upload_path, max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(k) for k in UPLOAD_LABELS]), name="upload_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    content_type__in=[
                        "application/pdf",
                        "image/jpeg",
                        "image/png",
                        "image/heic",
                        "image/webp",
                    ]
                ),
                name="upload_is_of_an_accepted_type",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_upload_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()
