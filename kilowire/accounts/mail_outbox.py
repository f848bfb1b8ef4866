"""Sends an email to staff from its row; the link of an invite or of a reset is made as it leaves."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from jobs.outbox.leases import take
from jobs.outbox.mails import CannotBeSent, deliver, headers
from kilowire.accounts.invite_links import link_of
from kilowire.floor.outgoing.mail import hand_over
from kilowire.models import Invite, StaffMail, StaffMailKind, User

INVITE_OVER = "The invite was over before its mail went; invite again."
RESET_OVER = "The mail did not go in the time that its link would have opened; they can ask for another."


def send_staff_mail(pk: int) -> None:
    """Send this mail if it is due and not leased to another worker; a failure is recorded in its row."""
    lease = take(StaffMail, pk)
    if lease is not None:
        mail = StaffMail.objects.select_related("invite__invited_by", "user").get(pk=pk)
        deliver(lease, mail, partial(_send, mail))


def _send(mail: StaffMail) -> dict[str, object]:
    hand_over(letter(mail))
    return {}


def letter(mail: StaffMail) -> EmailMessage:
    """Return the email of this row; the first line of a template is the subject."""
    subject, text = mail.subject, mail.text
    if mail.kind == StaffMailKind.INVITE and mail.invite:
        subject, text = _invites(mail.invite)
    elif mail.kind == StaffMailKind.RESET and mail.user:
        subject, text = _resets(mail, mail.user)
    return EmailMessage(subject, text.strip() + "\n", to=[mail.to], headers=headers("staff-mail", mail.pk))


def _invites(invite: Invite) -> tuple[str, str]:
    if not Invite.objects.live(timezone.now()).filter(pk=invite.pk).exists():
        raise CannotBeSent(INVITE_OVER)
    return _drawn("invite", {"invite": invite, "link": link_of(invite)})


def _resets(mail: StaffMail, user: User) -> tuple[str, str]:
    until = mail.written_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    if timezone.now() >= until or not user.is_active or user.email != mail.to:
        raise CannotBeSent(RESET_OVER)
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return _drawn("reset", {"user": user, "link": f"{settings.PUBLIC_URL}{path}"})


def _drawn(name: str, context: dict[str, object]) -> tuple[str, str]:
    subject, _, text = render_to_string(f"account/email/{name}.txt", context).partition("\n")
    return subject, text
