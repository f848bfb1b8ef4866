"""Finds jobs under way that share a meter, an account or a permit, when a page is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

from jobs.models import OF_ONE_JOB, Job, Reference
from jobs.models.job_queries import ON_THE_ROAD
from jobs.search.twins import Number, Twin, twins_by_job
from kilowire.models import User

_COLUMNS = (
    "kind",
    "normal",
    "value",
    "job_id",
    "job__number",
    "job__site__utility_id",
    "job__site__jurisdiction_id",
    "job__answers_claim__job_id",
    "job__second_meter_of_id",
)


def with_a_number_of(job: Job, references: Iterable[Reference]) -> QuerySet[Any]:
    """Return the rows of other jobs with a number of this one, so that its twins are asked for where any is.

    ``references`` are all of this job. There are no rows once it is closed out.
    """
    keys = {each.normal for each in references if each.kind in OF_ONE_JOB and each.normal}
    if not job.is_open:
        return Reference.objects.none()
    return Reference.objects.filter(~Q(job=job), kind__in=OF_ONE_JOB, normal__in=keys)


def twins_of(job: Job, user: User) -> list[Twin]:
    """Return the twins of this job that the user may see, in one query; none once it is closed out."""
    if not job.is_open:
        return []
    its = Reference.objects.of(job).filter(kind__in=OF_ONE_JOB).exclude(normal="")
    return twins_by_job(_numbers(Reference.objects.visible_to(user), its.values("normal"))).get(job.pk, [])


def all_twins() -> dict[int, list[Twin]]:
    """Return the twins of every job that has any, by its key. For pages of the office.

    One query, and a second one where a number is shared at all. Neither reads a row of a closed-out job.
    """
    numbers = _under_way(Reference.objects.all()).order_by().values("normal")
    shared = numbers.annotate(first=Min("job"), last=Max("job")).exclude(first=F("last"))
    keys = list(shared.values_list("normal", flat=True))
    return twins_by_job(_numbers(Reference.objects.all(), keys)) if keys else {}


def _numbers(references: QuerySet[Any], keys: Collection[str] | QuerySet[Any, Any]) -> list[Number]:
    rows = _under_way(references).filter(normal__in=keys).order_by("job_id", "kind", "id")
    return [Number(*row) for row in rows.values_list(*_COLUMNS)]


def _under_way(references: QuerySet[Any]) -> QuerySet[Any]:
    live = references.filter(job__cancelled_on=None, job__stage__in=ON_THE_ROAD)
    return live.filter(kind__in=OF_ONE_JOB).exclude(normal="")
