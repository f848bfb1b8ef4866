"""The suite looks after itself: nothing is skipped on CI, and services of tests leave nothing behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.folders import OwnFolder, sweep

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

SKIPPING = """
import pytest

@pytest.mark.skip(reason="not today")
def test_marked(): ...

def test_while_running():
    pytest.skip("not here")
"""


@pytest.mark.parametrize(("ci", "outcome"), [("true", "1 failed, 1 error"), ("false", "2 skipped")])
def test_a_skip_is_a_failure_on_ci(tmp_path: Path, ci: str, outcome: str) -> None:
    ran = run_pytest(tmp_path, SKIPPING, plugin="tests.no_skips", CI=ci)
    assert outcome in ran.stdout.splitlines()[-1], ran.stdout + ran.stderr


def run_pytest(folder: Path, tests: str, *, plugin: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Run these tests alone, with the suite's settings and one of its plugins."""
    (folder / "test_alone.py").write_text(tests, encoding="utf-8")
    options = ["-c", os.devnull, "--rootdir", str(folder), "--ds", "tests.settings", "-p", plugin]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(folder)],
        cwd=settings.BASE_DIR,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )


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


@pytest.mark.faults
def test_a_run_that_is_stopped_leaves_nothing_and_sweeps_what_a_killed_one_left(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        killed, started, folders = sleeping_run(tmp_path, place)
        killed.kill()
        wait_until_gone(started)
        assert [folder for folder in folders if folder.exists()]
        stopped, started, more = sleeping_run(tmp_path, place)
        stopped.terminate()
        stopped.wait(60)
        wait_until_gone(started)
        assert not [folder for folder in [*folders, *more] if folder.exists()]
        assert not list(Path(place).iterdir())


def sleeping_run(folder: Path, place: str) -> tuple[subprocess.Popen[bytes], set[str], list[Path]]:
    """A run of the suite in the middle of a test, all the processes that it started, and its folders."""
    asleep = folder / "asleep"
    asleep.unlink(missing_ok=True)
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.run", "tests/kilowire/sleeper.py", "-n", "1", "-p", "no:cacheprovider"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "TMPDIR": place, "ASLEEP": str(asleep)},
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 240
    while not asleep.exists():
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)
    started = started_by(str(run.pid))
    lines = "".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in started)
    found = re.search(r"[^\0]*/kilowire-private-\w+", lines)
    assert found
    return run, {_once(pid) for pid in started}, [Path(found[0]), *Path(place).glob("kilowire-run-*")]


def started_by(pid: str) -> set[str]:
    """The processes that this one started, and those that they did."""
    own = {
        child
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    }
    return own.union(*map(started_by, own))


def _once(pid: str) -> str:
    """A process by its number and start: a number alone comes again."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else f"{pid} {fields[19]}"


def wait_until_gone(processes: set[str]) -> None:
    deadline = time.monotonic() + 30
    while left := {each for each in processes if _once(each.split()[0]) == each}:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


OWNER = """
import os, signal, sys
from tests.folders import OwnFolder
print(OwnFolder("kilowire-trial-", sys.argv[1]).path, flush=True)
signal.pause()
"""


def test_a_folder_is_swept_when_its_owner_is_gone_and_not_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    owner = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    theirs = Path(owner.stdout.readline().strip())
    ours = OwnFolder("kilowire-trial-", str(tmp_path))
    assert theirs.is_dir()
    owner.kill()
    owner.communicate()
    sweep("kilowire-trial-", str(tmp_path))
    assert list(tmp_path.iterdir()) == [ours.path]
    ours.remove()
    assert not list(tmp_path.iterdir())


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
