"""Photos of the house and the work: the original, a print copy and a thumbnail."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from jobs.models.job import Job
from jobs.models.people import Person
from jobs.models.visibility import JobFileQuerySet


class PhotoSlot(models.TextChoices):
    METER_FACE = "meter_face", _("Meter face")
    SEAL = "seal", _("Utility's seal")
    SOCKET_RING = "socket_ring", _("Socket and ring")
    PANEL_LABEL = "panel_label", _("Panel label")
    PANEL_OPEN = "panel_open", _("Panel open")
    MAIN_BREAKER = "main_breaker", _("Main breaker")
    METER_AREA = "meter_area", _("Area around the meter")
    CONDUIT_ROUTE = "conduit_route", _("Conduit route")
    CHARGER_LOCATION = "charger_location", _("Charger location")
    CONDUIT_AS_BUILT = "conduit_as_built", _("Conduit as built")
    CHARGER_INSTALLED = "charger_installed", _("Charger installed")
    CIRCUIT_LOCKED = "circuit_locked", _("Circuit dead and locked")
    ADAPTER_UNBOXED = "adapter_unboxed", _("Adapter out of its box")
    ADAPTER_STAGED = "adapter_staged", _("Bag and panel in one frame")
    ADAPTER_SET = "adapter_set", _("Adapter in place")
    SEAL_AFTER = "seal_after", _("Utility's seal after the visit")
    OTHER = "other", _("Anything else")


class CameraClock(models.TextChoices):
    """What is known of the time at which a photo was taken."""

    RIGHT = "", _("Recorded by the camera")
    NONE = "none", _("Time not recorded by the camera")
    WRONG = "wrong", _("The camera's clock was wrong")


class PhotoQuerySet(JobFileQuerySet):
    def on_file(self) -> Self:
        """Photos that count as evidence: not rejected, not replaced and not withdrawn."""
        return self.of_this_job().filter(rejected_on=None, replaced_by=None)

    def of_this_job(self) -> Self:
        """Photos that were not withdrawn because they do not belong on their job."""
        return self.filter(withdrawn_on=None)

    def waiting(self) -> Self:
        """Photos that the office has not reviewed."""
        return self.on_file().filter(accepted_on=None)


def _path(folder: str) -> Callable[[Photo, str], str]:
    def path(photo: Photo, name: str) -> str:
        return f"{photo.job.number}/photos/{folder}/{photo.id}{name[name.rfind('.') :]}"

    return path


def original_path(photo: Photo, name: str) -> str:
    return _path("original")(photo, name)


def print_path(photo: Photo, name: str) -> str:
    return _path("print")(photo, name)


def thumbnail_path(photo: Photo, name: str) -> str:
    return _path("thumbnail")(photo, name)


class Photo(models.Model):
    """One photo in one slot. Its id may come from the device that took it: sent twice, it is stored once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="photos")
    slot = models.CharField(max_length=20, choices=PhotoSlot.choices)
    caption = models.CharField(max_length=160, blank=True)
    original = models.FileField(upload_to=original_path, max_length=200)
    print_copy = models.FileField(upload_to=print_path, max_length=200)
    thumbnail = models.FileField(upload_to=thumbnail_path, max_length=200)
    content_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    camera_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the file as the camera made it, where a tablet scaled it."
    )
    print_sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(help_text="When it was filed, where the camera's clock does not say.")
    clock = models.CharField(max_length=5, choices=CameraClock.choices, blank=True, default="")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_by = models.ForeignKey(
        Person,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person of the job who sent it, where nobody of ours took it.",
    )
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who of the office brought it in, where it did not come from the tablet itself.",
    )
    filed_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces", editable=False
    )
    retakes = models.UUIDField(
        null=True,
        editable=False,
        help_text="The id of the photo that this one was taken to replace, which may come after it.",
    )
    accepted_on = models.DateField(null=True, editable=False)
    rejected_on = models.DateField(null=True, editable=False)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    rejected_because = models.CharField(max_length=240, blank=True, editable=False)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.CharField(max_length=400, blank=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["taken_at", "id"]
        indexes = [models.Index(fields=["job", "slot"], name="photo_of_job")]
        constraints = [
            models.CheckConstraint(condition=Q(slot__in=PhotoSlot.values), name="photo_slot_is_known"),
            models.CheckConstraint(condition=Q(clock__in=CameraClock.values), name="photo_clock_is_known"),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(rejected_on=None),
                name="photo_is_accepted_or_rejected_not_both",
            ),
            models.CheckConstraint(
                condition=Q(rejected_on=None) | ~Q(rejected_because=""), name="rejected_photo_says_why"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""), name="withdrawn_photo_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.get_slot_display()

    @property
    def is_to_be_looked_at(self) -> bool:
        """Whether it is on file and the office has not reviewed it."""
        return not (self.accepted_on or self.rejected_on or self.replaced_by_id or self.withdrawn_on)
