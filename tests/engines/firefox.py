"""Firefox ESR: without a screen, told what to do by WebDriver BiDi, which Debian's build speaks by itself."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.engines.engines import BUSY_SECONDS, Engine, NotYet

PROGRAM = "firefox-esr"
PATIENCE_SECONDS = 20
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
SETTINGS = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.sessionstore.resume_from_crash", false);
user_pref("toolkit.startup.max_resumed_crashes", -1);
"""
CALL = "async (argument) => JSON.stringify(await (%s)(JSON.parse(argument)) ?? null)"


class Firefox(Engine):
    """A Firefox without a window on a profile folder of its own."""

    name = "Firefox ESR"

    def __init__(self, profile: Path) -> None:
        super().__init__(profile)
        self._ids = itertools.count()
        self._socket: ClientConnection | None = None
        self._tab = ""

    @staticmethod
    def missing() -> str:
        return "" if shutil.which(PROGRAM) else PROGRAM

    def start(self) -> None:
        self.profile.mkdir(exist_ok=True)
        (self.profile / "user.js").write_text(SETTINGS, encoding="utf-8")
        said = self.profile / "said.txt"
        command = [PROGRAM, "--headless", "--profile", str(self.profile), "--remote-debugging-port", "0"]
        with said.open("w", encoding="utf-8") as output:
            self._begin(command, {}, stdout=subprocess.DEVNULL, stderr=output)
        self._socket = connect(
            f"{_address(said)}/session", max_size=None, open_timeout=BUSY_SECONDS, legacy=True
        )
        self._tell("session.new", BUSY_SECONDS, capabilities={})
        self._tab = self._tell("browsingContext.getTree", BUSY_SECONDS)["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self._tell("browsingContext.navigate", BUSY_SECONDS, context=self._tab, url=url, wait="none")

    def run(self, source: str, argument: Any = None) -> Any:
        given = [{"type": "string", "value": json.dumps(argument)}]
        called = self._tell(
            "script.callFunction",
            functionDeclaration=CALL % source,
            awaitPromise=True,
            target={"context": self._tab},
            arguments=given,
        )
        if called["type"] != "success":
            raise NotYet(called["exceptionDetails"]["text"])
        return json.loads(called["result"]["value"])

    def kill(self) -> None:
        super().kill()
        socket, self._socket = self._socket, None
        if socket:
            socket.close()

    def _tell(self, method: str, seconds: float = PATIENCE_SECONDS, **params: Any) -> Any:
        assert self._socket
        number = next(self._ids)
        deadline = time.monotonic() + seconds
        try:
            self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
            while True:
                answer = json.loads(self._socket.recv(timeout=max(0, deadline - time.monotonic())))
                if answer.get("id") == number:  # else an event, or the late answer of a page that was left
                    break
        except TimeoutError:
            raise NotYet("no answer in time") from None
        except ConnectionClosed:
            raise NotYet("The browser has ended.") from None
        if answer["type"] == "error":
            raise NotYet(answer["message"])
        return answer["result"]


def _address(said: Path) -> str:
    """Return the address that Firefox says it listens on."""
    deadline = time.monotonic() + BUSY_SECONDS
    while time.monotonic() < deadline:
        if found := LISTENING.search(said.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.05)
    raise NotYet(f"Firefox does not listen: {said.read_text(encoding='utf-8')[-2000:]}")
