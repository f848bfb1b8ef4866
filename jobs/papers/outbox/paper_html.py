"""Makes the HTML of a paper and collects the files that it shows, from the frozen context alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, override

from jobs.models import Document
from jobs.papers.outbox.frozen_files import Frozen, named_in, read
from jobs.papers.outbox.page_pictures import pages_of
from jobs.road.paper_kinds import PAPERS
from kilowire.floor.files.uploads import SUFFIXES
from kilowire.floor.pdf import Attached

Progress = Callable[[int, int], None]
LAST_STEP = 1  # laying out the pages, after the files have been read


@dataclass(slots=True)
class PaperSource:
    """What the PDF engine needs: HTML, the pictures it names, and the attachments of the PDF."""

    html: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    attachments: list[Attached] = field(default_factory=list)
    steps: int = LAST_STEP


def lay_out(document: Document, progress: Progress) -> PaperSource:
    """Read the files that the context names, check each against its SHA-256, and render the template."""
    context: dict[str, Any] = document.context
    photos = {photo["sha256"]: photo for photo in named_in(context) if "slot" in photo}
    enclosed: list[Frozen] = context.get("enclosed", [])
    paper = PaperSource(steps=len(photos) + len(enclosed) + LAST_STEP)
    for sha256, photo in photos.items():
        paper.files[f"{sha256}.jpg"] = read(photo)
        progress(len(paper.files), paper.steps)
    with override(document.language):
        sheets = []
        for number, upload in enumerate(enclosed, start=1):
            done = len(photos) + number
            sheets.append(_enclose(paper, number, upload, partial(progress, done - 1, paper.steps)))
            progress(done, paper.steps)
        paper.html = render_to_string(
            PAPERS[document.kind].template,
            {**context, "paper": _head(document), "wire": _wire(context), "enclosed": sheets},
        )
    return paper


def _head(document: Document) -> dict[str, str]:
    return {"title": document.title, "issued_on": document.issued_on.isoformat()}


def _enclose(paper: PaperSource, number: int, upload: Frozen, each_page: Callable[[], None]) -> Frozen:
    """Add an upload to the paper as pictures of its pages, and as an attachment of the PDF."""
    content = read(upload)
    sheets = []
    for page, drawn in enumerate(pages_of(upload, content, each_page), start=1):
        name = f"{upload['sha256']}-{page}.jpg"
        if drawn.picture:
            paper.files[name] = drawn.picture
        sheets.append({"name": name if drawn.picture else "", "not_shown": drawn.not_shown})
    suffix = SUFFIXES[upload["content_type"]]
    paper.attachments.append(
        Attached(f"{number:02}-{slugify(upload['title'])}{suffix}", content, description=upload["title"])
    )
    return {**upload, "sheets": sheets, "not_shown": max(0, upload["pages"] - len(sheets))}


def _wire(context: Frozen) -> list[Frozen]:
    """Return the points of the road with labels and dates in the paper's language."""
    utility = context["job"]["utility_short"] if "job" in context else ""
    return [
        {**point, "label": _point(point["label"], utility), "when": _short_day(point["day"])}
        for point in context.get("wire", [])
    ]


def _point(written: str, utility: str) -> str:
    """Translate a label of the road; in the catalog the utility's name is a placeholder."""
    if utility and written.startswith(f"{utility} "):
        return gettext(written.replace(utility, "{utility}", 1)).format(utility=utility)
    return gettext(written)


def _short_day(written: str) -> str:
    day_format = r"j \d\e N Y" if get_language() == "es" else "M j, Y"
    return date_format(date.fromisoformat(written), day_format) if written else ""
