"""At most so many children at once on this machine, whichever process asks for them; the others wait."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

DOOR, WORKER = "door", "worker"
AT_ONCE = {DOOR: 2, WORKER: 2}
WAITS_S = {DOOR: 10.0, WORKER: 60.0}
LOOKS_EVERY_S = 0.01


class Busy(Exception):
    """Others had all the places for as long as anybody waits."""


@contextmanager
def a_place(whose: str) -> Iterator[None]:
    """Hold one of the places of the doors or of the worker; raise ``Busy`` where none became free in time."""
    place = _taken(whose)
    try:
        yield
    finally:
        os.close(place)  # which ends the lock, as the end of the process would


def _taken(whose: str) -> int:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + WAITS_S[whose]
    while time.monotonic() < until:
        for number in range(AT_ONCE[whose]):
            name = folder / f"opening-{whose}-{number}.lock"
            place = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(place)
            else:
                return place
        time.sleep(LOOKS_EVERY_S)
    raise Busy
