"""Waiting for something to become true: looked at again and again, and never for longer than agreed."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

LOOK_EVERY_SECONDS = 0.1
PATIENCE_SECONDS = 180
"""What a machine with two busy cores may need; a quiet one is done long before."""


def wait_until(
    true: Callable[[], object], *, within: float, meanwhile: Callable[[], None] | None = None
) -> None:
    """Return as soon as it is true; after ``within`` seconds say what was waited for."""
    deadline, never = time.monotonic() + within, Event()
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"Not within {within} s: {true}")
        if meanwhile:
            meanwhile()
        never.wait(LOOK_EVERY_SECONDS)
