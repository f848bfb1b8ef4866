"""Measure a close-out package of 12 photos against WeasyPrint alone, and the time from request to ready."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kilowire.settings")
django.setup()

import weasyprint  # noqa: E402 - after the settings
from django.core.files.base import ContentFile  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from bench._quiet import until_the_demos_papers_are_made  # noqa: E402
from jobs.closeout.package import compose  # noqa: E402
from jobs.models import Document, Job  # noqa: E402
from jobs.papers.outbox import rendering  # noqa: E402
from jobs.papers.outbox.paper_html import PaperSource, lay_out  # noqa: E402
from jobs.papers.services import paperwork  # noqa: E402
from jobs.papers.services.freezing import frozen_paper, frozen_photo  # noqa: E402
from jobs.papers.services.letterhead import letterhead  # noqa: E402
from jobs.road.paper_kinds import PaperKind  # noqa: E402
from kilowire.floor import pdf  # noqa: E402
from tests.builders.cast import someone  # noqa: E402
from tests.builders.jobs import accepted_job, days_ago  # noqa: E402
from tests.builders.papers import SLOTS, filed_photo, issued_paper  # noqa: E402

PHOTOS = 12
ROUNDS = 9
RATIO_BUDGET = 1.15
WAIT_BUDGET_MS = 150
PATIENCE_S = 60


def photo(number: int) -> ContentFile[bytes]:
    """Return a picture with as much detail as a camera's."""
    file = BytesIO()
    Image.effect_noise((2400, 1800), 8 + number / 4).convert("RGB").save(file, "JPEG", quality=70)
    return ContentFile(file.getvalue(), name="photo.jpg")


def package_context(job: Job) -> dict[str, object]:
    shown = [filed_photo(job, SLOTS[number], file=photo(number)) for number in range(PHOTOS)]
    bound = [issued_paper(job, kind) for kind in (PaperKind.PERMIT_RECORD, PaperKind.INSTALLATION_RECORD)]
    return compose(
        letterhead(job, days_ago(1)),
        papers=[frozen_paper(paper) for paper in bound],
        uploads=[],
        photos=[frozen_photo(taken) for taken in shown],
    )


def issue(job: Job, context: dict[str, object]) -> Document:
    return paperwork.issue_document(
        job=job, kind=PaperKind.CLOSE_OUT_PACKAGE, context=context, by=someone("olive")
    )


def milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def alone(paper: PaperSource) -> bytes:
    """Render the same HTML, files, fonts and kind of PDF by WeasyPrint alone."""
    serve = pdf._OnlyOurs(weasyprint, paper.files)
    html = weasyprint.HTML(string=paper.html, base_url=pdf.BASE_URL, url_fetcher=serve)
    return bytes(html.write_pdf(font_config=pdf._fonts(), pdf_variant=pdf.ARCHIVAL))


def made_here(document: Document) -> None:
    """Do all that a worker does: take the lease, read and check the files, render, store, mark ready."""
    Document.objects.filter(pk=document.pk).update(
        status="waiting", due_at=timezone.now(), attempts=0, lease=None, lease_until=None
    )
    rendering.render_document(document.pk)


def until_ready(job: Job, context: dict[str, object]) -> None:
    """Issue a paper and wait until the running worker has made it."""
    document, deadline = issue(job, context), time.monotonic() + PATIENCE_S
    while not Document.objects.ready().filter(pk=document.pk).exists():
        if time.monotonic() > deadline:
            sys.exit("papers: no worker made the paper.")
        time.sleep(0.005)


def main() -> None:
    """Print the medians of one run; exit with 1 when over budget."""
    until_the_demos_papers_are_made()
    job = accepted_job()
    context = package_context(job)
    document = issue(job, context)
    rendering.render_document(document.pk)
    paper = lay_out(document, lambda done, steps: None)
    for _ in range(4):  # both processes of the worker have loaded engine and fonts
        until_ready(job, context)
    engine, ours, ready = [], [], []
    for _ in range(ROUNDS):
        engine.append(milliseconds(lambda: alone(paper)))
        ours.append(milliseconds(lambda: made_here(document)))
        ready.append(milliseconds(lambda: until_ready(job, context)))
    ratio, wait = median(ours) / median(engine), median(ready) - median(ours)
    print(
        f"papers: a package with {PHOTOS} photos takes {median(ours):.0f} ms, WeasyPrint alone on its HTML",
        end=" ",
    )
    print(f"{median(engine):.0f} ms: {ratio:.2f} times, budget {RATIO_BUDGET}")
    print(f"papers: from request to ready {median(ready):.0f} ms, {wait:.0f} ms of it not", end=" ")
    print(f"rendering, budget {WAIT_BUDGET_MS} ms")
    if ratio > RATIO_BUDGET or wait > WAIT_BUDGET_MS:
        sys.exit(1)


if __name__ == "__main__":
    main()
