"""Web, worker and beat as forks of one process that has loaded the site: what they share is in memory once.

A program started by itself loads Django and the site's code anew, 90 MB each time. A fork shares the pages of
the process it came from until one of the two writes to them, and the collector would write to all of them:
what is loaded is kept from it.
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
    "web": ("gunicorn.app.wsgiapp", "gunicorn.workers.sync", "kilowire.wsgi"),
    "worker": (
        "celery.bin.celery",
        "celery.apps.worker",
        "celery.worker.consumer",
        "celery.concurrency.prefork",
    ),
    "beat": ("celery.bin.celery", "celery.apps.beat"),
}
_ENDED_BY_HAND = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LIBC = ctypes.CDLL(None, use_errno=True)


def load_what_is_shared(names: Iterable[str]) -> None:
    """Load the site and these of its programs, without the PDF engine, before the first of them is forked."""
    app.loader.init_worker()
    app.finalize()
    for name in names:
        for module in NEEDED_BY[name]:
            import_module(module)
    gc.collect()
    gc.freeze()


def forked(child: Child) -> ForkedChild:
    """The same program, log and signals, as a fork; it has the environment of this process."""
    return ForkedChild(child.name, child.command, log=child.log, orphan_signal=child.orphan_signal)


class ForkedChild(Child):
    """A ``python -m …`` that is run in a fork of this process and not by a new interpreter."""

    def launch(self, out: BinaryIO | None) -> Started:
        connections.close_all()  # a connection that two processes hold breaks for both
        process = get_context("fork").Process(target=self._run_program, args=(os.getpid(), out))
        # A word to end that comes before the fork has become a program of its own waits until it has.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDED_BY_HAND)
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return _Fork(process)

    def _run_program(self, parent: int, out: BinaryIO | None) -> None:
        os.setsid()
        for number in _ENDED_BY_HAND:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDED_BY_HAND)
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
    """A forked process, spoken to as ``Popen`` is."""

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
