"""The pages of an upload as pictures, drawn once when it is filed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jobs.models.upload import Upload
from jobs.models.visibility import JobFileQuerySet


class UploadPageQuerySet(JobFileQuerySet):
    job_path = "upload__job"


class UploadPage(models.Model):
    """One page as a JPEG, or the sentence that says why it is attached to a package and not shown in it."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="drawn_pages")
    number = models.PositiveSmallIntegerField()
    picture = models.FileField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    not_shown_because = models.CharField(max_length=200, blank=True)

    objects = UploadPageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="each_page_of_an_upload_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(not_shown_because="") ^ Q(picture="", sha256=""),
                name="page_is_a_picture_or_says_why_not",
            ),
        ]
