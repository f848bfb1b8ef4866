"""The shape of the frozen context that record papers share: letterhead, summary and sections of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from jobs.models import Adapter, Job, Photo
from jobs.papers.services.letterhead import letterhead
from kilowire.floor.days import spoken_day
from kilowire.floor.normal.numbers import same_number

Rows = list[list[str]]


def day(value: date | None) -> str:
    return spoken_day(value) if value else "–"


def usd(value: Decimal) -> str:
    return f"${value:,.2f}"


class Beside(TypedDict, total=False):
    """What a section shows besides its rows; photos and uploads by their ids."""

    note: str
    table: dict[str, Any]
    photos: list[str]
    uploads: list[Any]


def record_context(job: Job, on: date, *, summary: str, sections: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the context of a record paper: letterhead, one sentence, sections of rows."""
    return {**letterhead(job, on), "summary": summary, "sections": sections}


def section(title: str, rows: Rows, **beside: Unpack[Beside]) -> dict[str, Any]:
    return {"title": title, "rows": rows, **beside}


def adapter_serial(job: Job, read: str) -> str:
    """Return a serial number that somebody read, spelled as on file where it is that of the job's adapter.

    So all papers of a job spell one number in one way; a number that differs stays as it was read.
    """
    on_file = Adapter.objects.of(job).order_by("-id").values_list("serial", flat=True)
    return next((serial for serial in on_file if same_number(serial, read)), read)


def photos_in(job: Job, slots: Iterable[str]) -> list[str]:
    """Return ids of the photos on file in these slots, oldest first."""
    return [
        str(pk)
        for pk in Photo.objects.of(job).on_file().filter(slot__in=list(slots)).values_list("pk", flat=True)
    ]
