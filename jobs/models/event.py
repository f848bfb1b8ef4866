"""The history of a job: who did what and when, before and after. Rows are never changed or removed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from jobs.models.job import Job
from jobs.models.visibility import JobFileQuerySet


class EventKind(models.TextChoices):
    OPENED = "opened", "Opened"
    DONE = "done", "Done"
    WAIVED = "waived", "Waived"
    UNDONE = "undone", "Undone"
    EDITED = "edited", "Edited"
    FILED = "filed", "Filed"
    ISSUED = "issued", "Paper issued"
    PAPER_ENDED = "paper_ended", "Paper superseded or withdrawn"
    SIGNED = "signed", "Signed"
    ITEM_OPENED = "item_opened", "Open item"
    ITEM_MOVED = "item_moved", "Open item moved"
    ITEM_ENDED = "item_ended", "Open item ended"
    BOOKED = "booked", "Appointment"
    HELD = "held", "On hold"
    CANCELLED = "cancelled", "Cancelled"
    SETTLED = "settled", "Settled"
    SENT = "sent", "Message"
    LINK = "link", "Homeowner's link"
    DESK = "desk", "Desk"


def who_did(user: str | None, person: str) -> str:
    """Return who acted: the user by their name, else the person of the job, else KiloWire itself."""
    return user or person or "KiloWire"


class Event(models.Model):
    """One line of the history. The database refuses to change or delete it."""

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(default=timezone.now, editable=False)
    on = models.DateField(help_text="The day it happened, which may lie before the day it was recorded.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_person = models.CharField(
        max_length=120, blank=True, help_text="The homeowner or other person who acted."
    )
    kind = models.CharField(max_length=16, choices=EventKind.choices)
    milestone = models.CharField(max_length=20, blank=True)
    sentence = models.CharField(max_length=400)
    because = models.CharField(max_length=1000, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = JobFileQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["job", "-id"], name="event_of_job")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EventKind.values), name="event_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def who(self) -> str:
        return who_did(self.by.name if self.by else None, self.by_person)
