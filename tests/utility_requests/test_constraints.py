"""What the database holds by itself, whoever writes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from tests.builders.cast import someone
from tests.builders.jobs import days_ago, sce
from tests.builders.utility_requests import (
    adapter_set,
    coming_visit,
    prepared,
    submitted_job,
    tariff,
    visit_failed,
    window_given,
)
from tests.days import Ago
from utility_requests.models import (
    FeePayment,
    FeeTariff,
    InterconnectionRequest,
    SiteVisit,
    UtilityRequest,
    VisitFailure,
    VisitWindow,
)

pytestmark = pytest.mark.django_db


def refused(rows: models.QuerySet[Any], **lie: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**lie)


@pytest.mark.parametrize(
    "lie",
    [
        {"kind": "repair"},
        {"ended_as": "lost", "ended_on": Ago(1), "ended_because": "x"},
        {"ended_as": "returned"},
        {"ended_on": Ago(1)},
        {"ended_as": "returned", "ended_on": Ago(90), "ended_because": "before it was sent"},
        {"holder_name": ""},
        {"adapter_serial": ""},
        {"adapter_isolating": None},
        {"approved_on": Ago(60)},
        {"approved_on": Ago(5), "ended_as": "denied", "ended_on": Ago(1), "ended_because": "x"},
    ],
)
def test_a_request_says_one_thing(lie: dict[str, Any]) -> None:
    submitted_job()
    refused(UtilityRequest.objects.all(), **lie)


def test_only_a_sent_request_is_returned() -> None:
    prepared()
    refused(UtilityRequest.objects.all(), ended_as="denied", ended_on=days_ago(1), ended_because="x")


def test_one_live_request_per_job() -> None:
    request = prepared()
    with pytest.raises(IntegrityError), transaction.atomic():
        UtilityRequest.objects.create(job=request.job, kind="installation", prepared_on=days_ago(1))


@pytest.mark.parametrize(
    "lie",
    [
        {"ordinal": 0},
        {"outcome": "perhaps"},
        {"outcome": ""},
        {"happened_on": None},
        {"unannounced_on": Ago(3)},
        {"fee_answer": "charged"},
        {"fee_answered_on": Ago(1)},
        {"dropped_on": Ago(1)},
    ],
)
def test_a_visit_says_one_thing(lie: dict[str, Any]) -> None:
    adapter_set()
    refused(SiteVisit.objects.all(), **lie)


def test_visits_are_counted_once_and_one_is_to_come() -> None:
    job = visit_failed()
    second = coming_visit(job)
    refused(SiteVisit.objects.filter(pk=second.pk), ordinal=1)
    given = {"job": job, "request": second.request, "due_on": days_ago(1), "tariff": second.tariff}
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteVisit.objects.create(ordinal=3, **given)


@pytest.mark.parametrize(
    "lie",
    [
        {"ends_on": Ago(3)},
        {"given_on": Ago(-9)},
        {"over_as": "lost", "over_on": Ago(1)},
        {"over_as": "moved"},
        {"over_on": Ago(1)},
    ],
)
def test_a_window_says_one_thing(lie: dict[str, Any]) -> None:
    window_given()
    refused(VisitWindow.objects.all(), **lie)


def test_one_window_at_a_time() -> None:
    window = window_given()
    window.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        window.save(force_insert=True)


def test_a_reason_is_one_of_the_utilitys_and_given_once() -> None:
    visit_failed(reasons=["F1", "F2"])
    refused(VisitFailure.objects.filter(reason="F2"), reason="F9")
    refused(VisitFailure.objects.filter(reason="F2"), reason="F1")


@pytest.mark.parametrize(
    "lie",
    [{"amount_usd": 0}, {"paid_by": "stranger"}, {"withdrawn_on": Ago(1)}, {"withdrawn_because": "x"}],
)
def test_a_payment_says_one_thing(lie: dict[str, Any]) -> None:
    submitted_job()
    refused(FeePayment.objects.all(), **lie)


def test_a_visit_is_paid_once() -> None:
    submitted_job()
    payment = FeePayment.objects.get()
    payment.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.save(force_insert=True)


@pytest.mark.parametrize("lie", [{"amount_usd": Decimal("-1")}, {"amount_usd": 0}, {"source": ""}])
def test_a_tariff_has_amount_and_source(lie: dict[str, Any]) -> None:
    tariff()
    refused(FeeTariff.objects.all(), **lie)


def test_one_fee_per_utility_and_day() -> None:
    standing = tariff()
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeTariff.objects.create(
            utility=sce(), amount_usd=1, effective_from=standing.effective_from, source="x"
        )


@pytest.mark.parametrize(
    "lie",
    [
        {"why": ""},
        {"approved_on": Ago(1)},
        {"submitted_on": Ago(1), "approved_on": Ago(2)},
        {"submitted_on": Ago(3), "permission_on": Ago(2)},
        {"ended_on": Ago(1)},
    ],
)
def test_an_interconnection_goes_in_order(lie: dict[str, Any]) -> None:
    job = prepared().job
    given = {"job": job, "why": "Solar", "opened_on": days_ago(9), "opened_by": someone("olive")}
    InterconnectionRequest.objects.create(**given)
    refused(InterconnectionRequest.objects.all(), **lie)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterconnectionRequest.objects.create(**given)
