"""A test that sleeps until its run is stopped; only ``test_suite`` asks for it, by its path."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from kilowire.running.supervision import Child

pytestmark = [pytest.mark.once, pytest.mark.true_clock]


def test_asleep() -> None:
    with Child("child", [sys.executable, "-c", "import signal; signal.pause()"]):
        Path(os.environ["ASLEEP"]).touch()
        signal.pause()
