"""Sends an e-mail whose row is leased, and records in the row what became of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from jobs.outbox.leases import Lease
from kilowire.models import MailStatus

logger = logging.getLogger(__name__)
REFUSED = "The mail server does not take this address; correct it and write again."
FAULT = (
    "KiloWire itself failed at this message; tell whoever looks after it: the worker's log has the details."
)
AWAY = "The mail server did not answer; the message waits."


class CannotBeSent(Exception):
    """Sending failed for good; ``str()`` is the sentence that the office reads."""


def deliver(lease: Lease, made: Callable[[], EmailMessage]) -> None:
    """Make the e-mail and send it; a failure is recorded in the row and, unless it is final, tried again."""
    row = f"{lease.model.__name__} {lease.pk}"
    try:
        made().send()
    except (CannotBeSent, SMTPRecipientsRefused) as final:
        lease.fail(REFUSED if isinstance(final, SMTPRecipientsRefused) else str(final))
    except (SMTPException, OSError):
        logger.warning("%s: the mail server did not answer", row)
        lease.try_again(AWAY)
    except Exception:
        logger.exception("%s could not be sent", row)
        lease.try_again(FAULT)
    else:
        lease.finish(status=MailStatus.SENT, sent_at=timezone.now())


def headers(kind: str, pk: int) -> dict[str, str]:
    """An id that stays the same when it is sent again; and that no person wrote it, so none answers it."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return {"Message-ID": f"<{kind}-{pk}@{host}>", "Auto-Submitted": "auto-generated"}
