"""Gunicorn's worker of the site, which answers errors with the site's pages and logs no request."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from gunicorn import util
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.sync import SyncWorker

from kilowire.floor import error_pages
from kilowire.web.headers import FOR_EVERY_ANSWER
from kilowire.web.logs import log_what_ends_a_thread

TABLETS = "/field/"
PLACES_ON_THE_STACK = 16_400


def _with_a_large_stack(act: Callable[[], None]) -> None:
    """Run this with 100 KB of Python's stack in one piece.

    Python takes its stack from the system in pieces of 16 KB and gives back each at once, so that calls which
    happen to lie at the end of one ask the system for memory again and again: 3 of the 19 ms of a job's page.
    A function that may need more than a piece holds gets a larger one, and what it calls has the rest of it.
    """
    act()


_with_a_large_stack.__code__ = _with_a_large_stack.__code__.replace(co_stacksize=PLACES_ON_THE_STACK)


class GunicornWorker(SyncWorker):
    """A sync worker whose own error answers are the pages of ``error_pages``."""

    def init_process(self) -> None:
        log_what_ends_a_thread()
        super().init_process()

    def run(self) -> None:
        _with_a_large_stack(super().run)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        status = _status(exc)
        if status == 500:
            self.log.error("A request was not answered.", exc_info=sys.exc_info())
        else:
            self.log.warning("A request could not be read: %s", type(exc).__name__)
        try:
            util.write(client, _answer(status, as_json=_is_tablets(req or getattr(exc, "req", None))))
        except OSError:
            self.log.debug("The visitor was gone.")


def _status(exc: BaseException) -> int:
    if isinstance(exc, LimitRequestLine):
        return 414
    if isinstance(exc, LimitRequestHeaders):
        return 431
    if isinstance(exc, InvalidResponseHeader | InvalidResponseHeaderName):  # ours, not the visitor's
        return 500
    return 400 if isinstance(exc, ParseException) else 500


def _is_tablets(request: Any) -> bool:
    """Return whether a tablet's script asked, and no person who opens a page."""
    accepted = next((value for name, value in getattr(request, "headers", ()) if name == "ACCEPT"), "")
    return str(getattr(request, "path", "")).startswith(TABLETS) and "text/html" not in accepted


def _answer(status: int, *, as_json: bool) -> bytes:
    """Return a whole HTTP answer of this status, which closes the connection."""
    kind, content_type = ("json", "application/json") if as_json else ("html", "text/html; charset=utf-8")
    try:
        body = (error_pages.folder() / f"{status}.{kind}").read_bytes()
    except OSError:  # not written yet, or the disk is away
        body = b"{}\n" if as_json else error_pages.PAGES[status].title.encode()
    headers = {
        **FOR_EVERY_ANSWER,
        "Content-Security-Policy": error_pages.policy(),
        "Content-Type": content_type,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
    }
    if settings.HTTPS:
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{n}: {v}" for n, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
