"""Things that a tablet could not hand in and put aside: each kept as it came until the office settles it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.tablet import Tablet
from kilowire.models import User


class PutAsideKind(models.TextChoices):
    PHOTO = "photo", "Photo"
    SIGNATURE = "signature", "Signature"
    FORM = "form", "Form"


class PutAsideEnd(models.TextChoices):
    FILED = "filed", "Filed"
    DISCARDED = "discarded", "Discarded"


class PutAsideQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(ended="")

    def visible_to(self, user: User) -> Self:
        """Office and owner see all; nobody else settles one."""
        is_ours = user.is_authenticated and user.is_active and user.is_office
        return self if is_ours else self.none()


def item_path(row: PutAside, name: str) -> str:
    return f"tablets/aside/{row.id}.json"


def file_path(row: PutAside, name: str) -> str:
    return f"tablets/aside/{row.id}.bin"


class PutAside(models.Model):
    """One photo, signature or form under the tablet's own id: sent twice, it is kept once.

    ``item`` is the tablet's record of it as JSON, as it came; ``file`` the bytes of a photo or signature. The
    job is the one that the tablet named, where its technician was ever booked for it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=9, choices=PutAsideKind.choices)
    what = models.CharField(max_length=40, blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="put_aside")
    tablet = models.ForeignKey(Tablet, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(auto_now_add=True)
    because = models.CharField(max_length=400, blank=True)
    item = models.FileField(upload_to=item_path, max_length=200)
    file = models.FileField(upload_to=file_path, max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    ended = models.CharField(max_length=9, choices=PutAsideEnd.choices, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    note = models.CharField(max_length=400, blank=True, editable=False)

    objects = PutAsideQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PutAsideKind.values), name="put_aside_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at=None, ended_by=None)
                | Q(ended__in=PutAsideEnd.values, ended_at__isnull=False, ended_by__isnull=False),
                name="put_aside_ends_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=~Q(ended=PutAsideEnd.DISCARDED) | ~Q(note=""), name="discarded_thing_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}" if self.what else self.get_kind_display()
