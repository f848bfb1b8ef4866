"""The mail back end of a provider that django-anymail knows; its failures are told apart as ours are."""

from __future__ import annotations

from collections.abc import Sequence

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from kilowire.floor.outgoing.failures import RefusedByServer
from kilowire.floor.outgoing.web import failure_of, refusal_of


class ProviderBackend(BaseEmailBackend):
    """Sends through the back end that ``MAIL_PROVIDER`` names."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        backend = get_connection(f"anymail.backends.{settings.MAIL_PROVIDER}.EmailBackend")
        try:
            return backend.send_messages(email_messages) or 0
        except AnymailRecipientsRefused as refusal:
            raise RefusedByServer("The provider does not take this address.") from refusal
        except AnymailAPIError as failure:
            raise _told_apart(failure) from failure


def _told_apart(failure: AnymailAPIError) -> Exception:
    if failure.status_code is None:
        return failure_of(failure.__cause__)
    return refusal_of(int(failure.status_code), next(iter(str(failure).splitlines()), ""))
