"""The lease of a row in an outbox: one worker takes it, renews it, and finishes or gives up.

The row is the message. A worker takes a row that is due by setting a new lease on it in one UPDATE; every
later write names that lease, so a worker that was slow, killed or started twice overwrites nothing. While a
worker has a row, the row is due again when the lease ends, so one condition finds all that is overdue.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kilowire.models import Leased

MAX_ATTEMPTS = 5
RETRY_AFTER_SECONDS = (10, 60, 300, 900)
RENEWED_EVERY_SECONDS = 0.25
TRIED_AT_ONCE = 5  # more rows than there are workers that may take one in the same moment
WAITING, FAILED, DROPPED = "waiting", "failed", "dropped"
STOPPED = f"The worker stopped {MAX_ATTEMPTS} times in the middle of it."


class LeaseLost(Exception):
    """Another worker has taken over this row; the result of this one must be discarded."""


@dataclass(slots=True)
class Lease:
    """One worker's right to work on one row until a given moment, which it extends while it works."""

    model: type[Leased]
    pk: int
    token: UUID
    attempt: int
    renewed: float = field(default_factory=time.monotonic)

    def renew(self, **progress: Any) -> None:
        """Extend the lease and write the progress; raise ``LeaseLost`` where another worker has the row."""
        if time.monotonic() - self.renewed < RENEWED_EVERY_SECONDS:
            return
        until = _lease_end()
        if not self._row().update(lease_until=until, due_at=until, **progress):
            raise LeaseLost
        self.renewed = time.monotonic()

    def finish(self, **values: Any) -> bool:
        """Write the result if the lease is still ours; return False where another worker took the row."""
        return bool(self._row().update(lease=None, lease_until=None, error="", **values))

    def fail(self, error: str, **values: Any) -> None:
        """Mark the row as failed for good, because another attempt would not help."""
        self._row().update(status=FAILED, lease=None, lease_until=None, error=error[:400], **values)

    def drop(self, why: str) -> None:
        """Mark the row as not done, because it is of no use any more."""
        self._row().update(status=DROPPED, lease=None, lease_until=None, error=why[:400])

    def try_again(self, error: str, **values: Any) -> None:
        """Put the row back for a later attempt, with growing delays; after the last one mark it failed."""
        if self.attempt >= MAX_ATTEMPTS:
            self.fail(error, **values)
        else:
            self._put_back(error, RETRY_AFTER_SECONDS[self.attempt - 1], attempts=self.attempt, **values)

    def note(self, **values: Any) -> None:
        """Write these values now; raise ``LeaseLost`` where another worker has the row."""
        if not self._row().update(**values):
            raise LeaseLost

    def wait(self, error: str, seconds: float = 60, **progress: Any) -> None:
        """Put the row back because the work cannot be done now; the attempt does not count."""
        self._put_back(error, seconds, attempts=self.attempt - 1, **progress)

    def _put_back(self, error: str, seconds: float, attempts: int, **progress: Any) -> None:
        due_at = timezone.now() + timedelta(seconds=seconds)
        self._row().update(
            status=WAITING,
            lease=None,
            lease_until=None,
            due_at=due_at,
            attempts=attempts,
            error=error[:400],
            **progress,
        )

    def _row(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(pk=self.pk, lease=self.token)


def take(model: type[Leased], pk: int) -> Lease | None:
    """Take the lease of this row if it is due; return None where it is not due or another worker has it."""
    due = _due(model).filter(pk=pk)
    token, until = uuid4(), _lease_end()
    taken = due.filter(attempts__lt=MAX_ATTEMPTS).update(
        status=model.AT_WORK, lease=token, lease_until=until, due_at=until, attempts=F("attempts") + 1
    )
    if not taken:
        due.filter(attempts__gte=MAX_ATTEMPTS).update(
            status=FAILED, lease=None, lease_until=None, error=STOPPED
        )
        return None
    attempt = model._default_manager.filter(pk=pk).values_list("attempts", flat=True).get()
    return Lease(model, pk, token, attempt)


def take_latest(model: type[Leased]) -> Lease | None:
    """Take the lease of the row that became due last; return None where no row is due.

    That is the one which somebody just asked for and waits for; a backlog has waited already.
    """
    for pk in _latest_due(model)[:TRIED_AT_ONCE]:
        if lease := take(model, pk):
            return lease
    return None


def overdue(model: type[Leased], limit: int = 100) -> list[int]:
    """Return ids of rows that should be done by now: not begun, or begun by a worker whose lease ended."""
    return list(_latest_due(model)[:limit])


@transaction.atomic
def to_be_rung(model: type[Leased], limit: int = 100) -> list[int]:
    """Return ids of overdue rows whose worker is to be told again, and note when that was.

    A row is told of once when it becomes due, and then at most once in ``RING_AGAIN_SECONDS``, so that a
    long queue is not made longer by what is in it already.
    """
    now = timezone.now()
    is_quiet = Q(rung_at=None) | Q(rung_at__lt=F("due_at"))
    is_long_ago = Q(rung_at__lte=now - timedelta(seconds=settings.RING_AGAIN_SECONDS))
    rows = _latest_due(model).filter(is_quiet | is_long_ago)
    found = list(rows.select_for_update(skip_locked=True, no_key=True)[:limit])
    model._default_manager.filter(pk__in=found).update(rung_at=now)
    return found


def _latest_due(model: type[Leased]) -> QuerySet[Any]:
    return _due(model).order_by("-due_at").values_list("pk", flat=True)


def _due(model: type[Leased]) -> QuerySet[Any]:
    to_be_done = Q(status__in=(WAITING, model.AT_WORK), due_at__lte=timezone.now())
    return model._default_manager.filter(to_be_done)


def _lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.PAPER_LEASE_SECONDS)
