"""Measure each page through gunicorn beside its rows through psycopg2 alone; count queries and bytes."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from jobs.models import Job  # noqa: E402
from kilowire.models import Role, User  # noqa: E402

ROUNDS, WARM_UP = 60, 5
BARE_PORT_OFFSET = 1


@dataclass(frozen=True)
class Page:
    """A page, the path of its bare rows, and its budget: milliseconds, queries, kilobytes."""

    name: str
    path: str
    bare: str
    ms: float
    queries: int
    kilobytes: float | None = None


@dataclass(frozen=True)
class Timed:
    """Median and 95th percentile of one page in milliseconds, and the size of its response in bytes."""

    median_ms: float
    p95_ms: float
    size: int


def pages() -> list[Page]:
    number = Job.objects.filter(closed_out_on=None, agreed_on__isnull=False).order_by("id")[0].number
    homeowner = json.loads(Path(os.environ["BENCH_CAST"]).read_text())["homeowner_links"][0]
    return [
        Page("today", "/", "/today", 40, 20),
        Page("board", "/board/", "/board", 40, 20, 150),
        Page("list", "/jobs/", "/list", 25, 8),
        Page("search", "/jobs/?q=al", "/search", 25, 8),
        Page("job", f"/jobs/{number}/", "/job", 20, 12),
        Page("homeowner", urlsplit(homeowner).path, "/homeowner", 6, 6, 30),
    ]


def signed_in() -> str:
    """Return the session cookie of a user of the office."""
    client = Client()
    client.force_login(User.objects.filter(role=Role.OFFICE)[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def timed(address: str, path: str, cookie: str = "") -> Timed:
    site, spent, size = urlsplit(address), [], 0
    for number in range(ROUNDS + WARM_UP):
        began = time.perf_counter()
        caller = http.client.HTTPConnection(site.hostname or "", site.port, timeout=30)
        caller.request("GET", path, headers={"Cookie": cookie, "Host": urlsplit(settings.PUBLIC_URL).netloc})
        response = caller.getresponse()
        size = len(response.read())
        caller.close()
        if response.status != http.client.OK:
            sys.exit(f"{path} answered {response.status}")
        if number >= WARM_UP:
            spent.append((time.perf_counter() - began) * 1000)
    return Timed(median(spent), quantiles(spent, n=20)[-1], size)


def queries(path: str) -> int:
    """Return the number of database queries of a page whose caches are filled."""
    client = Client(headers={"host": urlsplit(settings.PUBLIC_URL).netloc})
    client.force_login(User.objects.filter(role=Role.OFFICE)[0])
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(path)
    return len(asked)


def main() -> int:
    until_the_demos_papers_are_made()
    address, cookie = os.environ["BENCH_ADDRESS"], signed_in()
    port = (urlsplit(address).port or 0) + BARE_PORT_OFFSET
    bare = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
            "bench._bare:app",
        ],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        over = [line for page in pages() for line in measure(page, address, cookie, port)]
    finally:
        bare.terminate()
        bare.wait()
    print("\n".join(over) or "every page is inside its budget")
    return 1 if over else 0


def measure(page: Page, address: str, cookie: str, port: int) -> list[str]:
    """Print one line of figures; return a line for each figure that is over budget."""
    ours, rows = timed(address, page.path, cookie), timed(f"http://127.0.0.1:{port}", page.bare)
    asked, kilobytes = queries(page.path), ours.size / 1024
    print(
        f"{page.name:10} {ours.median_ms:7.1f} ms  p95 {ours.p95_ms:7.1f} ms  {asked:3} queries"
        f" {kilobytes:7.1f} KB   bare rows {rows.median_ms:6.1f} ms"
    )
    limits = (
        (ours.median_ms, page.ms, "ms"),
        (asked, page.queries, "queries"),
        (kilobytes, page.kilobytes, "KB"),
    )
    return [f"{page.name}: {is_:.1f} {unit}, budget {may}" for is_, may, unit in limits if may and is_ > may]


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
