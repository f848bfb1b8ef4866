"""Whole sites for tests: ``manage.py up`` in a folder of its own, and what is left of it."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

OWNER = {
    "KILOWIRE_OWNER_NAME": "Olive Owner",
    "KILOWIRE_OWNER_EMAIL": "olive@example.com",
    "KILOWIRE_OWNER_PASSWORD": "copper-wire-and-conduit",
}
START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class UpProcess:
    """One ``manage.py up``, its lines, and the processes that belong to its folder."""

    def __init__(self, var: Path, *options: str, given: dict[str, str] | None = None) -> None:
        self.var, self.port = var, free_port()
        command = [sys.executable, "manage.py", "up", "--port", str(self.port), *options]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "KILOWIRE_VAR": str(var),
                "PYTHONUNBUFFERED": "1",
                **(given or {}),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self._heard: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._heard.put(line)
        self._heard.put(None)

    def wait_for(self, words: str) -> float:
        """Seconds from the start until a line with these words."""
        while (line := self._heard.get(timeout=START_SECONDS)) is not None:
            self.lines.append(line)
            if words in line:
                return time.monotonic() - self.began
        raise AssertionError(f"up ended with {self.process.wait()} and said: {''.join(self.lines)}")

    def wait_for_end(self) -> tuple[int, str]:
        while (line := self._heard.get(timeout=START_SECONDS)) is not None:
            self.lines.append(line)
        return self.process.wait(), "".join(self.lines)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def left_over(self) -> list[int]:
        """The processes that still work in this folder."""
        mark = f"KILOWIRE_VAR={self.var}\0".encode()
        found = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
        return [pid for pid in found if mark in _environment(pid)]

    def wait_until_nothing_is_left(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while left := self.left_over():
            assert time.monotonic() < deadline, f"still there: {left}"
            time.sleep(0.1)


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes() + b"\0"
    except OSError:
        return b""
