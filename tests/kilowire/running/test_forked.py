"""Programs that run in a fork: they share what is loaded, hold nothing of their parent's, and end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

PARENT = """
import signal, sys
from pathlib import Path
from kilowire.running.forked import forked
from kilowire.running.supervision import Child

kept_open = open("/dev/zero")
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = forked(Child("guest", [sys.executable, "-m", "guest", "a", "b"], log=Path(sys.argv[1])))
child.start()
print(child.process.pid, flush=True)
print(child.wait(), flush=True)
"""
GUEST = """
import os, signal, sys
print(sys.argv, os.getcwd(), "django.db" in sys.modules, os.getpgrp() == os.getpid())
print(sorted(os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if int(fd) < 3))
print("zero is open:", any(os.path.exists(f"/proc/self/fd/{fd}") for fd in range(3, 20)))
print(open("/proc/self/comm").read().strip(), signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, flush=True)
if os.environ.get("WAITS"):
    signal.pause()
sys.exit(7)
"""


def started(folder: Path, **given: str) -> subprocess.Popen[str]:
    """A process that runs the module ``guest`` in a fork, and prints its number and its exit code."""
    (folder / "guest.py").write_text(GUEST, encoding="utf-8")
    environment = {**os.environ, **given, "PYTHONPATH": f"{folder}:{settings.BASE_DIR}"}
    return subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder / "log")],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )


def until_gone(pid: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and "Z" not in _state(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_a_program_runs_in_a_fork_as_if_it_were_started(tmp_path: Path) -> None:
    parent = started(tmp_path)
    said, _ = parent.communicate(timeout=60)
    assert said.split()[1] == "7"
    lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(f"'a', 'b'] {settings.BASE_DIR} True True")
    assert lines[1] == str(sorted(["/dev/null", *[str(tmp_path / "log")] * 2]))
    assert lines[2] == "zero is open: False"
    assert lines[3] == "kilowire-guest True"


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    parent = started(tmp_path, WAITS="1")
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    yield parent, child
    parent.kill()
    parent.communicate()


@pytest.mark.faults
def test_a_fork_ends_when_its_parent_is_killed(waiting: tuple[subprocess.Popen[str], int]) -> None:
    parent, child = waiting
    parent.kill()
    until_gone(child)


def test_a_fork_can_be_told_to_end(waiting: tuple[subprocess.Popen[str], int]) -> None:
    parent, child = waiting
    os.kill(child, signal.SIGTERM)
    said, _ = parent.communicate(timeout=60)
    assert said == "-15\n"


def test_what_is_shared_is_loaded_without_the_pdf_engine() -> None:
    """Only the child that makes a paper loads it; everybody else would hold it for nothing."""
    code = (
        "import django, gc, sys; django.setup()\n"
        "from kilowire.running.forked import NEEDED_BY, load_what_is_shared\n"
        "load_what_is_shared(NEEDED_BY)\n"
        "print(gc.get_freeze_count() > 100_000, 'jobs.papers.tasks' in sys.modules,\n"
        "      'kilowire.wsgi' in sys.modules, 'weasyprint' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "True", "True", "False"]
