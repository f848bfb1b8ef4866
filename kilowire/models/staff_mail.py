"""The model ``StaffMail``: an email to somebody who signs in, or who is invited to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kilowire.models.invite import Invite
from kilowire.models.leased import Mailed, MailStatus


class StaffMailKind(models.TextChoices):
    INVITE = "invite", "Invite"
    RESET = "reset", "Reset of the password"
    SAID = "said", "Word of a change"


class StaffMail(Mailed):
    """One email. An invite and a reset are named by their rows and get their link as the mail leaves.

    ``subject`` and ``text`` are those of a word of a change, which holds no secret.
    """

    kind = models.CharField(max_length=6, choices=StaffMailKind.choices, editable=False)
    to = models.EmailField(editable=False)
    invite = models.OneToOneField(
        Invite, null=True, on_delete=models.PROTECT, related_name="mail", editable=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    subject = models.CharField(max_length=200, blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="staff_mail_to_be_sent",
                condition=Q(status__in=["waiting", "sending"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MailStatus.values), name="staff_mail_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="sending") | Q(lease__isnull=False, lease_until__isnull=False),
                name="staff_mail_being_sent_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(kind="invite", invite__isnull=False)
                | Q(kind="reset", user__isnull=False)
                | (Q(kind="said") & ~Q(text="")),
                name="staff_mail_has_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
