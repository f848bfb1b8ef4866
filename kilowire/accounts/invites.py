"""Invites: the owner gives name, address and role; the person chooses a password behind a mailed link."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

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
    now, token = timezone.now(), secrets.token_urlsafe(32)
    _open().filter(email=email).update(withdrawn_at=now)
    made = Invite.objects.create(
        name=name, email=email, role=role, token_hash=_hash(token), invited_by=by, ends_at=now + OPEN_FOR
    )
    tell_on_commit(Happened.INVITED, user=by.pk, invite=made.pk, role=role)
    transaction.on_commit(lambda: _mail(made, token))
    return made


@transaction.atomic
def withdraw_invite(*, invite: Invite, by: User) -> None:
    """End an invite that was not used."""
    if not _open().filter(pk=invite.pk).update(withdrawn_at=timezone.now()):
        raise Refused("This invite is over already.")
    tell_on_commit(Happened.INVITE_WITHDRAWN, user=by.pk, invite=invite.pk)


def open_invite(token: str) -> Invite | None:
    """Return the invite whose link this is, while it opens."""
    return _open().filter(token_hash=_hash(token), ends_at__gt=timezone.now()).first()


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
    """Return the invites that were not used and still open."""
    return list(_open().filter(ends_at__gt=timezone.now()))


def _open() -> QuerySet[Invite]:
    return Invite.objects.filter(used_at=None, withdrawn_at=None)


def _mail(invite: Invite, token: str) -> None:
    link = f"{settings.PUBLIC_URL}{reverse('invited', args=[token])}"
    body = render_to_string("account/email/invite.txt", {"invite": invite, "link": link})
    send_mail("Your account at KiloWire", body, None, [invite.email])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
