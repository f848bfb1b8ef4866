"""Journeys: a replacement (GMA out, adapter in), and a removal with two people in their roles."""

from __future__ import annotations

import pytest

from jobs.models import Document, Person
from jobs.road.paper_kinds import PaperKind
from tests.journeys import desks
from tests.journeys.journey import Journey

pytestmark = pytest.mark.django_db


def test_a_replacement_takes_the_old_adapter_out_and_sets_the_new(journey: Journey) -> None:
    j = journey
    desks.call(j, kind="replacement")
    desks.book(j, j.asa, "survey", day=1)
    j.days.go_to(1)
    desks.survey(j, meter_adapter_in_socket="gma", generation_present=False)
    j.olive.press("assessments:decide", on=j.today)
    j.days.go_to(2)
    desks.contract(j)
    desks.apply(j)
    desks.adapter(j)
    desks.packet(j)
    page = desks.send(j)
    assert "A replacement: SCE takes the older adapter out and sets the new one." in page
    desks.permit(j)
    desks.book(j, j.cruz, "installation", day=9)
    j.days.go_to(9)
    desks.install(j)
    desks.approve(j)
    desks.window(j, day=20)
    j.days.go_to(20)
    desks.came(j, "set")
    desks.seal(j.cruz)
    j.is_sound()
    desks.passes(j, desks.ask_city(j))
    desks.commission(j)
    desks.close(j)
    j.is_sound()
    assert (j.job.stage, j.job.may_charge) == ("warranty", True)
    application = Document.objects.of(j.job).in_force().get(kind=PaperKind.UTILITY_APPLICATION)
    assert ["Kind", "Replacement"] in application.context["sections"][0]["rows"]
    assert {"permit_record", "inspection_record", "close_out_package"} <= j.papers()


def test_a_removal_of_two_peoples_adapter_ends_without_city_and_charger(journey: Journey) -> None:
    j = journey
    desks.call(j, kind="removal", name="Otto Reyes", email="otto@home.test")
    owner = Person.objects.get(job=j.job)
    j.olive.press(
        "jobs:add_person",
        name="Mina Reyes",
        phone="562-555-0188",
        roles=["account_holder", "occupant"],
    )
    j.olive.press("jobs:edit_person", owner.pk, roles=["owner", "payer"])
    assert j.job.homeowner_name == "Mina Reyes"
    desks.book(j, j.asa, "survey", day=1)
    j.days.go_to(1)
    desks.survey(j)
    j.olive.press("assessments:decide", on=j.today)
    j.days.go_to(2)
    desks.contract(j, scope="The adapter comes out.")
    assert j.sentence == "The SCE application has not been sent yet."
    assert j.column == "SCE application"
    desks.packet(j, holder="Mina Reyes", signed_as="Otto Reyes")
    said = j.olive.refused("utility_requests:submit", submitted_on=j.today).errors
    assert "the customer agreement says “Otto Reyes” and the bill says “Mina Reyes”" in said
    assert j.job.utility_submitted_on is None
    _signed_by_the_account_holder(j)
    desks.send(j)
    j.days.go_to(12)
    desks.approve(j)
    desks.window(j, day=20)
    assert "technician takes the adapter out" in j.owen.open("jobs:see_as_homeowner")
    j.days.go_to(20)
    desks.came(j, "removed")
    assert (j.column, j.sentence) == ("Close-out", "The adapter is out; the job is not closed out yet.")
    desks.seal(j.asa)
    j.is_sound()
    desks.close(j)
    j.is_sound()
    assert (j.job.stage, j.column, j.job.may_charge) == ("done", "", False)
    assert j.sentence == "The job is closed out."
    assert j.papers() == {
        "survey_report", "eligibility_report", "agreement_summary", "utility_application", "fee_record",
        "visit_record", "close_out_package",
    }  # fmt: skip
    for never in ("permit_issued", "circuit_installed", "inspection_passed", "commissioned", "warranty_over"):
        assert j.job.day_of(never) is None
    assert "may charge" not in j.olive.open("jobs:overview").text
    j.clock_strikes()
    assert j.open_items() == set()


def _signed_by_the_account_holder(j: Journey) -> None:
    for signature in j.olive.open("utility_requests:utility_request").context["signatures"]:
        j.olive.press("utility_requests:withdraw_signature", signature.pk, because="Otto is not on the bill.")
    desks.sign(j, "Mina Reyes")
