"""Take the README's pictures of the demonstration, on a site of their own that is thrown away after."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kilowire.running.supervision import Child

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
VISIT_SOON, CLOSED_OUT = "Darius Brandt", "Hector Galvan"
PAPERS_MILLISECONDS = 20 * 60 * 1000
LARGEST = 200_000
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PAPER_WIDTH = 900


@dataclass(frozen=True)
class Site:
    """Where it answers, and who may sign in."""

    address: str
    cast: dict


def main() -> None:
    with _demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        _office(browser, site)
        _homeowner(browser, site)
        _tablet(browser, site)
        browser.close()


@contextmanager
def _demonstration() -> Iterator[Site]:
    """The whole site in a folder of its own, as ``sh bin/up`` starts it."""
    with tempfile.TemporaryDirectory(prefix="kilowire-screenshots-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        log = Path(folder) / "up.log"
        environment = {**os.environ, "KILOWIRE_VAR": folder, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
        with Child("up", command, environment, log) as child:
            _wait_until_it_runs(child, log)
            cast = json.loads((Path(folder) / "demo.json").read_text(encoding="utf-8"))
            yield Site(f"http://127.0.0.1:{port}", cast)


def _wait_until_it_runs(child: Child, log: Path) -> None:
    while "Sign in as" not in log.read_text(encoding="utf-8"):
        if not child.is_alive():
            sys.exit(log.read_text(encoding="utf-8"))
        time.sleep(0.2)


def _office(browser: Browser, site: Site) -> None:
    page = browser.new_page(base_url=site.address, viewport={"width": 1440, "height": 900})
    _sign_in(page, site, "office")
    page.wait_for_url(f"{site.address}/")
    _keep(page.screenshot(), "today")
    page.goto("/board/")
    _keep(page.screenshot(), "board")
    page.goto(f"{_job(page, VISIT_SOON)}utility/")
    _keep(page.screenshot(), "job")
    _keep(_first_page(_package(page, _job(page, CLOSED_OUT))), "package")


def _sign_in(page: Page, site: Site, role: str, then: str = "/") -> None:
    who = next(each for each in site.cast["sign_ins"] if each["role"] == role)
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label(re.compile("mail", re.IGNORECASE)).fill(who["email"])
    page.get_by_label("Password").fill(who["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()


def _tablet(browser: Browser, site: Site) -> None:
    """A survey in hand, with the verdict at its foot."""
    clock = {"timezone_id": "America/Los_Angeles", "has_touch": True}
    page = browser.new_page(base_url=site.address, viewport={"width": 1024, "height": 768}, **clock)
    _sign_in(page, site, "field", then="/field/")
    page.get_by_role("link", name="Site survey").last.click()
    page.get_by_role("link", name="What is wanted").click()
    page.get_by_role("button", name="Confirm our standard build").click()
    page.get_by_role("radio", name="ConnectDER EV MSA").check()
    page.evaluate("scrollTo(0, 0)")
    _keep(page.screenshot(), "tablet")


def _job(page: Page, homeowner: str) -> str:
    """The address of this person's job, found as the office finds it."""
    page.goto(f"/jobs/?q={homeowner.replace(' ', '+')}")
    found = page.locator("main a[href^='/jobs/KW-']").first.get_attribute("href")
    if not found:
        sys.exit(f"The demonstration has no job of {homeowner}.")
    return found


def _package(page: Page, job: str) -> bytes:
    """The close-out package, once the worker has made it."""
    page.goto(f"{job}papers/")
    row = page.locator(".progress-row").filter(has_text="Close-out package")
    expect(row.get_by_role("link", name="Open")).to_be_visible(timeout=PAPERS_MILLISECONDS)
    return page.request.get(str(row.get_by_role("link", name="Open").get_attribute("href"))).body()


def _first_page(pdf: bytes) -> bytes:
    first, file = pypdfium2.PdfDocument(pdf)[0], io.BytesIO()
    first.render(scale=PAPER_WIDTH / first.get_width()).to_pil().save(file, "PNG")
    return file.getvalue()


def _homeowner(browser: Browser, site: Site) -> None:
    phone = {"width": 390, "height": 844}
    page = browser.new_page(base_url=site.address, viewport=phone, device_scale_factor=2, locale="en-US")
    page.goto(site.cast["homeowner_links"][0])
    _keep(page.screenshot(), "homeowner")


def _keep(picture: bytes, name: str) -> None:
    """As a PNG of at most 256 colours, small enough for a README."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    file = HERE / f"{name}.png"
    image.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file.name} has {file.stat().st_size:,} bytes; {LARGEST:,} are allowed.")
    sys.stdout.write(f"docs/screenshots/{file.name} {file.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
