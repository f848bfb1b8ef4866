"""Hands over a message whose row is leased, by mail or by text, and records in the row what became of it.

While the server is away, the row waits with growing pauses. Where the server took a message and its answer
was lost, or the worker was killed just then, nobody knows whether it went: it is handed over once more, a
mail with the same Message-ID, and never a third time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from jobs.outbox.leases import Lease, LeaseLost
from kilowire.floor.outgoing.failures import AnswerLost, RefusedByServer, ServerAway
from kilowire.models import Mailed, MailStatus

logger = logging.getLogger(__name__)
REFUSED = "The mail server does not take this address; correct it and write again."
FAULT = (
    "KiloWire itself failed at this message; tell whoever looks after it: the worker's log has the details."
)
AWAY = "The mail server did not answer; the message waits."
TEXTS_AWAY = "The text service did not answer; the message waits."
UNSURE = "It was handed over twice and no answer came, so that it is not sent again by itself."
GIVEN_UP = "The server did not answer for five days."
GIVE_UP_AFTER = timedelta(days=5)
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 10, 3600
AT_MOST = 2
"""So often a message is handed over while no answer says that it was not taken."""


class CannotBeSent(Exception):
    """Sending failed for good; ``str()`` is the sentence that the office reads."""


def deliver(
    lease: Lease, row: Mailed, send: Callable[[], dict[str, Any]], *, away: str = AWAY, refused: str = REFUSED
) -> bool:
    """Call ``send``, which returns what to write in the row; return whether the message went.

    A failure is recorded in the row and, unless it is final, tried again.
    """
    if row.unsure >= AT_MOST:
        lease.fail(UNSURE)
        return False
    try:
        lease.note(unsure=row.unsure + 1)
        values = send()
    except LeaseLost:
        return False
    except CannotBeSent as final:
        lease.fail(str(final), unsure=row.unsure)
    except RefusedByServer as final:
        lease.fail(f"{refused} {final.words}".strip(), unsure=row.unsure, **_said(row, final.words))
    except ServerAway as waits:
        _wait(lease, row, away, unsure=row.unsure, **_said(row, waits.words))
    except AnswerLost:
        _wait(lease, row, away)
    except Exception:
        logger.exception("%s %s could not be sent", lease.model.__name__, lease.pk)
        lease.try_again(FAULT, unsure=row.unsure)
    else:
        return lease.finish(status=MailStatus.SENT, sent_at=timezone.now(), **values)
    return False


def pause_seconds(waits: int) -> int:
    """Return how long a message waits after so many pauses: 10 s, 20 s, 40 s … at most an hour."""
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(waits, 10))


def headers(kind: str, pk: int) -> dict[str, str]:
    """An id that stays the same when it is sent again; and that no person wrote it, so none answers it."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    return {"Message-ID": f"<{kind}-{pk}@{host}>", "Auto-Submitted": "auto-generated"}


def _wait(lease: Lease, row: Mailed, why: str, **values: Any) -> None:
    logger.warning("%s %s: the server did not answer", lease.model.__name__, lease.pk)
    if row.written_at < timezone.now() - GIVE_UP_AFTER:
        lease.fail(GIVEN_UP, **values)
    else:
        lease.wait(why, pause_seconds(row.waits), waits=row.waits + 1, **values)


def _said(row: Mailed, words: str) -> dict[str, str]:
    """Keep the server's words, where the row has a place for them."""
    return {"server_words": words[:400]} if hasattr(row, "server_words") else {}
