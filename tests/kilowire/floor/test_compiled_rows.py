"""A query that is compiled once gives the rows of each key, as the ORM would read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from jobs.models import Job, Jurisdiction, OpenItem
from kilowire.floor.compiled_rows import CompiledRows
from tests.builders.jobs import accepted_job, whittier

pytestmark = pytest.mark.django_db


def of_job(pk: int) -> QuerySet[Any, Any]:
    return Job.objects.filter(pk=pk, stage="assessment").values_list(
        "number", "opened_on", "created_at", "does_not_add_up"
    )


def test_rows_are_those_of_the_orm_for_each_key() -> None:
    first, second = accepted_job(), accepted_job(name="Minh Tran")
    read = CompiledRows(of_job)
    for job in (first, second):
        with CaptureQueriesContext(connection) as asked:
            assert read(job.pk) == list(of_job(job.pk))
        assert len(asked) == 2
    assert read(0) == []


def test_keys_go_where_they_belong_and_json_is_read() -> None:
    city = whittier(closed_days=["2026-11-27"])
    read = CompiledRows(
        lambda low, high: Jurisdiction.objects.filter(pk__gte=low, pk__lte=high).values_list("closed_days"), 2
    )
    assert read(city.pk, city.pk) == [(["2026-11-27"],)]
    assert read(city.pk + 1, city.pk) == []


def test_a_reading_without_rows_asks_all_the_same() -> None:
    assert CompiledRows(lambda job: OpenItem.objects.filter(job=job).values_list("pk"))(1) == []
