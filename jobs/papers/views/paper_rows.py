"""Rows of papers for the progress fragment, and an ETag that changes whenever one makes progress."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from jobs.models import Document, DocumentStatus
from kilowire.floor.access import StaffRequest
from kilowire.floor.days import short_day
from kilowire.models import User

AT_REST = frozenset({DocumentStatus.READY, DocumentStatus.FAILED})
Row = dict[str, Any]


def paper_rows(documents: Iterable[Document], user: User, *, with_job: bool = False) -> list[Row]:
    """Return a row per paper, in the shape of ``parts/_progress.html``."""
    today = timezone.localdate()
    return [_row(document, user, today, with_job) for document in documents]


def is_moving(rows: Iterable[Row]) -> bool:
    """Return whether any of these papers is still being made."""
    return any(row["state"] not in AT_REST for row in rows)


def unless_unchanged(request: StaffRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    """Answer a poll with the fragment, or with 304 while its content has not changed."""
    etag = f'"{hashlib.sha256(json.dumps(page, default=str, sort_keys=True).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or render(request, template, page)
    response.headers["ETag"], response.headers["Cache-Control"] = etag, "private, no-cache"
    return response


def _row(document: Document, user: User, today: date, with_job: bool) -> Row:
    address = [document.job.number, document.pk]
    may_withdraw = user.is_office and document.in_force and not with_job
    return {
        "id": f"paper-{document.pk}",
        "label": document.title,
        "job": document.job.number if with_job else "",
        "job_url": reverse("jobs:papers", args=address[:1]) if with_job else "",
        "state": document.status,
        "done": document.steps_done,
        "total": document.steps,
        "text": _text(document, today),
        "error": document.error,
        "url": reverse("jobs:paper_file", args=address) if document.file else "",
        "retry_url": reverse("jobs:make_paper_again", args=address) if user.is_office else "",
        "withdraw_url": reverse("jobs:withdraw_paper", args=address) if may_withdraw else "",
        "poll_url": "",
        "in_force": document.in_force,
    }


def _text(document: Document, today: date) -> str:
    parts = [f"issued {short_day(document.issued_on, today)} by {document.issued_by.name}"]
    if document.withdrawn_on:
        parts.append(f"withdrawn {short_day(document.withdrawn_on, today)}: {document.withdrawn_because}")
    elif document.superseded_on:
        parts.append(f"superseded {short_day(document.superseded_on, today)}")
    if document.status == DocumentStatus.WAITING and document.error:
        parts.append(document.error)
    return " · ".join(parts)
