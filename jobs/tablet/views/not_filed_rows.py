"""Rows of what came from a tablet and could not be filed, with the page where it is entered by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from jobs.models import Job, NotFiled, Submission, SubmissionKind
from jobs.road.job_tabs import record_page
from jobs.road.stages import Milestone
from jobs.signing.drawn import HEIGHT, WIDTH, is_drawn

_MILESTONES: dict[str, Milestone] = {
    SubmissionKind.SURVEY: Milestone.SURVEYED,
    SubmissionKind.INSTALLATION: Milestone.CIRCUIT_INSTALLED,
}


def not_filed_rows(job: Job, rows: Iterable[NotFiled]) -> list[dict[str, Any]]:
    """Return what could not be filed as the page shows it."""
    return [
        {
            "pk": row.pk,
            "label": row.label,
            "shown": row.shown,
            "because": row.because,
            "who": row.submission.by.name,
            "at": row.submission.made_at,
            "off_calendar": row.submission.off_calendar,
            "is_whole": not row.field,
            "enter": _page(job, row.submission.kind),
            "drawn": _drawn(row.submission),
            "glass": f"0 0 {WIDTH} {HEIGHT}",
            "is_signing": row.submission.kind == SubmissionKind.SIGNING,
            "note": row.note,
            "settled_by": row.settled_by.name if row.settled_by else "",
            "settled_at": row.settled_at,
        }
        for row in rows
    ]


def _drawn(submission: Submission) -> list[str]:
    """The lines of what was drawn with a finger on a paper to sign."""
    if submission.kind != SubmissionKind.SIGNING:
        return []
    return [drawn for mark in submission.body.get("marks") or [] if is_drawn(drawn := str(mark.get("drawn")))]


def _page(job: Job, kind: str) -> str:
    if kind == SubmissionKind.SIGNING:
        return reverse("jobs:signing", args=[job.number])
    milestone = _MILESTONES.get(kind)
    found = record_page(milestone) if milestone else None
    return reverse(found.page if found else "jobs:installation", args=[job.number])
