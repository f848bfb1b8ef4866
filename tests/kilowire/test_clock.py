"""The clock that tests are told: who hears it, who keeps the machine's own, and which one a commit draws."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from tests import clock
from tests.kilowire.test_suite import run_pytest

READS_THE_CLOCK = {"days_ago", "now", "localdate", "localtime", "today"}

pytestmark = [pytest.mark.once, pytest.mark.true_clock]

TOLD = """
import subprocess, sys
from datetime import datetime
import pytest
from django.utils import timezone

MACHINES = datetime.now().year

@pytest.fixture(scope="module")
def world(): return timezone.localtime()

def test_told(world):
    now = timezone.localtime()
    assert now.isoformat()[:16] == world.isoformat()[:16] == "2040-02-29T23:58"
    assert now > world

def test_still_the_same_module(world):
    assert timezone.localtime() > world

@pytest.mark.true_clock
def test_the_machines_own(): assert subprocess.run(["true"]) and datetime.now().year == MACHINES

def test_starts_a_process(): subprocess.run(["true"])
"""


def test_everybody_is_told_but_who_starts_a_process(tmp_path: Path) -> None:
    ran = run_pytest(tmp_path, TOLD, plugin="tests.clock", TEST_CLOCK="2040-02-29T23:58")
    assert "1 failed, 3 passed" in ran.stdout.splitlines()[-1], ran.stdout + ran.stderr
    assert "mark it true_clock" in ran.stdout


def test_nobody_is_told_another_clock_than_the_machines_own_unasked(tmp_path: Path) -> None:
    ran = run_pytest(tmp_path, TOLD, plugin="tests.clock", TEST_CLOCK=clock.TRUE)
    assert "1 failed, 3 passed" in ran.stdout.splitlines()[-1], ran.stdout + ran.stderr
    (failed,) = (line for line in ran.stdout.splitlines() if line.startswith("FAILED"))
    assert "test_told" in failed


def test_a_commit_draws_one_clock_and_all_commits_every_one() -> None:
    assert clock.drawn_clock(b"a486ceb") == clock.drawn_clock(b"a486ceb")
    every = {clock.drawn_clock(str(number).encode()) for number in range(600)}
    assert every == {f"{day}T{hour}" for day in clock.DAYS for hour in clock.HOURS}
    assert all(datetime.fromisoformat(each) for each in every)


def test_files_without_their_history_draw_one_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert clock.checked_out_commit() == b""
    monkeypatch.setenv("PATH", "")
    assert clock.checked_out_commit() == b""
    assert clock.drawn_clock(b"")


def calls_on_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made when the file is read: decorators and defaults, and no body of a function."""
    if isinstance(node, ast.Call):
        yield node
    if isinstance(node, ast.Lambda):
        return
    parts: Iterator[ast.AST] = ast.iter_child_nodes(node)
    if isinstance(node, ast.FunctionDef):
        parts = iter([*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)])
    for part in parts:
        yield from calls_on_import(part)


def test_no_test_reads_the_clock_before_it_is_told() -> None:
    """A day that stands in a table of cases is an ``Ago``: the table is read long before its tests run."""
    wrong = [
        f"{file.relative_to(settings.BASE_DIR)}:{call.lineno}"
        for file in (settings.BASE_DIR / "tests").rglob("*.py")
        for call in calls_on_import(ast.parse(file.read_text(encoding="utf-8")))
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in READS_THE_CLOCK
    ]
    assert not wrong
