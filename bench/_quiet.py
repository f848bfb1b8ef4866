"""Wait until the worker has made the demo's papers, so that nothing else runs during a measurement."""

from __future__ import annotations

import sys
import time

from jobs.models import Document
from jobs.outbox import leases

PATIENCE_S = 900


def until_the_demos_papers_are_made() -> None:
    deadline = time.monotonic() + PATIENCE_S
    while leases.overdue(Document, limit=1) or Document.objects.filter(status="rendering").exists():
        if time.monotonic() > deadline:
            sys.exit("The worker does not come to an end with the demo's papers.")
        time.sleep(0.5)
