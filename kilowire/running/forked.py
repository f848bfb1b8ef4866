"""Runs web, worker and beat as forks of one process that has loaded the site, so that they share memory.

A program of its own would load Django and the site's code again, 90 MB each time. A fork shares its parent's
memory pages until one of the two writes to them; the garbage collector would write to all of them, so loaded
objects are frozen (``gc.freeze``).
"""

from __future__ import annotations

import ctypes
import gc
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from typing import BinaryIO

from django.db import connections

from kilowire.celery import app
from kilowire.running.supervision import Child, Started, end_when_parent_ends

PR_SET_NAME = 15
NEEDED_BY = {
    "web": ("gunicorn.app.wsgiapp", "kilowire.running.gunicorn_worker", "kilowire.wsgi"),
    "worker": (
        "celery.bin.celery",
        "celery.apps.worker",
        "celery.worker.consumer",
        "celery.concurrency.prefork",
    ),
    "beat": ("celery.bin.celery", "celery.apps.beat"),
}
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LIBC = ctypes.CDLL(None, use_errno=True)


def load_what_is_shared(names: Iterable[str]) -> None:
    """Load the site and these programs, but not the PDF engine, before the first fork."""
    app.loader.init_worker()
    app.finalize()
    for name in names:
        for module in NEEDED_BY[name]:
            import_module(module)
    gc.collect()
    gc.freeze()


def forked(child: Child) -> ForkedChild:
    """Return the same child as a fork; it has the environment of this process."""
    return ForkedChild(child.name, child.command, log=child.log, orphan_signal=child.orphan_signal)


class ForkedChild(Child):
    """A ``python -m …`` that runs in a fork of this process instead of a new interpreter."""

    def launch(self, out: BinaryIO | None) -> Started:
        connections.close_all()  # a connection shared by two processes breaks for both
        process = get_context("fork").Process(target=self._run_program, args=(os.getpid(), out))
        # A stop signal that arrives before the fork has set its own handlers is delivered afterwards.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return _Fork(process)

    def _run_program(self, parent: int, out: BinaryIO | None) -> None:
        os.setsid()
        for number in _STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)
        end_when_parent_ends(parent, self.orphan_signal)
        _LIBC.prctl(PR_SET_NAME, f"kilowire-{self.name}".encode(), 0, 0, 0)  # what ps and top show
        if out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.chdir(self.folder)
        _, _, module, *arguments = self.command
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)


class _Fork:
    """A forked process with the interface of ``Popen``."""

    def __init__(self, process: ForkProcess) -> None:
        self.process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.process.name, timeout or 0)
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)
