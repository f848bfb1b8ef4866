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
from jobs.road.paper_readers import FOR_THE_FIELD


class UploadQuerySet(JobFileQuerySet):
    field_kinds = FOR_THE_FIELD

    def on_file(self) -> Self:
        return self.filter(withdrawn_on=None)

    def that_hold(self) -> Self:
        return self.on_file().filter(no_longer_holds_on=None)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def with_pages_not_shown(self) -> Self:
        """Add how many pages could not be drawn, ``pages_not_shown``, and the reason of one of them."""
        unseen = ~Q(drawn_pages__not_shown_because="")
        return self.annotate(
            pages_not_shown=models.Count("drawn_pages", filter=unseen),
            not_shown_because=models.Max("drawn_pages__not_shown_because"),
        )


def upload_path(upload: Upload, name: str) -> str:
    """``KW-1042/uploads/<uuid>.pdf``: of the sender's file name only the extension is kept."""
    return f"{upload.job.number}/uploads/{uuid.uuid4()}{PurePosixPath(name).suffix}"


def original_path(upload: Upload, name: str) -> str:
    """``KW-1042/uploads/original/<uuid>.pdf``."""
    return f"{upload.job.number}/uploads/original/{uuid.uuid4()}{PurePosixPath(name).suffix}"


class Upload(models.Model):
    """A file that somebody gave us. Type and size come from its content, never from its name.

    Where a PDF was repaired or had a script, ``file`` is the copy without the damage and the script, which
    everybody sees, and ``original`` is the file as it came, which is never shown in a browser.
    One that no longer holds, as a card that the city took back, stays on file and says so wherever it shows.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="uploads")
    kind = models.CharField(max_length=24, choices=list(UPLOAD_LABELS.items()))
    label = models.CharField(max_length=120, blank=True)
    original_name = models.CharField(max_length=160)
    file = models.FileField(upload_to=upload_path, max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    original = models.FileField(upload_to=original_path, max_length=200, blank=True, editable=False)
    original_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    is_repaired = models.BooleanField(default=False, editable=False)
    is_without_its_script = models.BooleanField(default=False, editable=False)
    filed_at = models.DateTimeField(auto_now_add=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    no_longer_holds_on = models.DateField(null=True, editable=False)
    no_longer_holds_because = models.CharField(max_length=400, blank=True, editable=False)
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
                        "image/avif",
                    ]
                ),
                name="upload_is_of_an_accepted_type",
            ),
            models.CheckConstraint(
                condition=Q(no_longer_holds_on=None, no_longer_holds_because="")
                | (Q(no_longer_holds_on__isnull=False) & ~Q(no_longer_holds_because="")),
                name="upload_that_no_longer_holds_says_why",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_upload_says_why"
            ),
            models.CheckConstraint(
                condition=Q(is_repaired=False, is_without_its_script=False)
                | ~(Q(original="") | Q(original_sha256="")),
                name="changed_upload_keeps_its_original",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()
