"""Rows that a worker takes by a lease: the row is the message, and a lost broker message delays it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class MailStatus(models.TextChoices):
    """How far a message on its way out has come."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    DROPPED = "dropped", "Not sent"


class Leased(models.Model):
    """What every row of an outbox holds beside its ``status``; see ``jobs.outbox.leases``."""

    AT_WORK: ClassVar[str]
    """The status of a row that a worker holds."""

    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(help_text="Not tried again before this instant.", editable=False)
    rung_at = models.DateTimeField(
        null=True, help_text="When a worker was last told that this row is due.", editable=False
    )
    error = models.CharField(max_length=400, blank=True, editable=False)

    class Meta:
        abstract = True


class Mailed(Leased):
    """What every message on its way out holds besides; see ``jobs.outbox.mails``."""

    AT_WORK = MailStatus.SENDING

    status = models.CharField(
        max_length=8, choices=MailStatus.choices, default=MailStatus.WAITING, editable=False
    )
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    waits = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often the server was away; each pause is longer."
    )
    unsure = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often it was handed over and no answer came."
    )

    class Meta:
        abstract = True
