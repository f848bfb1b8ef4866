"""Browsers with another engine than Chromium's: processes that are told what to do and may be killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bundle import ROOT

SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's bindings of GTK are for
WINDOW = ROOT / "tests" / "engines" / "webkit_window.py"
HAS_WEBKIT = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"
BUSY_SECONDS = 60
SOFTWARE = {  # drawn without a graphics card, and without the session of a desktop
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "GSETTINGS_BACKEND": "memory",
    "NO_AT_BRIDGE": "1",
}


class NotYet(Exception):
    """What was asked of the page failed, or has not come in time."""


class Screen:
    """A display that nobody sees, for one test."""

    def __init__(self) -> None:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1100x900x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
        )
        assert self._server.stdout
        self.name = f":{self._server.stdout.readline().strip()}"

    def close(self) -> None:
        self._server.terminate()
        self._server.wait()


class WebKit:
    """A window of WebKitGTK, which keeps what a page stores; its automation would forget everything."""

    name = "WebKitGTK"

    def __init__(self, profile: Path, screen: Screen) -> None:
        self.profile, self.screen = profile, screen
        self._window: subprocess.Popen[str] | None = None

    @staticmethod
    def is_installed() -> bool:
        """Return whether the system's Python finds WebKitGTK, and there is a display to be had."""
        if not shutil.which("Xvfb") or not Path(SYSTEM_PYTHON).exists():
            return False
        return not subprocess.run(
            [SYSTEM_PYTHON, "-c", HAS_WEBKIT], capture_output=True, check=False
        ).returncode

    def start(self) -> None:
        home = str(self.profile)
        self._window = subprocess.Popen(
            [SYSTEM_PYTHON, str(WINDOW), str(self.profile)],
            env={"PATH": os.environ["PATH"], "DISPLAY": self.screen.name, "HOME": home, **SOFTWARE},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._answer()

    def go(self, url: str) -> None:
        self._tell({"go": url})

    def run(self, source: str, argument: Any = None) -> Any:
        return self._tell({"run": source, "argument": argument})

    def kill(self) -> None:
        """End the window and the processes that it started, at once."""
        window, self._window = self._window, None
        if window:
            with suppress(ProcessLookupError):
                os.killpg(window.pid, signal.SIGKILL)
            window.communicate()

    def _tell(self, told: dict[str, Any]) -> Any:
        assert self._window
        assert self._window.stdin
        self._window.stdin.write(json.dumps(told) + "\n")
        self._window.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._window
        assert self._window.stdout
        answer = json.loads(self._window.stdout.readline() or '{"error": "The window has ended."}')
        if "error" in answer:
            raise NotYet(answer["error"])
        return answer["is"]


def wait_until(engine: WebKit, source: str, argument: Any = None) -> Any:
    """Ask the page again and again until it answers something true; a page on its way counts as no answer."""
    deadline, said = time.monotonic() + BUSY_SECONDS, ""
    while time.monotonic() < deadline:
        with suppress(NotYet):
            if found := engine.run(source, argument):
                return found
        time.sleep(0.1)
    with suppress(NotYet):
        said = str(engine.run("async () => `${location.href} ${document.body.innerText}`"))
    raise NotYet(f"It did not come: {source} … {said[:2000]}")
