"""What leaves the building: papers and notices, each claimed from its own row by compare-and-set."""

from __future__ import annotations

from django.utils import timezone

from jobs.models import Document, Notice


def documents_overdue(limit: int = 100) -> list[int]:
    """Papers that should have been made by now: never begun, or begun by a worker whose lease ran out."""
    return _overdue(Document, ("waiting", "rendering"), limit)


def notices_overdue(limit: int = 100) -> list[int]:
    """Messages that should have gone by now."""
    return _overdue(Notice, ("waiting", "sending"), limit)


def _overdue(model: type[Document | Notice], statuses: tuple[str, str], limit: int) -> list[int]:
    rows = model._default_manager.filter(status__in=statuses, due_at__lte=timezone.now())
    return list(rows.order_by("due_at").values_list("pk", flat=True)[:limit])
