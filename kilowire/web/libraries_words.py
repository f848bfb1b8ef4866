"""What libraries may write into the log: sentences without a word of a person, a file or a request."""

from __future__ import annotations

import logging
import re
from pathlib import Path

OURS = frozenset({"kilowire", "jobs", "assessments", "permits", "utility_requests"})
"""Our own loggers are given ids, so what they say is written, less what looks like a number or a token."""

MAY_PASS = {
    "gunicorn.error": {
        "A request could not be read: %s",
        "A request was not answered.",
        "Autorestarting worker after current request.",
        "Booting worker with pid: %s",
        "Exception in worker process",
        "Handling signal: %s",
        "Hang up: %s",
        "Listening at: %s (%s)",
        "Parent changed, shutting down: %s",
        "Shutting down: %s",
        "Socket error processing request.",
        "Starting gunicorn %s",
        "Unhandled exception in main loop",
        "Using worker: %s",
        "WORKER TIMEOUT (pid:%s)",
        "Worker (pid:%s) exited with code %s.",
        "Worker (pid:%s) was sent %s!",
        "Worker exiting (pid: %s)",
        "Worker failed to boot.",
    },
    "celery.app.trace": {"Task %(name)s[%(id)s] succeeded in %(runtime)ss: %(return_value)s"},
    "celery.apps.worker": {"%s ready."},
    "celery.beat": {
        "Scheduler: Sending due task %s (%s)",
        "beat: Connection error: %s. Trying again in %s seconds...",
        "beat: Shutting down...",
        "beat: Starting...",
    },
    "celery.worker.consumer.consumer": {"consumer: Cannot connect to %s: %s.\n%s\n", "%s (%r)"},
    "celery.worker.autoscale": {"Scaling up %s processes.", "Scaling down %s processes."},
    "celery.worker.consumer.connection": {"Connected to %s"},
    "celery.worker.strategy": {"Task %(name)s[%(id)s] received"},
}
"""The sentences of each library's logger, as it writes them, before their values are filled in."""

WARNING = re.compile(r"[\w./-]+:\d+: \w+")
"""How Python begins the text of a warning: its place and its class."""


def may_be_written(record: logging.LogRecord) -> bool:
    """Return whether this sentence is ours or one of a library's that may pass."""
    return record.name.partition(".")[0] in OURS or record.msg in MAY_PASS.get(record.name, ())


def place(record: logging.LogRecord) -> str:
    """Return where a sentence that may not pass was said, so that it can be looked up."""
    if warning := WARNING.match(record.getMessage() if record.name == "py.warnings" else ""):
        return f"not written here: {warning.group()}"
    path = Path(record.pathname)
    return f"not written here: {path.parent.name}/{path.name}:{record.lineno}"
