"""WebKitGTK: a window of our own on a display that nobody sees."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.bundle import ROOT
from tests.engines.engines import Engine, NotYet

SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's bindings of GTK are for
WINDOW = ROOT / "tests" / "engines" / "webkit_window.py"
HAS_WEBKIT = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"
SOFTWARE = {  # drawn without a graphics card, and without the session of a desktop
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "GSETTINGS_BACKEND": "memory",
    "NO_AT_BRIDGE": "1",
}


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
        self._server.communicate()


class WebKit(Engine):
    """A window of WebKitGTK, which keeps what a page stores; its automation would forget everything."""

    name = "WebKitGTK"

    def __init__(self, profile: Path) -> None:
        super().__init__(profile)
        self._screen = Screen()

    @staticmethod
    def missing() -> str:
        if not shutil.which("Xvfb"):
            return "Xvfb"
        has = (
            Path(SYSTEM_PYTHON).exists()
            and not subprocess.run(
                [SYSTEM_PYTHON, "-c", HAS_WEBKIT], capture_output=True, check=False
            ).returncode
        )
        return "" if has else "WebKitGTK with its bindings for Python"

    def start(self) -> None:
        command = [SYSTEM_PYTHON, str(WINDOW), str(self.profile)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._begin(command, {"DISPLAY": self._screen.name, **SOFTWARE}, **pipes)
        self._answer()

    def open(self, url: str) -> None:
        self._tell({"open": url})

    def run(self, source: str, argument: Any = None) -> Any:
        return self._tell({"run": source, "argument": argument})

    def close(self) -> None:
        self.kill()
        self._screen.close()

    def _tell(self, told: dict[str, Any]) -> Any:
        assert self._process
        assert self._process.stdin
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process
        assert self._process.stdout
        answer = json.loads(self._process.stdout.readline() or '{"error": "The window has ended."}')
        if "error" in answer:
            raise NotYet(answer["error"])
        return answer["is"]
