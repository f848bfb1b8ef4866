"""The office's request for a photo that no form asks for."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.photo import Photo, PhotoSlot
from jobs.models.visibility import JobFileQuerySet


class PhotoRequestQuerySet(JobFileQuerySet):
    def open(self) -> Self:
        return self.filter(photo=None, withdrawn_at=None)


class PhotoRequest(models.Model):
    """Open until a photo is filed in its slot, or the office withdraws the request."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="photo_requests")
    slot = models.CharField(max_length=20, choices=PhotoSlot.choices)
    because = models.CharField("what it must show", max_length=240)
    of_homeowner = models.BooleanField(
        default=False, help_text="The homeowner is asked for it, in place of a technician."
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    photo = models.ForeignKey(Photo, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = PhotoRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(slot__in=PhotoSlot.values), name="asked_photo_slot_is_known"),
            models.CheckConstraint(condition=~Q(because=""), name="asked_photo_says_what_for"),
        ]

    def __str__(self) -> str:
        return self.because
