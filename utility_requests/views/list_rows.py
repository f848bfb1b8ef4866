"""The list of applications and visits, by what they need now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from jobs.models import Job
from kilowire.floor.capped_counts import capped_counts, count_word
from kilowire.models import User
from utility_requests.models import UtilityRequest, VisitWindow
from utility_requests.views import list_cells
from utility_requests.views.list_cells import Cell
from utility_requests.wanted import READINESS

SHOWN = 50
COUNTED = 1000


@dataclass(frozen=True)
class Part:
    """One table of the page. ``ours``: we have to act, not the utility."""

    key: str
    title: str
    word: str
    heads: tuple[str, ...]
    cells: Callable[[Any, date], list[Cell]]
    none: str
    one: str = ""
    ours: bool = False
    bad: bool = False


def parts_of(user: User, today: date) -> list[dict[str, Any]]:
    """Return the parts of the page, each with at most fifty rows and its full count."""
    requests = UtilityRequest.objects.visible_to(user).for_list()
    windows = VisitWindow.objects.visible_to(user).for_list(READINESS)
    found = (
        windows.coming(today).order_by("starts_on", "id"),
        windows.passed_by(today).order_by("starts_on", "id"),
        requests.to_send_again().order_by("ended_on", "id"),
        requests.to_send().order_by("prepared_on", "id"),
        requests.waiting_for_answer().order_by("submitted_on", "id"),
        requests.waiting_for_date().order_by("submitted_on", "id"),
    )
    totals = capped_counts(found, COUNTED)
    return [_shown(*part, today) for part in zip(PARTS, found, totals, strict=True)]


def _shown(part: Part, found: Any, total: int, today: date) -> dict[str, Any]:
    return {
        "id": part.key,
        "title": part.title,
        "word": part.one if part.one and total == 1 else part.word,
        "heads": part.heads,
        "rows": [_row(row, part.heads, part.cells(row, today)) for row in found[:SHOWN]],
        "total": total,
        "count": count_word(total, COUNTED),
        "more": f"The first {SHOWN} of {count_word(total, COUNTED)}." if total > SHOWN else "",
        "none": part.none,
        "ours": part.ours,
        "bad": part.bad and total > 0,
    }


def _row(row: Any, heads: tuple[str, ...], cells: Iterable[Cell]) -> dict[str, Any]:
    request = row.visit.request if isinstance(row, VisitWindow) else row
    job: Job = request.job
    return {
        "job": job.number,
        "url": reverse("utility_requests:utility_request", args=[job.number]),
        "homeowner": job.homeowner_name,
        "city": job.site.city,
        "number": request.number or "–",
        "cells": [{"label": label, **cell} for label, cell in zip(heads, cells, strict=True)],
    }


PARTS = (
    Part(
        "visits",
        "Visits to come",
        "visits to come",
        ("When", "Hours", "Readiness"),
        list_cells.visit,
        "No visit has a date.",
        one="visit to come",
    ),
    Part(
        "outcomes",
        "How did these visits go?",
        "visits without an outcome",
        ("Was to come", "Since"),
        list_cells.passed,
        "Every visit that is over has its outcome.",
        one="visit without an outcome",
        ours=True,
        bad=True,
    ),
    Part(
        "returned",
        "Returned or denied",
        "returned or denied",
        ("Answer", "Since"),
        list_cells.returned,
        "Nothing came back.",
        ours=True,
        bad=True,
    ),
    Part(
        "packets",
        "Packets to complete and send",
        "packets to send",
        ("Prepared", "Age"),
        list_cells.packet,
        "Every packet is sent.",
        one="packet to send",
        ours=True,
    ),
    Part(
        "answers",
        "Waiting for an answer",
        "wait for an answer",
        ("Sent", "Age", "Typically done by"),
        list_cells.answer,
        "Nothing is with the utility.",
        one="waits for an answer",
    ),
    Part(
        "dates",
        "Approved, without a date",
        "wait for a date",
        ("Approved", "Age", "Typically done by"),
        list_cells.date_to_come,
        "Every approved application has its date.",
        one="waits for a date",
    ),
)
