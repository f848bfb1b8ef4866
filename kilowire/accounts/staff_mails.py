"""Mail to those who sign in: written as rows in the act's transaction, sent by the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kilowire.accounts import tasks
from kilowire.models import Invite, MailStatus, StaffMail, StaffMailKind, User

KEPT_FOR = timedelta(days=30)
SHOWN_FOR = timedelta(days=7)


def mail_invite(invite: Invite) -> None:
    """Mail the link of this invite to its address."""
    _write(kind=StaffMailKind.INVITE, to=invite.email, invite=invite)


def mail_reset(user: User) -> None:
    """Mail this user the link behind which they choose another password."""
    _write(kind=StaffMailKind.RESET, to=user.email, user=user)


def say(*, to: str, subject: str, text: str) -> None:
    """Mail this text, which holds no secret, since it stands in the row until ``KEPT_FOR`` is over."""
    _write(kind=StaffMailKind.SAID, to=to, subject=subject, text=text)


def not_sent() -> list[StaffMail]:
    """Return the mails of this week that have not gone, without invites, which are shown by themselves."""
    since = timezone.now() - SHOWN_FOR
    waiting = StaffMail.objects.exclude(status=MailStatus.SENT).filter(written_at__gt=since)
    return list(waiting.exclude(kind=StaffMailKind.INVITE)[:50])


def remove_old() -> None:
    """Remove mails that were written more than ``KEPT_FOR`` ago."""
    StaffMail.objects.filter(written_at__lt=timezone.now() - KEPT_FOR).delete()


def _write(**values: Any) -> None:
    now = timezone.now()
    mail = StaffMail.objects.create(due_at=now, rung_at=now, **values)
    tasks.send_staff_mail.delay_on_commit(mail.pk)
