"""Measure how long the worker takes to add the signing record to a contract of 200 pages and to seal it."""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path
from statistics import median

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - after the settings

from kilowire.floor.files.opened import joined  # noqa: E402
from kilowire.floor.pdf import render_pdf  # noqa: E402
from kilowire.floor.sealing.sealed import certificate, seal_holds, sealed  # noqa: E402

PAGES, ROUNDS, BUDGET_S = 200, 5, 3.0
HEAD = '<html lang="en"><head><title>Contract</title><link rel="stylesheet" href="css/document.css"></head>'
CLAUSE = '<section class="new-page"><h1>Clause {}</h1>' + "<p>The work is done as described.</p>" * 20


def main() -> int:
    """Print the median of the rounds; 1 where it is over the budget or a seal does not hold."""
    contract = _pdf("".join(CLAUSE.format(number) + "</section>" for number in range(PAGES)))
    certificate()
    rounds, before = [], resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    for _ in range(ROUNDS):
        began = time.perf_counter()
        done = sealed(joined(contract, _pdf("<h1>Signing record</h1>")), reason="bench")
        rounds.append(time.perf_counter() - began)
    spent = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / ROUNDS
    holds = seal_holds(done.content, done.fingerprint)
    print(
        f"sealing a contract of {PAGES} pages: median {median(rounds):.2f} s of {BUDGET_S:.0f}, "
        f"{spent:.2f} s of processor in the child, the seal {'holds' if holds else 'DOES NOT HOLD'}"
    )
    return 0 if holds and median(rounds) <= BUDGET_S else 1


def _pdf(body: str) -> bytes:
    return render_pdf(f"{HEAD}<body>{body}</body></html>", made_at=timezone.now(), variant=None)


if __name__ == "__main__":
    sys.exit(main())
