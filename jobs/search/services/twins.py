"""Finds jobs under way that share a meter, an account or a permit, when a page is read."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from jobs.models import Job, Reference
from jobs.models.job_queries import ON_THE_ROAD
from jobs.search.twins import KINDS, Number, Twin, twins_by_job
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


def twins_of(job: Job, user: User) -> list[Twin]:
    """Return the twins of this job that the user may see, in one query; none once it is closed out."""
    if not job.is_open:
        return []
    its = Reference.objects.of(job).filter(kind__in=KINDS).exclude(normal="")
    return twins_by_job(_numbers(Reference.objects.visible_to(user), its.values("normal"))).get(job.pk, [])


def all_twins() -> dict[int, list[Twin]]:
    """Return the twins of every job that has any, by its key, in one query. For pages of the office."""
    shared = _under_way(Reference.objects.all()).values("normal").annotate(jobs=Count("job", distinct=True))
    keys = shared.filter(jobs__gt=1).order_by().values("normal")
    return twins_by_job(_numbers(Reference.objects.all(), keys))


def _numbers(references: QuerySet[Any], keys: QuerySet[Any, Any]) -> list[Number]:
    rows = _under_way(references).filter(normal__in=keys).order_by("job_id", "kind", "id")
    return [Number(*row) for row in rows.values_list(*_COLUMNS)]


def _under_way(references: QuerySet[Any]) -> QuerySet[Any]:
    live = references.filter(job__cancelled_on=None, job__stage__in=ON_THE_ROAD)
    return live.filter(kind__in=KINDS).exclude(normal="")
