"""How long the stages of our own jobs take: counted once a night, read from memory by a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from statistics import median_low
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.models import Job, JobKind, UsualTime
from jobs.road.stages import Milestone
from jobs.status.facts import Usual

M = Milestone
LATEST_JOBS = 400
_BEGINS: dict[Milestone, tuple[Milestone, ...]] = {
    M.SURVEYED: (M.ACCEPTED,),
    M.PERMIT_ISSUED: (M.AGREED,),
    M.UTILITY_APPROVED: (M.UTILITY_SUBMITTED,),
    M.CIRCUIT_INSTALLED: (M.PERMIT_ISSUED, M.AGREED),
    M.ADAPTER_SET: (M.UTILITY_APPROVED, M.CIRCUIT_INSTALLED),
    M.INSPECTION_PASSED: (M.CIRCUIT_INSTALLED, M.ADAPTER_SET),
    M.COMMISSIONED: (M.INSPECTION_PASSED, M.ADAPTER_SET),
}
"""A stage runs from the last of these to its own milestone; one that is not recorded does not count."""
_COLUMNS = tuple(f"{m}_on" for m in Milestone)


@transaction.atomic
def count_usual_times() -> None:
    """Count the median days of each stage over the latest closed jobs of each kind."""
    list(UsualTime.objects.select_for_update())  # two runs at once count one after the other
    UsualTime.objects.all().delete()
    UsualTime.objects.bulk_create(each for kind in JobKind.values for each in _counted(kind))
    _read_again.cache_clear()


def usual_times(kind: str) -> tuple[Usual, ...]:
    """Return the usual times of this kind of job; read again each hour."""
    now = timezone.localtime()
    return tuple(usual for of, usual in _read_again(now.date(), now.hour) if of == kind)


@lru_cache(maxsize=1)
def _read_again(day: date, hour: int) -> tuple[tuple[str, Usual], ...]:
    return tuple(
        (each.kind, Usual(each.milestone, each.jobs, each.days)) for each in UsualTime.objects.order_by("id")
    )


def _counted(kind: str) -> Iterator[UsualTime]:
    closed = Job.objects.filter(kind=kind, closed_out_on__isnull=False, cancelled_on=None).order_by("-id")
    jobs: list[dict[str, Any]] = list(closed.values(*_COLUMNS)[:LATEST_JOBS])
    for milestone, begins in _BEGINS.items():
        spans = sorted(span for job in jobs if (span := _days(job, begins, milestone)) is not None)
        if spans:
            yield UsualTime(kind=kind, milestone=milestone, jobs=len(spans), days=median_low(spans))


def _days(job: dict[str, Any], begins: tuple[Milestone, ...], milestone: Milestone) -> int | None:
    began = [day for m in begins if (day := job[f"{m}_on"])]
    ended = job[f"{milestone}_on"]
    return max((ended - max(began)).days, 0) if began and ended else None
