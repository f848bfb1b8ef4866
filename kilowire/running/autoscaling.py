"""How many children the embedded site's worker has: one at rest, a second one while messages wait."""

from __future__ import annotations

from typing import Any

from celery.worker import autoscale

REST_SECONDS = 10.0  # Celery's 30 never pass: the canary is rung every 20


class Autoscaler(autoscale.Autoscaler):
    """Celery's own, but one that leaves starting and burying children to the pool's supervisor.

    With a broker that is polled, supervisor and autoscaler are two threads. Where both look after the
    children at once, the supervisor meets one that has not begun yet, fails, and ends the whole worker. It
    looks every 0.8 s by itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, keepalive=REST_SECONDS, **kwargs)

    def maybe_scale(self, req: Any = None) -> None:
        self._maybe_scale(req)
