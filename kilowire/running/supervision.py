"""Child processes that end with their parent: start, stop and kill the processes of the site."""

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
WEB_SECONDS = 60
"""After so long gunicorn ends an act that was not answered; nginx waits longer, and no act takes as long."""
GUNICORN_WORKER = "kilowire.running.gunicorn_worker.GunicornWorker"
_LIBC = ctypes.CDLL(None, use_errno=True)


def end_when_parent_ends(parent: int, last_signal: int = signal.SIGTERM) -> None:
    """Ask Linux to signal this process when its parent has ended for any reason."""
    _LIBC.prctl(PR_SET_PDEATHSIG, last_signal, 0, 0, 0)
    if os.getppid() != parent:  # the parent ended before the call
        os.kill(os.getpid(), last_signal)


class Started(Protocol):
    """The part of the interface of ``Popen`` that is used here."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def send_signal(self, number: int, /) -> None: ...


@dataclass
class Child:
    """One process in a process group of its own; ``with`` starts it and ends the whole group."""

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
        self.stop()  # end what an earlier run left in the group
        out = self.log.open("ab") if self.log else None  # without a log it writes to our output
        try:
            self.process = self.launch(out)
        finally:
            if out:
                out.close()
        self.started_at = time.monotonic()

    def launch(self, out: BinaryIO | None) -> Started:
        """Start the process with its output to ``out``."""
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
        """Wait until it ends by itself, and return its exit code."""
        if self.process is None:
            raise RuntimeError(f"{self.name} was not started.")
        return self.process.wait()

    def run(self) -> None:
        """Run to the end; raise ``RuntimeError`` for any exit code but zero."""
        with self:
            if code := self.wait():
                raise RuntimeError(f"{self.name} ended with {code}.")

    def _account(self) -> dict[str, Any]:
        """Return the arguments to run as another account of the machine, without our groups."""
        if self.account is None:
            return {}
        entry = pwd.getpwnam(self.account)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def ask_to_stop(self) -> None:
        """Send the stop signal to the process alone, which ends what it started."""
        if self.process is not None:
            self.process.send_signal(self.stop_signal)

    def stop(self, *, patience: float = 10.0) -> None:
        """Send the stop signal, wait up to ``patience`` seconds, then kill the whole process group."""
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
        """Kill the process group at once, as a power cut would."""
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
    """Return gunicorn with sync workers: pages are short, and a buffering proxy handles slow clients."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bind, "--workers", str(workers), "--preload", "--no-control-socket"]
    options += ["--worker-class", GUNICORN_WORKER, "--timeout", str(WEB_SECONDS)]
    options += ["--graceful-timeout", str(WEB_SECONDS)]
    command = [sys.executable, "-m", "gunicorn", *options, "kilowire.wsgi"]
    return Child("web", command, environment, log, orphan_signal=signal.SIGQUIT)


def worker(
    *, environment: Mapping[str, str] | None = None, log: Path | None = None, grows: bool = False
) -> Child:
    """Return a Celery worker without the messages between workers, which the site does not use.

    With ``grows`` it has one process at rest and a second one under load; otherwise it always has two.
    """
    options = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"]
    options += ["--autoscale", "2,1"] if grows else []
    command = [sys.executable, "-m", "celery", "-A", "kilowire", "--quiet", "worker", *options]
    return Child("worker", command, environment, log, orphan_signal=signal.SIGQUIT)


def beat(*, environment: Mapping[str, str] | None = None, log: Path | None = None) -> Child:
    options = ["--pidfile", "", "--loglevel", "INFO"]
    command = [sys.executable, "-m", "celery", "-A", "kilowire", "--quiet", "beat", *options]
    return Child("beat", command, environment, log)
