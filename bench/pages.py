"""Measure each page through gunicorn beside its rows through psycopg2 alone; count queries and bytes.

Budgets are for the machine of ``docs/performance.md``: the reference page says how much slower or faster
this one is, and they are scaled by that. With ``--json`` the figures are one JSON object on standard output.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench._settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from bench._timing import Site, Timed, rate, timed  # noqa: E402
from jobs.models import Job  # noqa: E402
from jobs.road.job_tabs import tabs  # noqa: E402
from kilowire.models import Role, User  # noqa: E402

BARE_PORT_OFFSET = 1
REFERENCE = "reference"
REFERENCE_MACHINE_MS = 6.1
"""What the reference page takes on the machine of ``docs/performance.md``, worked out as it says there."""


@dataclass(frozen=True)
class Page:
    """A page, the path of its bare rows if it has any, and its budget: milliseconds, queries, kilobytes."""

    name: str
    path: str
    bare: str = ""
    ms: float | None = None
    queries: int | None = None
    kilobytes: float | None = None


def pages() -> list[Page]:
    number = Job.objects.filter(closed_out_on=None, agreed_on__isnull=False).order_by("id")[0].number
    homeowner = json.loads(Path(os.environ["BENCH_CAST"]).read_text())["homeowner_links"][0]
    return [
        Page("today", "/", "/today", 25, 20),
        Page("board", "/board/", "/board", 25, 20, 150),
        Page("list", "/jobs/", "/list", 15, 8),
        Page("search", "/jobs/?q=aguilar", "/search", 20, 8),
        Page("search of a typo", "/jobs/?q=aguliar", "", 20, 8),
        Page("search of two letters", "/jobs/?q=al", "", 20, 8),
        Page("job", f"/jobs/{number}/", "/job", 15, 12),
        *(
            Page(f"tab {tab.key}", reverse(tab.page, args=[number]), "", 25)
            for tab in tabs()
            if tab.key != "overview"
        ),
        Page("sweep", reverse("jobs:sweep")),
        Page("calendar", reverse("jobs:calendar"), "", 25),
        Page("homeowner", urlsplit(homeowner).path, "/homeowner", 6, 6, 30),
    ]


def signed_in() -> str:
    """Return the session cookie of a user of the office."""
    client = Client()
    client.force_login(User.objects.filter(role=Role.OFFICE)[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def queries(path: str) -> int:
    """Return the number of database queries of a page whose caches are filled."""
    client = Client(headers={"host": urlsplit(settings.PUBLIC_URL).netloc})
    client.force_login(User.objects.filter(role=Role.OFFICE)[0])
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def main() -> int:
    until_the_demos_papers_are_made()
    host, number = urlsplit(settings.PUBLIC_URL).netloc, Job.objects.order_by("-id")[0].number
    address = os.environ["BENCH_ADDRESS"]
    port = (urlsplit(address).port or 0) + BARE_PORT_OFFSET
    office, nobody = Site(address, host, signed_in()), Site(address, host)
    with _bare_rows(port):
        bare = Site(f"http://127.0.0.1:{port}", host)
        sites = {page.name: nobody if page.bare == "/homeowner" else office for page in pages()}
        times = timed(
            {page.name: (sites[page.name], page.path) for page in pages()}
            | {f"floor of {page.name}": (bare, page.bare) for page in pages() if page.bare}
            | {REFERENCE: (office, f"/bench/reference/{number}/")}
        )
    reference_ms = times[REFERENCE].median_ms
    measured = {page.name: _figures(page, sites[page.name], times) for page in pages()}
    slower = reference_ms / REFERENCE_MACHINE_MS
    over = [line for page in pages() for line in _over(page, measured[page.name], slower)]
    result = {
        "jobs": Job.objects.count(),
        "reference_ms": reference_ms,
        "reference_machine_ms": REFERENCE_MACHINE_MS,
        "pages": measured,
        "over": over,
    }
    if os.environ.get("BENCH_JSON"):
        print(json.dumps(result))
    else:
        _print(result, slower)
    return 1 if over else 0


def _figures(page: Page, site: Site, times: dict[str, Timed]) -> dict[str, float | None]:
    ours, floor = times[page.name], times.get(f"floor of {page.name}")
    return {
        "median_ms": ours.median_ms,
        "p95_ms": ours.p95_ms,
        "floor_ms": floor.median_ms if floor else None,
        "queries": queries(page.path),
        "bytes": ours.size,
        "rps_1": rate(site, page.path, 1),
        "rps_8": rate(site, page.path, 8),
    }


def _over(page: Page, measured: dict[str, Any], slower: float) -> list[str]:
    """Return a line for each figure that is over budget on a machine that is so many times slower."""
    limits = (
        ("ms", measured["median_ms"], page.ms and page.ms * slower),
        ("queries", measured["queries"], page.queries),
        ("KB", measured["bytes"] / 1024, page.kilobytes),
    )
    return [
        f"{page.name}: {is_:.1f} {unit}, budget {may:.1f}" for unit, is_, may in limits if may and is_ > may
    ]


def _print(result: dict[str, Any], slower: float) -> None:
    print(f"{result['jobs']} jobs; the reference page takes {result['reference_ms']:.1f} ms: budgets of")
    print(f"milliseconds are {slower:.2f} times those of the machine of docs/performance.md")
    for name, page in result["pages"].items():
        floor = f"{page['floor_ms']:6.1f}" if page["floor_ms"] else "     –"
        print(
            f"{name:22} {page['median_ms']:7.1f} ms  p95 {page['p95_ms']:7.1f}  bare rows {floor}"
            f"  {page['queries']:3} queries {page['bytes'] / 1024:7.1f} KB"
            f"  {page['rps_1']:5.0f} and {page['rps_8']:5.0f} a second at 1 and 8 clients"
        )
    print("\n".join(result["over"]) or "every page is inside its budget")


@contextmanager
def _bare_rows(port: int) -> Iterator[None]:
    command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2", "bench._bare:app"]
    bare = subprocess.Popen([sys.executable, *command], cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield
    finally:
        bare.terminate()
        bare.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("The bare rows did not start.")


if __name__ == "__main__":
    sys.exit(main())
