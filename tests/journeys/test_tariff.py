"""Journey: the fee changes tomorrow; what was paid and what was asked for before keeps the fee of its day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jobs.models import Utility
from tests.builders import utility_requests
from tests.journeys import desks
from tests.journeys.journey import Journey
from utility_requests.models import FeePayment, FeeTariff

pytestmark = pytest.mark.django_db

NEW = "305.00"


def amounts(j: Journey) -> list[Decimal]:
    """What the ledger on the page asks for each visit."""
    return [fee["amount"] for fee in j.olive.open("utility_requests:utility_request").context["fees"]]


def another(j: Journey, name: str) -> Journey:
    """The same people on another house."""
    other = Journey(j.days)
    other.take_over(utility_requests.contracted_job(name=name, street=f"{len(name)} Oak Street"))
    return other


def test_a_fee_from_tomorrow_leaves_old_payments_and_open_requests_alone(journey: Journey) -> None:
    paid, open_one, later = (another(journey, name) for name in ("Hana Ito", "Bea Lund", "Cy Orr-Vale"))
    utility_requests.submitted_job(paid.job)
    utility_requests.prepared(open_one.job)
    owen, olive = journey.owen, journey.olive
    owen.number = olive.number = ""
    typed = {"utility": Utility.objects.get(key="sce"), "amount_usd": NEW, "source": "SCE's page"}
    assert olive.get("utility_requests:tariffs").status_code == 403
    yesterday, tomorrow = journey.days.of(-1), journey.days.of(1)
    page = owen.refused("utility_requests:tariffs", **typed, effective_from=yesterday)
    assert page.errors == "A fee is added from today on or later: older fees are frozen."
    assert NEW in page.html
    owen.press("utility_requests:tariffs", **typed, effective_from=tomorrow)
    said = owen.refused("utility_requests:tariffs", **typed, effective_from=tomorrow).errors
    assert "Owen already recorded" in said
    assert FeeTariff.objects.in_force().count() == 2
    journey.days.go_to(1)
    assert amounts(paid) == [Decimal("279.22")]
    assert amounts(open_one) == [Decimal("279.22")]
    desks.pay(open_one, 1)
    later.olive.press("utility_requests:prepare", meter_face_number=utility_requests.METER)
    assert amounts(later) == [Decimal(NEW)]
    desks.pay(later, 1)
    frozen = {row.visit.job_id: row.amount_usd for row in FeePayment.objects.select_related("visit")}
    assert frozen == {
        paid.job.pk: Decimal("279.22"),
        open_one.job.pk: Decimal("279.22"),
        later.job.pk: Decimal(NEW),
    }
    a_further_visit_costs_the_fee_of_its_own_day(paid)


def a_further_visit_costs_the_fee_of_its_own_day(j: Journey) -> None:
    utility_requests.approved_job(j.job)
    desks.window(j, day=4)
    j.days.go_to(4)
    desks.came(j, "no_access")
    assert amounts(j) == [Decimal("279.22"), Decimal(NEW)]
    assert "$305.00 may be charged" in j.olive.open("utility_requests:utility_request")
