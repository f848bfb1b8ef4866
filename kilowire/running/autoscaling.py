"""Autoscaler of the embedded site's worker: one process at rest, a second one while messages wait."""

from __future__ import annotations

from typing import Any

from celery.worker import autoscale

REST_SECONDS = 10.0  # Celery's 30 would never pass: the canary is sent every 20


class Autoscaler(autoscale.Autoscaler):
    """Celery's autoscaler without the upkeep of processes, which the pool's supervisor does.

    With a broker that is polled, supervisor and autoscaler are two threads. If both maintain the pool at
    once, the supervisor finds a process that has not begun, fails, and ends the whole worker. It checks the
    pool every 0.8 s by itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, keepalive=REST_SECONDS, **kwargs)

    def maybe_scale(self, req: Any = None) -> None:
        self._maybe_scale(req)
