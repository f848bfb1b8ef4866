"""Watches the site's processes: restarts those that ended, and a worker that no longer takes messages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from jobs.models.canary import Canary
from kilowire.running.health import CANARY_LIVES
from kilowire.running.supervision import Child

LOOK_SECONDS = 0.5
LISTEN_SECONDS = 5.0
LONGEST_REST_SECONDS = 30.0
STEADY_SECONDS = 60.0


def canary_stamped_since(moment: datetime) -> bool:
    """Return whether the worker has stamped the canary since then."""
    close_old_connections()
    return Canary.objects.filter(stamped_at__gte=moment).exists()


class Watch:
    """Keeps children running; waits longer before each restart of one that keeps ending."""

    def __init__(self, children: Mapping[str, Child], say: Callable[[str], object]) -> None:
        self.children, self.say = children, say
        self.rests = dict.fromkeys(children, 0.0)
        self.listened_at = time.monotonic()

    def forever(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            self.start_what_ended()
            if time.monotonic() - self.listened_at > LISTEN_SECONDS:
                self.listened_at = time.monotonic()
                self.restart_what_is_deaf()

    def start_what_ended(self) -> None:
        for name, child in self.children.items():
            lived = time.monotonic() - child.started_at
            if child.is_alive() or lived < self.rests[name]:
                continue
            self.rests[name] = 1.0 if lived > STEADY_SECONDS else min(2 * lived + 1, LONGEST_REST_SECONDS)
            self.say(f"The {name} ended and is started again.")
            child.start()

    def restart_what_is_deaf(self, *, lives: timedelta = CANARY_LIVES) -> bool:
        """Restart worker and beat if the canary was not stamped for ``lives``; return whether it did.

        Children that were started within that time get more time.
        """
        pair = [child for name, child in self.children.items() if name in ("worker", "beat")]
        if min(time.monotonic() - child.started_at for child in pair) < lives.total_seconds():
            return False
        try:
            if canary_stamped_since(timezone.now() - lives):
                return False
        except DatabaseError:  # without its database no worker can stamp it; a restart would not help
            return False
        self.say("The worker has not done any work for a while and is started again.")
        for child in pair:
            child.stop(patience=3.0)
            child.start()
        return True
