"""What the jacket's own papers say: frozen contexts of contract, installation, test and warranty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jobs.models import (
    Job,
    Photo,
)
from jobs.papers.services.letterhead import letterhead

Rows = list[list[str]]


def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else "–"


def usd(value: Decimal) -> str:
    return f"${value:,.2f}"


def record_context(
    job: Job, on: date, *, summary: str, sections: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """The shape that every record paper shares: letterhead, one sentence, sections of rows."""
    return {**letterhead(job, on), "summary": summary, "sections": sections, **more}


def section(title: str, rows: Rows, **more: Any) -> dict[str, Any]:
    return {"title": title, "rows": rows, **more}


def photos_in(job: Job, slots: Iterable[str]) -> list[str]:
    """Ids of the photos held in these slots, oldest first."""
    return [
        str(pk)
        for pk in Photo.objects.of(job).held().filter(slot__in=list(slots)).values_list("pk", flat=True)
    ]
