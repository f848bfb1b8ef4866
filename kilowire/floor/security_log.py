"""The security log: who came in, who was refused, and who changed what protects the site.

It is a log of its own, one JSON object on each line, and the only one that has the client's address. It names
people and rows by their ids and never by a name, an e-mail or a token.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from enum import StrEnum

from django.db import transaction

log = logging.getLogger("kilowire.security")
address: ContextVar[str | None] = ContextVar("client_address", default=None)
"""Where the request comes from that this thread answers; None outside of requests."""


class Happened(StrEnum):
    """Everything that the security log tells."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGN_IN_FAILED = "sign-in failed"
    TOO_MANY_TRIES = "too many tries"
    ASKED_AGAIN = "password or second factor given again"
    SECOND_FACTOR_FAILED = "second factor failed"
    SECOND_FACTOR_USED = "second factor used"
    SECOND_FACTOR_ADDED = "second factor added"
    SECOND_FACTOR_REMOVED = "second factor removed"
    RECOVERY_CODES_MADE = "recovery codes made again"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - what happened
    PASSWORD_RESET = "password reset by mail"  # noqa: S105 - as above
    RESET_ASKED = "reset mail asked for"
    EMAIL_CHANGED = "e-mail changed"
    INVITED = "person invited"
    INVITE_WITHDRAWN = "invite withdrawn"
    SESSIONS_ENDED = "sessions ended"
    SECOND_FACTOR_RESET = "second factor reset"
    USER_MADE = "user made"
    USER_CHANGED = "user changed"
    LINK_MADE = "homeowner's link made"
    LINK_MAILED = "homeowner's link mailed"
    LINK_REVOKED = "homeowner's link revoked"
    CODE_ASKED = "one-time code asked for"
    CODE_FAILED = "one-time code failed"
    PAPERS_OPENED = "papers opened with a code"
    PAPERS_CLOSED = "papers closed"
    EXPORTED = "exported"
    ZIP_BROUGHT_IN = "tablet's zip brought in"
    REFUSED = "access refused"


def tell(happened: Happened, **ids: str | int | None) -> None:
    """Write a line at once, for what cannot be undone: a failure, a refusal, a sign-in."""
    _write(happened, address.get(), ids)


def tell_on_commit(happened: Happened, **ids: str | int | None) -> None:
    """Write a line when the act's transaction is committed, and none where it is not."""
    came_from = address.get()
    transaction.on_commit(lambda: _write(happened, came_from, ids))


def _write(happened: Happened, came_from: str | None, ids: dict[str, str | int | None]) -> None:
    log.info(happened.value, extra={"security": {"address": came_from, **ids}})
