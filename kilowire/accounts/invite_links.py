"""Links of invites: the token is the row's id signed with ``SECRET_KEY``, derived and never stored."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from kilowire.models import Invite

_SIGNER = "kilowire invite"


def link_of(invite: Invite) -> str:
    """Return the whole address that the mail of this invite leads to."""
    token = _signer().sign(str(invite.pk))
    return f"{settings.PUBLIC_URL}{reverse('invited', args=[token])}"


def open_invite(token: str) -> Invite | None:
    """Return the invite whose link this is, while it opens."""
    try:
        pk = int(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Invite.objects.live(timezone.now()).filter(pk=pk).first()


def _signer() -> Signer:
    return Signer(salt=_SIGNER, sep=".")
