"""Invites: the owner gives name, address and role; the person chooses a password behind a mailed link."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from kilowire.accounts.staff_mails import mail_invite
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.security_log import Happened, tell_on_commit
from kilowire.models import Invite, User

OPEN_FOR = timedelta(hours=24)
OVER = "This link is over: it opens for 24 hours and once. Ask for another invite."


@transaction.atomic
def invite(*, name: str, email: str, role: str, by: User) -> Invite:
    """Invite somebody by mail; an earlier open invite to the same address ends.

    Refused where somebody signs in with this address already.
    """
    email = email.lower()
    if User.objects.filter(email=email).exists():
        raise Refused("Somebody signs in with this address already.", field="email")
    now = timezone.now()
    Invite.objects.open().filter(email=email).update(withdrawn_at=now)
    made = Invite.objects.create(name=name, email=email, role=role, invited_by=by, ends_at=now + OPEN_FOR)
    tell_on_commit(Happened.INVITED, user=by.pk, invite=made.pk, role=role)
    mail_invite(made)
    return made


@transaction.atomic
def withdraw_invite(*, invite: Invite, by: User) -> None:
    """End an invite that was not used."""
    if not Invite.objects.open().filter(pk=invite.pk).update(withdrawn_at=timezone.now()):
        raise Refused("This invite is over already.")
    tell_on_commit(Happened.INVITE_WITHDRAWN, user=by.pk, invite=invite.pk)


@transaction.atomic
def accept(*, invite: Invite, password: str) -> User:
    """Make the user, with a verified address: the link came by mail. Refused where the invite is over."""
    row = locked(invite)
    if row.used_at or row.withdrawn_at or row.ends_at <= timezone.now():
        raise Refused(OVER)
    if User.objects.filter(email=row.email).exists():
        raise Refused("Somebody signs in with this address already.")
    user = User.objects.create_user(row.email, password, name=row.name, role=row.role)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    tell_on_commit(Happened.USER_MADE, user=row.invited_by_id, made=user.pk, role=user.role)
    return user


def waiting() -> list[Invite]:
    """Return the invites that were not used and still open, with their mails."""
    return list(Invite.objects.live(timezone.now()).select_related("mail"))
