"""A small process that has loaded the decoders and forks one child for each file. Run as a program.

It is started by the first file, ends when its parent ends or nothing came for a while, and knows no setting,
no secret and no database. The clock of a file's answer is told with each file.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path
from types import ModuleType

from django.conf import settings

IDLE_S = 20.0
LOOKS_EVERY_S = 0.5
LONGEST_REQUEST = 65_536
GRACE_S = 1.0


def main() -> None:
    """Serve requests that come through standard input, a socket, with a file and a connection each."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # its parent is asked to stop, and it ends with that
    requests = socket.socket(fileno=0)
    ends_at: dict[int, float] = {}
    quiet_since = time.monotonic()
    while ends_at or time.monotonic() - quiet_since < IDLE_S:
        came, _, _ = select.select([requests], [], [], LOOKS_EVERY_S)
        if came:
            asked, handed, _, _ = socket.recv_fds(requests, LONGEST_REQUEST, 2)
            if not asked:
                break
            pid, wall_s = _forked(requests, json.loads(asked), handed)
            quiet_since = time.monotonic()
            ends_at[pid] = quiet_since + wall_s + GRACE_S
        _look_after(ends_at)
    for pid in ends_at:
        _end(pid)


def _forked(requests: socket.socket, asked: dict[str, object], handed: list[int]) -> tuple[int, float]:
    """Fork a child for this request; return its id and how long it may take at most."""
    pid = os.fork()
    if not pid:
        try:
            requests.close()
            os.setsid()
            serve(asked, *handed)
        finally:
            os._exit(0)
    for number in handed:
        os.close(number)
    return pid, float(str(asked["ends_after_s"]))


def _look_after(ends_at: dict[int, float]) -> None:
    """Bury the children that ended, with whatever they started, and end those that are late."""
    for pid, deadline in list(ends_at.items()):
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) or time.monotonic() > deadline:
            _end(pid)
            del ends_at[pid]


def _end(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it had not made its group yet
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _without_the_site() -> None:
    """Let ``kilowire`` be found without running it: it would load Celery, the settings and their secrets."""
    here = Path(__file__).resolve().parents[2]
    site = ModuleType("kilowire")
    site.__path__ = [str(here)]
    sys.modules["kilowire"] = site
    sys.path.insert(0, str(here.parent))
    settings.configure(USE_I18N=False)  # none of the site's


if __name__ == "__main__":
    _without_the_site()
    from kilowire.floor.sandbox.child import serve

    main()
