"""What people write to us by text or mail: on the job of their number or address, or waiting in the inbox."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.models.job import Job
from jobs.models.people import Channel, Person
from jobs.models.visibility import JobFileQuerySet
from kilowire.floor.normal.phones import shown_phone


class InboundQuerySet(JobFileQuerySet):
    def unplaced(self) -> Self:
        """Those that nobody knows the job of yet, and nobody discarded."""
        return self.filter(job=None, settled="")


class Settled(models.TextChoices):
    ANSWERED = "answered", "Answered"
    DISCARDED = "discarded", "Discarded"


class Inbound(models.Model):
    """One message to us. ``came_as`` is the service's own name of it, so that it is taken once."""

    channel = models.CharField(max_length=5, choices=Channel.choices, editable=False)
    sender = models.CharField(max_length=254, editable=False)
    subject = models.CharField(max_length=200, blank=True, editable=False)
    text = models.TextField(editable=False)
    came_as = models.CharField(max_length=200, editable=False)
    came_at = models.DateTimeField(auto_now_add=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="inbound", editable=False)
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="inbound", editable=False
    )
    settled = models.CharField(max_length=9, choices=Settled.choices, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    note = models.CharField(max_length=1000, blank=True, editable=False)

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["-id"], name="inbound_unplaced", condition=Q(job=None, settled=""))]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="inbound_channel_is_known"),
            models.CheckConstraint(
                condition=Q(settled="", settled_at=None)
                | (Q(settled__in=Settled.values) & Q(settled_at__isnull=False)),
                name="inbound_is_settled_in_a_known_way",
            ),
            models.UniqueConstraint(fields=["channel", "came_as"], name="inbound_is_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} from {self.person.name if self.person else self.shown_sender}"

    @property
    def shown_sender(self) -> str:
        """The number the American way, or the address."""
        return shown_phone(self.sender) if self.channel == Channel.TEXT else self.sender
