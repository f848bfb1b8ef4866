"""A zip that the office handed in, as its page shows it: how far it is, and the result of each thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.brought_in.services.tablet_import import REFUSED, TAKEN, THERE
from jobs.job_page.lines import address_of
from jobs.models import TabletZip, ZipStatus
from kilowire.floor.days import counted, short_day

_MARKS = {
    ZipStatus.WAITING: "mark-wait",
    ZipStatus.READING: "mark-go",
    ZipStatus.READY: "mark-done",
    ZipStatus.FAILED: "mark-bad",
}
_OUTCOMES = (
    (REFUSED, "Refused", "mark-bad"),
    (TAKEN, "Taken", "mark-done"),
    (THERE, "Held already", "mark-off"),
)


def zip_page(row: TabletZip) -> dict[str, Any]:
    """Return the state of a zip, how far it is, and the lines so far in groups."""
    is_over = row.status in (ZipStatus.READY, ZipStatus.FAILED)
    return {
        "zip": _row(row),
        "is_empty": row.status == ZipStatus.READY and not row.lines,
        "groups": _groups(row.lines),
        "poll_url": "" if is_over else reverse("jobs:brought_in_progress", args=[row.pk]),
    }


def zip_rows(rows: Iterable[TabletZip]) -> list[dict[str, Any]]:
    """Return a row for each zip that was handed in, with the address of its page."""
    return [{**_row(row), "url": reverse("jobs:brought_in", args=[row.pk])} for row in rows]


def _row(row: TabletZip) -> dict[str, Any]:
    day = short_day(timezone.localdate(row.handed_in_at), timezone.localdate())
    refused = sum(1 for line in row.lines if line["came"] == REFUSED)
    told = f" · {counted(refused, 'thing')} refused" if refused else ""
    return {
        "name": row.name or "A zip",
        "state": row.get_status_display(),
        "mark": _MARKS[ZipStatus(row.status)],
        "done": len(row.lines),
        "total": row.steps,
        "text": f"handed in {day} by {row.handed_in_by.name}{told}",
        "error": row.error,
    }


def _groups(lines: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the lines in groups by outcome, refused ones first."""
    by_outcome: dict[str, list[dict[str, str]]] = {outcome: [] for outcome, _, _ in _OUTCOMES}
    for line in lines:
        url = address_of("jobs:overview", line["job"]) if line["came"] != REFUSED else ""
        by_outcome[line["came"]].append({**line, "url": url})
    return [
        {"title": title, "mark": mark, "rows": by_outcome[outcome]}
        for outcome, title, mark in _OUTCOMES
        if by_outcome[outcome]
    ]
