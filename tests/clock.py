"""The clock that tests are told: ``TEST_CLOCK=2028-02-29T22:30`` is that minute in California; it goes on.

Each module begins at that minute. A process has the machine's own clock: whoever starts one is marked
``true_clock`` and is told no other, as are all that Chromium opens. Anybody else who starts one fails.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

TEST_CLOCK = "TEST_CLOCK"
PACIFIC = ZoneInfo("America/Los_Angeles")
STARTS_A_PROCESS = frozenset({"subprocess.Popen", "os.posix_spawn", "os.exec"})
ASKS_NO_CLOCK = frozenset({"ldconfig", "gcc", "ld", "objdump"})  # ctypes looks for the PDF engine's libraries
IS_TOLD_THE_TIME = "starter.py"  # opens files; what it must know of the time is said with each file
TRUE = "true"
OF_THE_MACHINE = ("true_clock", "browser")  # markers
DAYS = {
    "2026-11-26": "Thanksgiving; the Friday after it is closed at the city and open at the utility",
    "2027-03-14": "the clocks go forward",
    "2027-07-02": "a Friday before a holiday",
    "2027-11-06": "the day before the clocks go back",
    "2027-11-07": "the clocks go back",
    "2027-12-31": "the year ends",
    "2028-02-29": "a leap day",
}
HOURS = ("00:05", "09:30", "16:05", "22:30", "23:58")  # from 16:00 or 17:00 on it is tomorrow in UTC


@dataclass
class Current:
    """What the test that runs is told: when its module began, or None where it has the machine's clock."""

    module_began_at: datetime | None = None


CURRENT = Current()


class ToldClock:
    """A pytest plugin that sets the clock for one test after the other."""

    def __init__(self, told: str) -> None:
        self.begins_at = datetime.fromisoformat(told).replace(tzinfo=PACIFIC).astimezone(UTC)
        self.module, self.since = "", 0.0
        self.is_told = False
        self.started: list[str] = []
        sys.addaudithook(self._notice)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Tell the clock from the first fixture to the last."""
        CURRENT.module_began_at = None
        module = item.nodeid.partition("::")[0]
        if module != self.module:
            self.module, self.since = module, time.monotonic()
        self.started.clear()
        if any(item.get_closest_marker(name) for name in OF_THE_MACHINE):
            return (yield)
        now = self.begins_at + timedelta(seconds=time.monotonic() - self.since)
        self.is_told = True
        CURRENT.module_began_at = self.begins_at
        try:
            with time_machine.travel(now, tick=True):
                return (yield)
        finally:
            self.is_told = False

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        result = yield
        started = self.started.copy()
        self.started.clear()
        if started:
            pytest.fail(f"“{started[0]}” was started and has the machine's own clock: mark it true_clock.")
        return result

    def _notice(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.is_told or event not in STARTS_A_PROCESS or _needs_no_clock(arguments):
            return
        self.started.append(str(arguments[0]))


def moved_by() -> float:
    """How many seconds the clock of this moment is ahead of the machine's."""
    escape = time_machine.escape_hatch
    return time.time() - escape.time.time() if escape.is_travelling() else 0.0


def _needs_no_clock(arguments: tuple[object, ...]) -> bool:
    """Whether what starts here asks nobody what time it is."""
    words = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], list) else []
    return Path(str(arguments[0])).name in ASKS_NO_CLOCK or (
        bool(words) and Path(str(words[-1])).name == IS_TOLD_THE_TIME
    )


def pytest_configure(config: pytest.Config) -> None:
    """Set the clock for this run of pytest, where the environment says one."""
    told = os.environ.get(TEST_CLOCK, TRUE)
    if told != TRUE:
        config.pluginmanager.register(ToldClock(told), "told-clock")


def drawn_clock(commit: bytes) -> str:
    """A clock of the pool: the same for the same commit, the next one for another."""
    number = int(hashlib.sha256(commit).hexdigest(), 16)
    return f"{list(DAYS)[number % len(DAYS)]}T{HOURS[number // len(DAYS) % len(HOURS)]}"


def checked_out_commit() -> bytes:
    """The commit that is checked out; nothing where the files came without their history."""
    try:
        asked = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=False)
    except FileNotFoundError:
        return b""
    return asked.stdout.strip()
