"""A technician's tablet: Chromium on a profile that outlives it, killed as a system kills, and its photos."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from PIL import Image, ImageFilter
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from tests.browser.chromium import PATH, QUIET, session_of
from tests.browser.gate import Gate

Item = dict[str, Any]
VIEWPORT = {"width": 1024, "height": 768}
BUSY_MILLISECONDS = 60_000
WITH_MODULES = """
async (argument) => {
  const modules = await import(document.body.dataset.base + "bundle/modules.js");
  const core = {};
  for (const name of Object.keys(modules)) core[name.split("/").at(-1)] = modules[name];
  return (%s)(core, argument);
}
"""


class Tablet:
    """One device: ``run`` does something with the app's own modules on its page.

    Set before it is switched on: ``clock_days`` off, the ``zone`` of a window, ``room_left`` in bytes,
    ``lacks`` of older browsers.
    """

    def __init__(
        self,
        playwright: Playwright,
        gate: Gate,
        profile: Path,
        who: str = "asa",
        browser: Browser | None = None,
    ) -> None:
        self.playwright, self.gate, self.profile, self.who = playwright, gate, profile, who
        self.browser = browser
        self.context: BrowserContext | None = None
        self.clock_days = 0
        self.zone: str | None = None
        self.room_left: int | None = None
        self.lacks: tuple[str, ...] = ()
        self.page: Page

    def switch_on(self, *, signed_in: bool = True, start: bool = True) -> Page:
        """Open the app; ``start`` begins to send."""
        self.context = self._opened()
        self.context.set_default_timeout(BUSY_MILLISECONDS)
        if self.clock_days:
            self.context.add_init_script(OTHER_CLOCK % self.clock_days)
        for name in self.lacks:
            self.context.add_init_script(f"Object.defineProperty({name}, {{ get: () => undefined }});")
        if signed_in:
            self.sign_in(self.who)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        if self.room_left is not None:
            self.leave_room(self.room_left)
        self.page.goto(f"{self.gate.url}/field/")
        if start:
            self.start()
        return self.page

    def _opened(self) -> BrowserContext:
        """A browser of its own on the profile, or a window of the shared one, which is not to be killed."""
        if self.browser:
            return self.browser.new_context(viewport=VIEWPORT, timezone_id=self.zone)
        return self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=PATH, args=QUIET, viewport=VIEWPORT
        )

    def start(self, page: Page | None = None) -> None:
        """Welcome whoever is signed in and begin to send, as the app does."""
        self.run("async ({ sender }) => { await sender.start(); }", page=page)

    def sign_in(self, who: str) -> None:
        """A session of this person, as after the sign-in page."""
        self.context.add_cookies([session_of(who, self.gate.url)])

    def leave_room(self, left: int) -> None:
        """Let the device have so many bytes left for the app."""
        session = self.context.new_cdp_session(self.page)
        used = session.send("Storage.getUsageAndQuota", {"origin": self.gate.url})["usage"]
        session.send("Storage.overrideQuotaForOrigin", {"origin": self.gate.url, "quotaSize": used + left})

    def run(self, source: str, argument: Any = None, *, page: Page | None = None) -> Any:
        return (page or self.page).evaluate(WITH_MODULES % source, argument)

    def start_running(self, source: str, argument: Any = None) -> None:
        """Begin something and do not wait for it: the page may be killed in its middle."""
        begun = f"(core, argument) => {{ ({source})(core, argument).catch(() => {{}}); }}"
        self.run(begun, argument)

    def wait_until(self, source: str, argument: Any = None, *, page: Page | None = None) -> Any:
        """Wait until this answers something true, looking again at each change."""
        looped = """async (core, argument) => {
          for (const started = Date.now(); Date.now() - started < %d; ) {
            const found = await (%s)(core, argument);
            if (found) return found;
            await new Promise((again) => setTimeout(again, 30));
          }
          throw new Error("It did not come: " + JSON.stringify(await core.queue.list()));
        }"""
        return self.run(looped % (BUSY_MILLISECONDS, source), argument, page=page)

    def kill(self) -> None:
        """End the browser as the system does when it wants the memory: SIGKILL to its process."""
        for pid in self._pids():
            os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while self._pids():
            assert time.monotonic() < deadline, "The browser does not end."
            os.sched_yield()
        self.close()

    def close(self) -> None:
        context, self.context = self.context, None
        if context:
            with suppress(Error):  # it is gone already
                context.close()

    def _pids(self) -> list[int]:
        """The browser's own process: the one on this profile that is no part of another."""
        mark, found = f"--user-data-dir={self.profile}".encode(), []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if mark in words and not any(word.startswith(b"--type=") for word in words):
                    found.append(int(entry.name))
        return found

    def take_photos(self, job: str, slots: list[tuple[str, Path]], kind: str = "survey") -> list[Item]:
        """Choose files in the camera's input, and keep each; the items as the device holds them."""
        self.choose([path for _, path in slots])
        return self.run(KEEP, {"job": job, "kind": kind, "slots": [slot for slot, _ in slots]})

    def choose(self, paths: list[Path]) -> None:
        """Files in a camera's input, as after the camera closed."""
        self.page.evaluate(CAMERA)
        self.page.set_input_files("#camera", paths)

    def items(self) -> list[Item]:
        return self.run("({ queue }) => queue.list()")

    def all_held(self, *, page: Page | None = None) -> None:
        """Wait until the office holds everything."""
        self.wait_until(ALL_HELD, page=page)


OTHER_CLOCK = """{
  const shift = %d * 24 * 3600 * 1000;
  const RightDate = Date;
  globalThis.Date = class extends RightDate {
    constructor(...given) { if (given.length) super(...given); else super(RightDate.now() + shift); }
    static now() { return RightDate.now() + shift; }
  };
}"""
CAMERA = """() => {
  document.querySelector("#camera")?.remove();
  const camera = document.createElement("input");
  Object.assign(camera, { type: "file", id: "camera", multiple: true });
  document.body.append(camera);
}"""
KEEP = """async ({ photos }, { job, kind, slots }) => {
  const files = document.querySelector("#camera").files;
  const kept = [];
  for (const [at, slot] of slots.entries()) {
    kept.push(await photos.keepPhoto({ job, kind, slot, file: files[at] }));
  }
  return kept;
}"""
ALL_HELD = """async ({ queue, sender }) => {
  const { here, sending, needs, held } = await queue.counts();
  if (held && !here && !sending && !needs) return true;
  await sender.sendNow();
  return false;
}"""


def camera_file(
    folder: Path, number: int, *, size: tuple[int, int] = (400, 300), turned: int = 1, flaw: str = ""
) -> Path:
    """A photo as a camera writes it, no two alike: its time of taking, and which way up it was held.

    It is sharp and light unless its ``flaw`` is "blurred" or "dark".
    """
    image = Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, number * 151 % 256))
    squares = Image.frombytes("L", (2, 2), bytes((0, 255, 255, 0)))
    small = Image.new("L", (48, 36))
    for at in range(0, 48 * 36, 2):
        small.paste(squares, (at % 48, at // 48 * 2))
    other = (225, 225, 225) if number * 91 % 256 < 128 else (40, 40, 40)
    image.paste(other, mask=small.resize(size, Image.Resampling.NEAREST))
    image.paste((255, 255, 255), (0, 0, size[0] // 2, size[1] // 4 + number))
    if flaw == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(size[0] / 40))
    elif flaw == "dark":
        image = image.point(lambda light: light // 12)
    exif = Image.Exif()
    exif[0x0112] = turned
    inner = exif.get_ifd(0x8769)
    inner[0x9003] = f"2026:11:20 10:{number % 60:02}:30"
    inner[0x9011] = "-08:00"
    path = folder / f"camera-{number}.jpg"
    content = io.BytesIO()
    image.save(content, "JPEG", quality=60, exif=exif)
    path.write_bytes(content.getvalue())
    return path


def sha256_of_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
