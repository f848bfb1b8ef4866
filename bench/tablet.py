"""Measure the tablet's app in Chromium: cold start offline, keystrokes, photos, and the size of its shell."""

from __future__ import annotations

import gzip
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs an event loop in this thread
django.setup()

from PIL import Image  # noqa: E402 - after the settings
from playwright.sync_api import BrowserContext, Page, sync_playwright  # noqa: E402

from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from kilowire.web import tablet_shell as tablet  # noqa: E402
from tests.browser.chromium import PATH, QUIET, session_of  # noqa: E402
from tests.builders.from_tablets import on_site  # noqa: E402
from tests.builders.jobs import accepted_job  # noqa: E402

ROUNDS, KEYS, PHOTOS = 7, 40, 9
SHELL_KB, START_MS, STORED_MS, BLOCKED_MS, PHOTO_MS = 250, 1500, 1000, 50, 1500
VIEWPORT = {"width": 1024, "height": 768}
FIELD = "#ask-meter_number input.form-control:not([aria-label])"

READY = """async () => {
  const modules = await import(document.body.dataset.base + "bundle/modules.js");
  return (await modules["device/readiness"].readyForNoSignal()).ready;
}"""
WATCH_START = f"""
new MutationObserver((_, watcher) => {{
  const input = document.querySelector("{FIELD}");
  if (!input || input.disabled) return;
  watcher.disconnect();
  const drawn = () => (document.documentElement.dataset.editable = performance.now());
  requestAnimationFrame(() => setTimeout(drawn));
}}).observe(document, {{ childList: true, subtree: true }});
"""
WATCH_KEYS = """() => {
  const blocked = (window.blocked = []);
  addEventListener("keydown", () => {
    const began = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => blocked.push(performance.now() - began);
    port2.postMessage(0);
  }, { capture: true });
}"""
STORED = """async ([selector, words]) => {
  const { all } = (await import(document.body.dataset.base + "bundle/modules.js"))["device/store"];
  const input = document.querySelector(selector);
  input.focus();
  input.value = words;
  const began = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  for (;;) {
    const fields = (await all("drafts")).flatMap((draft) => Object.values(draft.fields));
    if (fields.some((field) => field.value === words)) return performance.now() - began;
    await new Promise((again) => setTimeout(again, 5));
  }
}"""
KEEP = """async ([job, slot]) => {
  const { keepPhoto } = (await import(document.body.dataset.base + "bundle/modules.js"))["photos/photos"];
  const [file] = document.querySelector("#bench-camera").files;
  const began = performance.now();
  await keepPhoto({ job, kind: "survey", slot, file });
  return performance.now() - began;
}"""
CAMERA = """() => {
  const camera = document.createElement("input");
  document.body.append(Object.assign(camera, { type: "file", id: "bench-camera" }));
}"""


def main() -> None:
    """Print the medians of one run; exit with 1 when over budget."""
    until_the_demos_papers_are_made()
    visit = on_site(accepted_job())
    address = os.environ["BENCH_ADDRESS"]
    route = f"{address}/field/#/{visit.job.number}/survey/meter"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="kilowire-tablet-") as folder:

        def switched_on() -> BrowserContext:
            context = playwright.chromium.launch_persistent_context(
                f"{folder}/profile", executable_path=PATH, args=QUIET, viewport=VIEWPORT
            )
            context.add_cookies([session_of("asa", address)])
            return context

        with switched_on() as context:
            _download_day_pack(context.pages[0], route)
        starts = []
        for _ in range(ROUNDS):
            with switched_on() as context:
                starts.append(_cold_start(context, route))
        with switched_on() as context:
            page = context.pages[0]
            page.goto(route)
            page.wait_for_selector(FIELD)
            stored, blocked = _typing(page)
            photos = _photos(page, visit.job.number, Path(folder))
    spent = [
        _over_budget("cold start without a network to an editable survey", median(starts), START_MS, "ms"),
        _over_budget("a keystroke on the disk", median(stored), STORED_MS, "ms"),
        _over_budget("typing blocked by a keystroke, the longest", max(blocked), BLOCKED_MS, "ms"),
        _over_budget("a 12 megapixel photo stored", median(photos), PHOTO_MS, "ms"),
        _over_budget("the shell as it travels", _shell_kb(address), SHELL_KB, "KB"),
    ]
    if any(spent):
        sys.exit(1)


def _download_day_pack(page: Page, route: str) -> None:
    """Open the app once online, and wait until it is ready to work offline."""
    page.goto(route)
    deadline = time.monotonic() + 60
    while not page.evaluate(READY):
        if time.monotonic() > deadline:
            sys.exit("tablet: it does not become ready for no signal.")
        page.wait_for_timeout(100)


def _cold_start(context: BrowserContext, route: str) -> float:
    """Return the milliseconds from opening the address, offline in a new browser, to an editable field."""
    context.set_offline(True)
    context.add_init_script(WATCH_START)
    page = context.pages[0]
    page.goto(route)
    page.wait_for_selector("html[data-editable]", state="attached")
    return float(page.evaluate("() => document.documentElement.dataset.editable"))


def _typing(page: Page) -> tuple[list[float], list[float]]:
    """Return the milliseconds until a keystroke is stored, and the milliseconds that each blocks the page."""
    stored = [page.evaluate(STORED, [FIELD, f"M{n:03}"]) for n in range(ROUNDS)]
    page.evaluate(WATCH_KEYS)
    page.locator(FIELD).first.press_sequentially("0123456789" * (KEYS // 10), delay=40)
    return stored, page.evaluate("() => window.blocked")


def _photos(page: Page, job: str, folder: Path) -> list[float]:
    page.evaluate(CAMERA)
    taken: list[Any] = []
    for number in range(PHOTOS):
        path = folder / f"{number}.jpg"
        small = Image.effect_noise((1000, 750), 40 + number).convert("RGB")
        small.resize((4000, 3000), Image.Resampling.BICUBIC).save(path, quality=88)
        page.set_input_files("#bench-camera", path)
        taken.append(page.evaluate(KEEP, [job, "other"]))
    return taken[1:]  # the first one starts the worker


def _shell_kb(address: str) -> float:
    files = sum(len(file.packed) for file in tablet.shell_files().values())
    with urlopen(f"{address}/field/") as page:
        return (files + len(gzip.compress(page.read()))) / 1000


def _over_budget(what: str, took: float, budget: float, unit: str) -> bool:
    print(f"tablet: {what} {took:.0f} {unit}, budget {budget} {unit}")
    return took >= budget


if __name__ == "__main__":
    main()
