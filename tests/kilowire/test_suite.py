"""The suite looks after itself: nothing is skipped on CI, and services of tests leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

SKIPPING = """
import pytest

@pytest.mark.skip(reason="not today")
def test_marked(): ...

def test_while_running():
    pytest.skip("not here")
"""


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 failed, 1 error"), ("false", "2 skipped")])
def test_a_skip_is_a_failure_on_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    (tmp_path / "test_skipping.py").write_text(SKIPPING, encoding="utf-8")
    options = ["-c", os.devnull, "--rootdir", str(tmp_path), "--ds", "tests.settings", "-p", "tests.no_skips"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(tmp_path)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in ran.stdout.splitlines()[-1], ran.stdout + ran.stderr


def started_services() -> tuple[subprocess.Popen[str], Path]:
    """Private services and their folder, as the first line that they print tells it."""
    services = subprocess.Popen(
        [sys.executable, "-m", "tests.private_services"],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert services.stdout is not None
    lines = [services.stdout.readline() for _ in range(2)]
    assert lines[0].startswith("export DATABASE_URL='postgres://")
    assert lines[1].startswith("export CELERY_BROKER_URL='redis+socket://")
    socket = lines[1].removeprefix("export CELERY_BROKER_URL='redis+socket://").partition("?")[0]
    return services, Path(socket).parent.parent


@pytest.mark.faults
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_private_services_leave_nothing_behind(how: signal.Signals) -> None:
    services, folder = started_services()
    assert len(processes_in(folder)) >= 2
    services.send_signal(how)
    services.communicate(timeout=30)
    assert not folder.exists()
    assert processes_in(folder) == []


@pytest.mark.faults
def test_private_services_end_with_whoever_started_them() -> None:
    services, folder = started_services()
    services.kill()
    services.communicate()
    deadline = time.monotonic() + 15
    while left := processes_in(folder):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    shutil.rmtree(folder)


def processes_in(folder: Path) -> list[str]:
    """The command lines that name this folder."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            line = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line.replace("\0", " "))
    return found
