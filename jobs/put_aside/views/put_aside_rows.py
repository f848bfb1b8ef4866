"""Rows of what tablets put aside: what it is, of which job, by whom, why it was refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from jobs.job_page.lines import address_of
from jobs.models import PutAside


def put_aside_rows(rows: Iterable[PutAside]) -> list[dict[str, Any]]:
    """Return a dict per thing, for the list and for its own pages."""
    return [_row(row) for row in rows]


def _row(row: PutAside) -> dict[str, Any]:
    number = row.job.number if row.job else ""
    return {
        "what": str(row),
        "number": number,
        "job_url": address_of("jobs:overview", number) if number else "",
        "name": row.job.homeowner_name if row.job else "no job of this technician",
        "by": row.by.name,
        "came_at": row.came_at,
        "because": row.because,
        "settle_url": reverse("jobs:file_put_aside", args=[row.pk]),
        "discard_url": reverse("jobs:discard_put_aside", args=[row.pk]),
        "item_url": reverse("jobs:put_aside_item", args=[row.pk]),
        "bytes_url": reverse("jobs:put_aside_bytes", args=[row.pk]) if row.file else "",
        "ended": row.get_ended_display() if row.ended else "",
        "ended_by": row.ended_by.name if row.ended_by else "",
        "ended_at": row.ended_at,
        "note": row.note,
    }
