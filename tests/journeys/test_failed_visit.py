"""Journey: a visit that fails for three reasons at once, and the one after it that does the work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jobs.models import Document, Event, EventKind
from jobs.road.paper_kinds import PaperKind
from tests.builders.whole_road import ready_for_the_utility
from tests.journeys import desks
from tests.journeys.journey import Journey
from utility_requests.models import FeePayment, SiteVisit, VisitFailure

pytestmark = pytest.mark.django_db


def test_a_failed_visit_costs_a_second_fee_once_and_wastes_one_visit(journey: Journey) -> None:
    j = journey
    j.take_over(ready_for_the_utility())
    finished = (j.job.circuit_installed_on, j.job.permit_issued_on, j.job.utility_approved_on)
    desks.window(j, day=6)
    assert "$279.22 is at stake." in j.olive.open("jobs:overview")
    j.days.go_to(6)
    failed_for_three_reasons(j)
    assert (j.job.circuit_installed_on, j.job.permit_issued_on, j.job.utility_approved_on) == finished
    nobody_undoes_what_was_built(j)
    mended_and_paid(j)
    done_at_the_second_visit(j)
    closed_with_both_fees(j)


def failed_for_three_reasons(j: Journey) -> None:
    said = j.olive.refused(
        "utility_requests:record_outcome", 1, outcome="failed", happened_on=j.today, note="Wet bag"
    )
    assert "for which of its reasons" in said.errors
    assert "Wet bag" in said.html
    page = desks.came(j, "failed", reasons=["F1", "F2", "F4"], note="The bag was open.")
    assert "1 visit wasted" in page
    assert "may be charged" in page
    assert "F4" not in page.text
    assert j.job.outage_confirmed_on is None
    assert j.column == "SCE visit"
    assert j.sentence == "SCE has not given a date for its visit."
    j.is_sound()
    told = Event.objects.of(j.job).get(sentence="SCE came and left without doing the work")
    assert told.after["reasons"] == ["F1", "F2", "F4"]
    assert SiteVisit.objects.of(j.job).count() == 2
    fees = [item for item in j.open_items() if "279.22" in item]
    assert fees == ["Ask SCE whether visit 2 costs another $279.22"]
    to_mend = j.open_items(key__startswith="utility_requests.mend:")
    assert len(to_mend) == 3
    assert all("waterproof bag" in item or "adapter" in item for item in to_mend)
    page = j.olive.refused("utility_requests:record_outcome", 1, outcome="no_access", happened_on=j.today)
    assert "Olive already recorded the outcome of visit 1" in page.errors


def nobody_undoes_what_was_built(j: Journey) -> None:
    undone = Event.objects.of(j.job).filter(kind=EventKind.UNDONE).values_list("milestone", flat=True)
    assert set(undone) == {"outage_confirmed"}
    assert {"installation_record", "permit_record", "utility_application"} <= j.papers()


def mended_and_paid(j: Journey) -> None:
    j.days.go_to(8)
    for failure in VisitFailure.objects.of(j.job):
        j.olive.press("utility_requests:mended", failure.pk, mended_on=j.today, note="Done")
    assert j.open_items(key__startswith="utility_requests.mend:") == set()
    j.olive.press("utility_requests:answer_fee", 2, fee_answer="charged", answered_on=j.today)
    assert any(item.startswith("File the receipt of visit 2's fee of $279.22") for item in j.open_items())
    desks.pay(j, 2)
    said = j.olive.refused(
        "utility_requests:record_fee", 2, paid_on=j.today, paid_by="homeowner", receipt=desks.paper("again")
    )
    assert "Olive already recorded the fee of visit 2" in said.errors
    page = j.olive.open("utility_requests:utility_request")
    assert "$558.44" in page
    assert "1 visit wasted" in page
    paid = FeePayment.objects.of(j.job).standing().values_list("amount_usd", flat=True)
    assert sum(paid) == Decimal("558.44")


def done_at_the_second_visit(j: Journey) -> None:
    desks.window(j, day=15)
    assert j.sentence.startswith("SCE visits on")
    assert "$279.22 is at stake." in j.olive.open("jobs:overview")
    j.days.go_to(15)
    desks.came(j, "set")
    desks.seal(j.olive)
    j.is_sound()


def closed_with_both_fees(j: Journey) -> None:
    desks.passes(j, desks.ask_city(j))
    desks.commission(j.by_olive())
    desks.close(j)
    j.is_sound()
    package = Document.objects.of(j.job).in_force().get(kind=PaperKind.CLOSE_OUT_PACKAGE)
    fees = next(part for part in package.context["parts"] if part["kind"] == "fee_record")
    assert fees["summary"] == "$558.44 paid to SCE for 2 of 2 visits."
    assert ["Visits without result", "1"] in fees["sections"][0]["rows"]
    assert [row[:3] for row in fees["sections"][0]["table"]["rows"]] == [
        ["Visit 1", "$279.22", "paid"],
        ["Visit 2", "$279.22", "paid"],
    ]
    visits = next(part for part in package.context["parts"] if part["kind"] == "visit_record")
    assert [row[0] for row in visits["sections"][1]["table"]["rows"]] == ["Visit 1", "Visit 2"]
