"""What a walk asks of a browser, whichever engine it has; each engine is a process that may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, ClassVar

BUSY_SECONDS = 60
SHOWN = "async (selector) => Boolean(document.querySelector(selector)?.getClientRects().length)"
PRESSED = f"""async (selector) => {{
  if (!await ({SHOWN})(selector)) return false;
  setTimeout(() => document.querySelector(selector)?.click());
  return true;
}}"""
TYPED = """async ([selector, words]) => {
  const input = document.querySelector(selector);
  input.value = words;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
WHERE = "async () => `${location.href} ${document.body.innerText}`"


class NotYet(Exception):
    """What was asked of the page failed, or has not come in time."""


class Engine:
    """A browser of one engine on a profile that outlives it, switched off at first."""

    name: ClassVar[str]

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self._process: subprocess.Popen[str] | None = None

    @staticmethod
    def missing() -> str:
        """Return what the walk needs and this machine has not, or an empty string."""
        raise NotImplementedError

    def start(self) -> None:
        """Start the browser on the profile as it is."""
        raise NotImplementedError

    def open(self, url: str) -> None:
        """Begin to open an address."""
        raise NotImplementedError

    def back(self) -> None:
        """Begin to go back by one page; the browser's own button passes over pages nobody pressed on."""
        with suppress(NotYet):
            self.run("async () => history.back()")

    def run(self, source: str, argument: Any = None) -> Any:
        """Call an async function on the page; ``NotYet`` where it fails or the page is left meanwhile."""
        raise NotImplementedError

    def wait_until(self, source: str, argument: Any = None) -> Any:
        """Ask the page until it answers something true; a page on its way counts as no answer."""
        deadline, said = time.monotonic() + BUSY_SECONDS, ""
        while time.monotonic() < deadline:
            with suppress(NotYet):
                if found := self.run(source, argument):
                    return found
            time.sleep(0.1)
        with suppress(NotYet):
            said = str(self.run(WHERE))
        raise NotYet(f"It did not come: {source} … {said[:2000]}")

    def press(self, selector: str) -> None:
        """Press it once it is there; the answer comes first, for the press may lead away."""
        self.wait_until(PRESSED, selector)

    def type(self, selector: str, words: str) -> None:
        """Type into a field, once it is there."""
        self.wait_until(SHOWN, selector)
        self.run(TYPED, [selector, words])

    def kill(self) -> None:
        """End the browser and the processes that it started, at once."""
        process, self._process = self._process, None
        if process:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def close(self) -> None:
        """End everything that this engine started."""
        self.kill()

    def _begin(self, command: list[str], environment: dict[str, str], **pipes: int | IO[str]) -> None:
        """Start the process as the head of a group of its own, with the profile as its home."""
        self.profile.mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            command,
            env={"PATH": os.environ["PATH"], "HOME": str(self.profile), **environment},
            text=True,
            start_new_session=True,
            **pipes,
        )
