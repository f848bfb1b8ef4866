"""Fill in surveys in Chromium, killed at random on a failing network, and compare with the office."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs an event loop in this thread
django.setup()

from django.utils import timezone  # noqa: E402 - after the settings
from playwright.sync_api import sync_playwright  # noqa: E402

from bench._field_broken import BrokenGate  # noqa: E402
from bench._field_plan import drawn  # noqa: E402
from bench._field_survey import Survey  # noqa: E402
from bench._field_tablet import WatchedTablet  # noqa: E402
from bench._field_tally import Tally  # noqa: E402
from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from jobs.appointments.services import appointments  # noqa: E402
from jobs.models import Job  # noqa: E402
from tests.browser.gate import Gate  # noqa: E402
from tests.builders.cast import someone  # noqa: E402
from tests.builders.jobs import accepted_job  # noqa: E402
from tests.builders.records import ev_adapter  # noqa: E402


def main() -> None:
    """Print what was lost, doubled or stranded; exit with 1 when anything was."""
    until_the_demos_papers_are_made()
    surveys = int(os.environ.get("BENCH_SURVEYS", "3"))
    seed = int(os.environ.get("BENCH_SEED") or secrets.randbelow(1_000_000))
    print(f"field: {surveys} surveys, seed {seed}")
    ev_adapter()
    tally = Tally()
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory(prefix="kilowire-field-") as folder,
        _gate() as gate,
    ):
        gate.bare = False
        tablet = WatchedTablet(playwright, gate, Path(folder) / "profile")
        for number in range(surveys):
            Survey(tablet, _job_today(number), drawn(seed, number), tally, Path(folder)).run()
    tally.say()
    if not tally.is_good:
        sys.exit(1)


def _gate() -> Gate:
    """The network to the site; a broken one, where the tablet is to seem broken."""
    address, breaks = os.environ["BENCH_ADDRESS"], os.environ.get("BENCH_BROKEN")
    return BrokenGate(address, breaks) if breaks else Gate(address)


def _job_today(number: int) -> Job:
    """An accepted job with a visit of a minute today, each at a minute of its own."""
    job = accepted_job()
    start = timezone.now() + timedelta(minutes=2 * number)
    appointments.book_appointment(
        job=job,
        kind="survey",
        starts_at=start,
        ends_at=start + timedelta(minutes=1),
        technicians=[someone("asa")],
        by=someone("olive"),
    )
    return job


if __name__ == "__main__":
    main()
