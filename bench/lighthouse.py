"""Let Lighthouse judge pages in Debian's Chromium, as on a slow phone or at a desk; five times each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the settings
from django.test import Client  # noqa: E402

from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from kilowire.models import User  # noqa: E402
from tests.browser.chromium import PATH, QUIET  # noqa: E402
from tests.npm_files import installed  # noqa: E402

ROUNDS, SECONDS = 5, 180
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
}
Report = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A page, the role of who opens it ("" for nobody), and the least score that its performance may have."""

    name: str
    path: str
    who: str = ""
    preset: str = ""
    budget: int = 0


def pages() -> list[Page]:
    homeowner = json.loads(Path(os.environ["BENCH_CAST"]).read_text())["homeowner_links"][0]
    return [
        Page("the tablet's app, mobile", "/field/", who="field", budget=95),
        Page("the homeowner's page, mobile", urlsplit(homeowner).path, budget=95),
        Page("today, desktop", "/", who="office", preset="desktop"),
    ]


def main() -> None:
    """Print the median scores of each page; exit with 1 where one is below its budget."""
    until_the_demos_papers_are_made()
    program = installed(ROOT / "bench" / "lighthouse_npm") / "lighthouse" / "cli" / "index.js"
    below = False
    for page in pages():
        reports = [judged(program, page) for _ in range(ROUNDS)]
        say(page, reports)
        below |= median(_scores(reports, "performance")) < page.budget
    if below:
        sys.exit(1)


def judged(program: Path, page: Page) -> Report:
    """Return Lighthouse's report of one visit with a browser that has never seen the site."""
    with tempfile.TemporaryDirectory(prefix="kilowire-lighthouse-") as folder:
        headers, report = Path(folder) / "headers.json", Path(folder) / "report.json"
        headers.write_text(json.dumps(_session(page.who) if page.who else {}))
        command = [
            "node",
            str(program),
            f"{os.environ['BENCH_ADDRESS']}{page.path}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={headers}",
            f"--chrome-flags={' '.join(('--headless=new', *QUIET))}",
            "--output=json",
            f"--output-path={report}",
            "--quiet",
            *([f"--preset={page.preset}"] if page.preset else []),
        ]
        # Nothing of the site's own environment concerns it, and its choices are not to be sent anywhere.
        environment = {**os.environ, "CHROME_PATH": PATH, "CI": "1"}
        subprocess.run(command, env=environment, timeout=SECONDS, check=True)
        return json.loads(report.read_text())


def _session(role: str) -> dict[str, str]:
    """The header that signs somebody of this role in."""
    client = Client()
    client.force_login(User.objects.filter(role=role).order_by("pk")[0])
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}


def say(page: Page, reports: list[Report]) -> None:
    scores = {name: _scores(reports, name) for name in CATEGORIES}
    said = ", ".join(f"{name} {median(found):.0f}" for name, found in scores.items())
    least, most = min(scores["performance"]), max(scores["performance"])
    budget = f", budget {page.budget}" if page.budget else ""
    print(f"lighthouse: {page.name}: {said} (performance {least:.0f} to {most:.0f}{budget})")
    times = [f"{words} {_median_of(reports, name):.0f} ms" for name, words in TIMES.items()]
    requests = [report["audits"]["network-requests"]["details"]["items"] for report in reports]
    kilobytes = median(sum(each.get("transferSize", 0) for each in asked) / 1000 for asked in requests)
    counted = median(len(asked) for asked in requests)
    print(f"lighthouse: {page.name}: {', '.join(times)}, {counted:.0f} requests, {kilobytes:.0f} KB")


def _scores(reports: list[Report], category: str) -> list[float]:
    return [100 * report["categories"][category]["score"] for report in reports]


def _median_of(reports: list[Report], audit: str) -> float:
    return median(report["audits"][audit]["numericValue"] for report in reports)


if __name__ == "__main__":
    main()
