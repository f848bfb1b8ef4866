"""Rows whose number leads no search to their job."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from jobs.models import Reference


def without_reference(rows: QuerySet[Any], column: str, kind: str) -> QuerySet[Any]:
    """Return those of these rows of jobs that have a number in this column which their job lacks."""
    found = Reference.objects.filter(job=OuterRef("job"), kind=kind, value=OuterRef(column))
    return rows.exclude(**{column: ""}).filter(~Exists(found)).only("pk")
