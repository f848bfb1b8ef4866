"""Measure the memory of the processes of ``up``: while the demo's papers are made, and at rest afterwards."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kilowire.running.supervision import Child  # noqa: E402 - after the path

BUDGET_MB = 350
REST_S = 60
PATIENCE_S = 900
POLL_S = 1.0
NOT_MADE = """
  SELECT count(*) FROM jobs_document
  WHERE status IN ('rendering', 'waiting') AND error = ''
"""


def processes(mark: bytes) -> dict[int, str]:
    """Return the names of the processes that have ``mark`` in their environment, by process id."""
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "environ").read_bytes() + b"\0":
                found[int(folder.name)] = (folder / "comm").read_text(encoding="utf-8").strip()
        except OSError:  # the process has ended meanwhile, or belongs to another account
            continue
    return found


def pss_mb(pid: int) -> float:
    """Return a process's proportional set size in MB: its own memory and its part of each shared page."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def held(mark: bytes) -> list[tuple[str, float]]:
    return [(name, pss_mb(pid)) for pid, name in sorted(processes(mark).items())]


def total(holding: list[tuple[str, float]]) -> float:
    return sum(megabytes for _, megabytes in holding)


def environment(var: Path) -> dict[str, str]:
    """Return the environment of a site that runs with default settings alone."""
    return {"PATH": os.environ["PATH"], "KILOWIRE_VAR": str(var), "PYTHONUNBUFFERED": "1"}


def wait_until_it_runs(log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while "KiloWire runs at" not in log.read_text(encoding="utf-8"):
        if time.monotonic() > deadline:
            sys.exit(f"memory: the site did not start: {log.read_text(encoding='utf-8')}")
        time.sleep(POLL_S)


def most_while_papers_are_made(var: Path, mark: bytes) -> list[tuple[str, float]]:
    most, deadline = held(mark), time.monotonic() + PATIENCE_S
    with closing(sqlite3.connect(var / "kilowire.sqlite3")) as database:
        while database.execute(NOT_MADE).fetchone()[0]:
            if time.monotonic() > deadline:
                sys.exit("memory: the worker does not come to an end with the demo's papers.")
            most = max(most, held(mark), key=total)
            time.sleep(POLL_S)
    return most


def tell(when: str, holding: list[tuple[str, float]]) -> None:
    print(f"memory: {total(holding):.0f} MB {when}:", end=" ")
    print(", ".join(f"{name} {megabytes:.0f}" for name, megabytes in holding))


def main() -> None:
    """Print the totals with their parts; exit with 1 when the total at rest is over budget."""
    with tempfile.TemporaryDirectory(prefix="kilowire-bench-memory-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        var, log = Path(folder, "var"), Path(folder, "up.log")
        mark = f"KILOWIRE_VAR={var}\0".encode()
        command = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
        with Child("up", command, environment(var), log):
            wait_until_it_runs(log)
            tell("at most while the demo's papers are made", most_while_papers_are_made(var, mark))
            tell("when they are made", held(mark))
            time.sleep(REST_S)
            at_rest = held(mark)
            tell(f"{REST_S} s later, budget {BUDGET_MB}", at_rest)
    if total(at_rest) > BUDGET_MB:
        sys.exit(1)


if __name__ == "__main__":
    main()
