"""A list of jobs as its page shows it: how far it is, and what came of its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.imports.columns import BY_NAME, Chosen
from jobs.models import JobList, ListStatus
from kilowire.floor.days import counted, short_day

MOST_SHOWN = 300
_MARKS = {
    ListStatus.COLUMNS: "mark-go",
    ListStatus.WAITING: "mark-wait",
    ListStatus.READING: "mark-go",
    ListStatus.CHECKED: "mark-done",
    ListStatus.READY: "mark-done",
    ListStatus.FAILED: "mark-bad",
}


def list_page(row: JobList) -> dict[str, Any]:
    """Return the state of a list, what came of its rows, and the act that comes next."""
    result = row.result
    refusals, notes = result.get("refusals", []), result.get("notes", [])
    is_being_read = row.status in (ListStatus.WAITING, ListStatus.READING)
    opened = result.get("opened", 0)
    return {
        "list": _row(row),
        "figures": _figures(row, opened, len(refusals)),
        "columns": _columns(row),
        "not_taken": [h for place, h in enumerate(row.headings) if h and place not in _places(row)],
        "refusals": refusals[:MOST_SHOWN],
        "more_refused": max(0, len(refusals) - MOST_SHOWN),
        "notes": notes[:MOST_SHOWN],
        "may_open": opened if row.status == ListStatus.CHECKED else 0,
        "may_choose": row.status not in (ListStatus.READY, *_AT_WORK),
        "poll_url": reverse("jobs:job_list_progress", args=[row.pk]) if is_being_read else "",
    }


_AT_WORK = (ListStatus.WAITING, ListStatus.READING)


def list_rows(rows: Iterable[JobList]) -> list[dict[str, Any]]:
    """Return a row for each list that was handed in, with the address of its page."""
    return [{**_row(row), "url": _address(row)} for row in rows]


def _address(row: JobList) -> str:
    name = "jobs:job_list_columns" if row.status == ListStatus.COLUMNS else "jobs:job_list"
    return reverse(name, args=[row.pk])


def _row(row: JobList) -> dict[str, Any]:
    day = short_day(timezone.localdate(row.handed_in_at), timezone.localdate())
    return {
        "pk": row.pk,
        "name": row.name or "A list",
        "state": row.get_status_display(),
        "mark": _MARKS[ListStatus(row.status)],
        "done": row.done,
        "total": row.rows,
        "text": f"{counted(row.rows, 'row')}, handed in {day} by {row.handed_in_by.name}",
        "about": row.about,
        "error": row.error,
    }


def _figures(row: JobList, opened: int, refused: int) -> list[tuple[str, str]]:
    if not row.result:
        return []
    return [
        (f"{opened:,}", "jobs to open" if row.is_dry_run else "jobs opened"),
        (f"{row.result.get('there', 0):,}", "in already"),
        (f"{refused:,}", "refused"),
    ]


def _columns(row: JobList) -> list[tuple[str, str]]:
    chosen = Chosen(**row.columns)
    columns = [(BY_NAME[name].label, row.headings[place]) for name, place in chosen.places.items()]
    return columns + [
        (BY_NAME[name].label, f"{value}, for all rows") for name, value in chosen.always.items()
    ]


def _places(row: JobList) -> set[int]:
    return set(Chosen(**row.columns).places.values())
