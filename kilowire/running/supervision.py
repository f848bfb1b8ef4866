"""Processes that live and die with their parent: how the site's own are started, watched and ended."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


def end_when_parent_ends(parent: int, last_signal: int = signal.SIGTERM) -> None:
    """Ask Linux to signal this process when its parent is gone, however that came about."""
    _LIBC.prctl(PR_SET_PDEATHSIG, last_signal, 0, 0, 0)
    if os.getppid() != parent:  # it went before we could ask
        os.kill(os.getpid(), last_signal)


class Started(Protocol):
    """What a child needs of its process: the part of ``Popen`` that is used here."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, number: int, /) -> None: ...


@dataclass
class Child:
    """One process in a group of its own; ``with`` starts it and leaves nothing of it behind."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    log: Path | None = None
    stop_signal: int = signal.SIGTERM
    orphan_signal: int = signal.SIGTERM
    account: str | None = None
    folder: Path = Path(__file__).resolve().parents[2]
    process: Started | None = field(default=None, init=False)
    started_at: float = field(default=0.0, init=False)

    def start(self) -> None:
        self.stop()  # what an earlier life left in the group
        out = self.log.open("ab") if self.log else None  # without a log it speaks where we do
        try:
            self.process = self.launch(out)
        finally:
            if out:
                out.close()
        self.started_at = time.monotonic()

    def launch(self, out: BinaryIO | None) -> Started:
        """The process, just begun, that writes to ``out``."""
        return subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.folder,
            **self._account(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(end_when_parent_ends, os.getpid(), self.orphan_signal),  # noqa: PLW1509
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait(self) -> int:
        """Wait until it ends by itself; its exit code."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was not started.")
        return self.process.wait()

    def run(self) -> None:
        """Run to the end; anything but success is an error."""
        with self:
            if code := self.wait():
                raise RuntimeError(f"{self.name} ended with {code}.")

    def _account(self) -> dict[str, Any]:
        """Run as another account of the machine, with none of our groups."""
        if self.account is None:
            return {}
        entry = pwd.getpwnam(self.account)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def ask_to_stop(self) -> None:
        """A word to the process itself: it knows how to end what it started."""
        if self.process is not None:
            self.process.send_signal(self.stop_signal)

    def stop(self, *, patience: float = 10.0) -> None:
        """End the process and everything it started: asked first, then killed."""
        if self.process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop_signal, asked = signal.SIGKILL, self.stop_signal
        self.stop()
        self.stop_signal = asked

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def web(
    *,
    host: str,
    port: int,
    workers: int,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Child:
    """Gunicorn with sync workers: pages are short, and a buffering proxy keeps slow clients away."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--workers", str(workers), "--preload", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *options, "kilowire.wsgi"]
    return Child("web", command, environment, log, orphan_signal=signal.SIGQUIT)


def worker(
    *, environment: Mapping[str, str] | None = None, log: Path | None = None, grows: bool = False
) -> Child:
    """A Celery worker; without the chatter between workers, that no part of the site listens to.

    One that grows has one process at rest and a second one under load; otherwise it has two all the time.
    """
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
    options += ["--autoscale", "2,1"] if grows else []
    command = [sys.executable, "-m", "celery", "-A", "kilowire", "--quiet", "worker", *options]
    return Child("worker", command, environment, log, orphan_signal=signal.SIGQUIT)


def beat(*, environment: Mapping[str, str] | None = None, log: Path | None = None) -> Child:
    options = ["--pidfile", "", "--loglevel", "INFO"]
    command = [sys.executable, "-m", "celery", "-A", "kilowire", "--quiet", "beat", *options]
    return Child("beat", command, environment, log)
