"""Notices: messages to the people of a job, by email or text, and what became of each."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from jobs.models.document import Document
from jobs.models.homeowner_link import HomeownerLink, OneTimeCode
from jobs.models.people import Channel, Person
from jobs.models.visibility import JobFileQuerySet
from kilowire.models import Mailed, MailStatus

# A notice that waits for its paper: due so far ahead that no sweep sends it before.
NOT_YET = datetime(9000, 1, 1, tzinfo=UTC)


class NoticeQuerySet(JobFileQuerySet):
    job_path = "person__job"


class Delivery(models.TextChoices):
    """What the provider said after it took a message; empty is unknown, as with every plain mail server."""

    DELIVERED = "delivered", "Delivered"
    BOUNCED = "bounced", "Bounced"
    COMPLAINED = "complained", "Marked as spam"


class Notice(Mailed):
    """One message to one person of a job. It refers to a link or a code by its row, never by its secret.

    ``template`` is its kind (``jobs.notices.kinds``). One with a ``lead`` is part of that one's message.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    template = models.SlugField(max_length=40)
    context = models.JSONField(default=dict)
    link = models.ForeignKey(HomeownerLink, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(OneTimeCode, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(
        Document,
        null=True,
        on_delete=models.PROTECT,
        related_name="notices",
        help_text="Goes when this paper is ready.",
    )
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.EMAIL, editable=False)
    cause = models.CharField(
        max_length=120, blank=True, editable=False, help_text="It is not sent once this is no longer so."
    )
    until = models.DateTimeField(null=True, editable=False, help_text="It is of no use from this instant on.")
    lead = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="parts", editable=False
    )
    sent_to = models.CharField(max_length=254, blank=True, editable=False)
    provider_id = models.CharField(max_length=128, blank=True, editable=False)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, blank=True, editable=False)
    delivery_at = models.DateTimeField(null=True, editable=False)
    server_words = models.CharField(max_length=400, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="notice_to_be_sent", condition=Q(status__in=["waiting", "sending"])
            ),
            models.Index(
                fields=["-id"],
                name="notice_to_look_at",
                condition=Q(status__in=["failed", "dropped"]) | Q(delivery__in=["bounced", "complained"]),
            ),
            models.Index(fields=["cause"], name="notice_of_a_cause", condition=~Q(cause="")),
            models.Index(fields=["provider_id"], name="notice_at_provider", condition=~Q(provider_id="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MailStatus.values), name="notice_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status="sending") | Q(lease__isnull=False, lease_until__isnull=False),
                name="notice_being_sent_is_leased",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="sent_notice_has_an_instant"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="notice_goes_by_a_known_channel"
            ),
            models.CheckConstraint(
                condition=Q(delivery__in=["", *Delivery.values]), name="notice_delivery_is_known"
            ),
        ]
