"""The product list: one act says of a model whether it is on it; every open job with it learns of that."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Evaluation, ProductCheck
from assessments.services import answers, products, verdicts
from jobs.holds.services import holds
from jobs.models import AdapterModel, Job
from kilowire.floor.refusals import Refused
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import surveyed_job
from tests.builders.cast import someone
from tests.builders.jobs import days_ago, opened_job
from tests.days import Ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def collar() -> AdapterModel:
    return AdapterModel.objects.create(key="collar", maker="New", model="Collar", max_circuit_amps=60)


def look(adapter: AdapterModel, **new: Any) -> AdapterModel:
    given = {
        "approval": "approved",
        "source": "List of November 20",
        "checked_on": days_ago(0),
        "by": someone("olive"),
    }
    return products.record_product_check(adapter=adapter, **{**given, **new})


def with_collar(collar: AdapterModel) -> Job:
    job = opened_job()
    answers.choose_adapter(job=job, adapter=collar, by=someone("olive"))
    return job


def test_a_look_writes_the_model_its_source_and_the_list_of_looks(collar: AdapterModel) -> None:
    at = timezone.now()
    adapter = look(collar)
    assert (adapter.approval, adapter.approval_source) == ("approved", "List of November 20")
    assert (adapter.approval_checked_on, adapter.edited_at >= at) == (days_ago(0), True)
    look(adapter, approval="not_approved", source="List of today")
    assert list(ProductCheck.objects.values_list("before", "approval", "by__name")) == [
        ("approved", "not_approved", "Olive"),
        ("unknown", "approved", "Olive"),
    ]


def test_every_open_job_with_the_model_is_told_and_its_item_ends(collar: AdapterModel) -> None:
    first, second, over = with_collar(collar), with_collar(collar), with_collar(collar)
    holds.cancel_job(job=over, because="price", note="", by=someone("olive"))
    before = {job.pk: last_event(job) for job in (first, second, over)}
    look(collar)
    item = "Check whether SCE's product list has the New Collar"
    for job in (first, second):
        assert written_since(job, before[job.pk]) == [
            ("desk", "Product list: New Collar is approved"),
            ("item_ended", f"No longer open: {item}"),
        ]
        assert open_items(job) == {}
    assert written_since(over, before[over.pk]) == []


def test_a_look_that_says_the_same_again_tells_the_jobs_nothing(collar: AdapterModel) -> None:
    job = with_collar(collar)
    look(collar)
    before = last_event(job)
    look(collar, source="List of December")
    assert written_since(job, before) == []
    assert ProductCheck.objects.count() == 2


def test_a_survey_already_judged_is_to_be_judged_again(collar: AdapterModel) -> None:
    job = surveyed_job(adapter=collar)
    assert Evaluation.objects.of(job).get().verdict == "review"
    look(collar)
    assert open_items(job) == {"verdict": ("office", "Judge the survey's answers by the program's rules")}
    assert verdicts.judge(job=job, by=someone("olive")).verdict == "pass"


@pytest.mark.parametrize(
    ("lie", "field"),
    [
        ({"source": " "}, "source"),
        ({"approval": "maybe"}, "approval"),
        ({"checked_on": Ago(-1)}, "checked_on"),
    ],
)
def test_a_look_without_source_word_or_day_is_refused(
    collar: AdapterModel, lie: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        look(collar, **lie)
    assert refusal.value.field == field
    assert AdapterModel.objects.get(pk=collar.pk).approval == "unknown"


def test_an_older_look_does_not_replace_a_newer_one(collar: AdapterModel) -> None:
    look(collar)
    with pytest.raises(Refused, match="an older look changes nothing"):
        look(collar, approval="not_approved", checked_on=days_ago(5))


def test_nobody_knows_needs_no_source(collar: AdapterModel) -> None:
    assert look(collar, approval="unknown", source="").approval == "unknown"
