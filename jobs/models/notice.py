"""Notices: e-mails to the people of a job, with recipient, template and whether they were sent."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

from jobs.models.document import Document
from jobs.models.homeowner_link import HomeownerLink, OneTimeCode
from jobs.models.people import Person
from jobs.models.visibility import JobFileQuerySet
from kilowire.models import Leased, MailStatus

# A notice that waits for its paper: due so far ahead that no sweep sends it before.
NOT_YET = datetime(9000, 1, 1, tzinfo=UTC)


class NoticeQuerySet(JobFileQuerySet):
    job_path = "person__job"


class Notice(Leased):
    """One e-mail to one person of a job. It refers to a link or a code by its row, never by its secret."""

    AT_WORK = MailStatus.SENDING

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
    written_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        max_length=8, choices=MailStatus.choices, default=MailStatus.WAITING, editable=False
    )
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], name="notice_to_be_sent", condition=Q(status__in=["waiting", "sending"])
            ),
            models.Index(fields=["-id"], name="notice_not_sent", condition=Q(status="failed")),
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
        ]
