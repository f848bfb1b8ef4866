"""Logs for operators: one JSON object per line with the request's id, without names, addresses or tokens.

A request is logged by its route (``jobs/<str:job_number>/``), because a path may be a homeowner's link. An
exception is logged by its type and its place, because its message may quote what somebody typed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.config import dictConfig
from traceback import extract_tb
from types import TracebackType
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from kilowire.web.libraries_words import may_be_written, place

REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PRIVATE = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"\+?\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b"), "[phone]"),
    (
        re.compile(rf"(?<![\w-])(?!{UUID})(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{{20,}}(?![\w-])"),
        "[token]",
    ),
    (re.compile(r"(://[^:/@\s]*):[^@/\s]+@"), r"\1:[password]@"),
)
NAMES_OF_THE_SCHEMA = re.compile(r"(?:constraint failed|no such table|no such column): [\w., ]+")
VALUE = re.compile(r'(?<!constraint )(?<!relation )(?<!column )(?<!violates )"[^"]*"')
FIELDS = ("route", "method", "status", "ms", "user", "task_id", "task_name", "job", "document", "attempt")

request_id: ContextVar[str] = ContextVar("request_id", default="-")
access = logging.getLogger("kilowire.access")


class RequestLog:
    """Middleware that gives each request an id, or keeps the proxy's, and logs one line per response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            if request.resolver_match is not None or response.status_code >= 400:
                access.info("answered", extra=_answer(request, response, began))
            return response
        finally:
            request_id.reset(token)


def _answer(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, Any]:
    session_was_read = hasattr(request, "_cached_user")  # loading the user would cost a query
    return {
        "method": request.method,
        "route": route(request),
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        "user": request.user.pk if session_was_read else None,
    }


def route(request: HttpRequest) -> str:
    """Return the route of a request, without the values of its parameters."""
    match = getattr(request, "resolver_match", None)
    return str(match.route) if match is not None else "(no such page)"


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class NothingPrivate(logging.Filter):
    """Filter that lets pass what we say and what libraries may say, without numbers, addresses and tokens.

    Of any other sentence of a library only its place is written: it may quote a file or a request.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "nothing_private"):  # a second handler's turn
            return True
        record.nothing_private = True
        request, task = getattr(record, "request", None), getattr(record, "data", None)
        if isinstance(request, HttpRequest):
            record.msg, record.args = f"{getattr(record, 'status_code', '')} {route(request)}".strip(), ()
        elif (
            isinstance(task, dict) and "exc" in task
        ):  # Celery's message quotes the exception and the task's arguments
            record.task_id, record.task_name = task.get("id"), task.get("name")
            record.msg, record.args = f"the task {task.get('description', 'failed')}", ()
        elif not may_be_written(record):
            record.msg, record.args = place(record), ()
        else:
            record.msg, record.args = without_private(record.getMessage()), ()
        return True


def configure(config: dict[str, Any]) -> None:
    """Set up logging, and write warnings to the log as well."""
    dictConfig(config)
    logging.captureWarnings(capture=True)


def log_what_ends_a_thread() -> None:
    """Log an exception that nobody catches by its type and place; Python would print what it says."""
    sys.excepthook = _ended_by
    threading.excepthook = lambda given: _ended_by(given.exc_type, given.exc_value, given.exc_traceback)


def _ended_by(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), trace)
    else:
        logging.getLogger("kilowire").critical("ended", exc_info=(kind, error, trace))


def without_private(text: str) -> str:
    for pattern, word in PRIVATE:
        text = pattern.sub(word, text)
    return text


class JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
        }
        line |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=str)


class TextLine(logging.Formatter):
    """The same as text for a terminal."""

    def formatException(self, exc_info: Any) -> str:  # noqa: N802 - the name is logging's
        return json.dumps(_exception(exc_info[1]), indent=1)


def _exception(error: BaseException) -> dict[str, Any]:
    """Return type and place; of a database error also what it says of the schema, without values."""
    kind = type(error)
    told: dict[str, Any] = {
        "type": f"{kind.__module__}.{kind.__qualname__}",
        "at": [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)[-12:]
        ],
    }
    if isinstance(error, DatabaseError) and str(error):
        told["says"] = _database_words(str(error).splitlines()[0])
    if error.__cause__ is not None:
        told["because"] = f"{type(error.__cause__).__module__}.{type(error.__cause__).__qualname__}"
    return told


def _database_words(line: str) -> str:
    """Return the line without values: PostgreSQL quotes them, or writes them behind a colon."""
    if NAMES_OF_THE_SCHEMA.search(line):
        return line
    return VALUE.sub('"…"', line.partition(": ")[0])
