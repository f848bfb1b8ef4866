"""Forty people press at the same instant: one act in threads, each on its own connection."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from django.db import connections

from kilowire.floor.refusals import Refused

AT_ONCE = 40
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """The result of each press: results of those that were let through, sentences of those refused."""

    done: list[Any]
    refused: list[str]


def at_once(act: Callable[[int], Any], times: int = AT_ONCE) -> Outcome:
    """Call ``act(n)`` from so many threads together; anything but a result or a refusal is raised."""
    gate = Barrier(times)

    def press(number: int) -> tuple[bool, Any]:
        try:
            gate.wait(PATIENCE_SECONDS)
            return True, act(number)
        except Refused as refusal:
            return False, str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as people:
        pressed = list(people.map(press, range(times)))
    return Outcome([what for ok, what in pressed if ok], [what for ok, what in pressed if not ok])
