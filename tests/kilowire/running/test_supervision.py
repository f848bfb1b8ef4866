"""Children end with their parent, and with all that they started; what ends or goes deaf is started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from jobs.models.canary import Canary
from kilowire.running.supervision import Child
from kilowire.running.watch import Watch

pytestmark = pytest.mark.true_clock

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
STUBBORN = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if grandchild := os.fork():
    print(grandchild, flush=True)
signal.pause()
"""
PARENT = """
import sys
from kilowire.running.supervision import Child
child = Child("child", [sys.executable, "-c", "import signal; signal.pause()"])
child.start()
print(child.process.pid, flush=True)
child.wait()
"""


def until(true: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"  # dead, and waiting for whoever inherited it to look


def test_stopping_ends_what_does_not_want_to_and_what_it_started(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child("stubborn", [sys.executable, "-c", STUBBORN], log=log)
    child.start()
    until(lambda: log.read_text(encoding="utf-8").strip().isdigit())
    grandchild = int(log.read_text(encoding="utf-8"))
    child.stop(patience=0.2)
    until(lambda: is_gone(grandchild))
    assert not child.is_alive()


@pytest.mark.once
@pytest.mark.faults
def test_a_child_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not is_gone(child)
    parent.kill()
    parent.communicate()
    until(lambda: is_gone(child))


def test_a_command_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="false ended with 1"):
        Child("false", ["false"]).run()


@pytest.fixture
def children() -> Iterator[dict[str, Child]]:
    children = {name: Child(name, FOREVER) for name in ("web", "worker", "beat")}
    for child in children.values():
        child.start()
    yield children
    for child in children.values():
        child.kill()


def pids(children: dict[str, Child]) -> dict[str, int]:
    return {name: child.process.pid for name, child in children.items() if child.process}


def test_what_ended_is_started_again(children: dict[str, Child]) -> None:
    said: list[str] = []
    watch = Watch(children, said.append)
    before = pids(children)
    os.kill(before["web"], signal.SIGKILL)
    until(lambda: not children["web"].is_alive())
    watch.start_what_ended()
    assert children["web"].is_alive()
    assert pids(children) | {"web": 0} == before | {"web": 0}
    assert said == ["The web ended and is started again."]


def test_what_keeps_ending_is_given_a_rest(children: dict[str, Child]) -> None:
    said: list[str] = []
    watch = Watch(children, said.append)
    children["web"].command = ["false"]
    children["web"].kill()
    watch.start_what_ended()
    until(lambda: not children["web"].is_alive())
    watch.start_what_ended()
    watch.start_what_ended()
    assert len(said) == 1


@pytest.mark.parametrize(("silent_for", "restarts"), [(10, False), (100, True)])
def test_a_worker_that_is_alive_and_deaf_is_started_again(
    children: dict[str, Child], transactional_db: None, silent_for: int, restarts: bool
) -> None:
    Canary.objects.update_or_create(
        pk=1, defaults={"stamped_at": timezone.now() - timedelta(seconds=silent_for)}
    )
    for child in children.values():
        child.started_at -= 120
    before = pids(children)
    assert Watch(children, print).restart_what_is_deaf() is restarts
    after = pids(children)
    assert (after["worker"] != before["worker"]) is restarts
    assert (after["beat"] != before["beat"]) is restarts
    assert after["web"] == before["web"]


def test_a_worker_that_has_just_started_is_given_time(
    children: dict[str, Child], transactional_db: None
) -> None:
    Canary.objects.all().delete()
    before = pids(children)
    assert not Watch(children, print).restart_what_is_deaf()
    assert pids(children) == before
