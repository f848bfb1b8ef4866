"""What a failed request to a web service means for the message that it carried."""

from __future__ import annotations

import requests
from urllib3.exceptions import NewConnectionError

from kilowire.floor.outgoing.failures import AnswerLost, RefusedByServer, ServerAway

SERVERS_FAULT = 500
LATER = (401, 403, 408, 429)
"""Answers after which it may be taken later: a wrong key will be corrected, and a rush ends."""


def failure_of(broken: BaseException | None) -> Exception:
    """Return what a request without an answer means: ``ServerAway`` where no connection was made."""
    if isinstance(broken, requests.ConnectTimeout):
        return ServerAway()
    reason = getattr(next(iter(getattr(broken, "args", ())), None), "reason", None)
    return ServerAway() if isinstance(reason, NewConnectionError) else AnswerLost()


def refusal_of(status: int, words: str) -> Exception:
    """Return what an answer of 400 or above means."""
    later = status >= SERVERS_FAULT or status in LATER
    return ServerAway(words) if later else RefusedByServer(words)
