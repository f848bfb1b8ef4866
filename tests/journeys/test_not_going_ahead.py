"""Journeys that end before their time, and one that rests: ineligible, another utility, cancelled, held."""

from __future__ import annotations

import pytest

from jobs.models import Adapter, Appointment, DigTicket, Job, Utility
from permits.models import Permit
from tests.builders import records, utility_requests
from tests.builders.jobs import ladwp
from tests.builders.whole_road import ready_for_the_utility
from tests.journeys import desks
from tests.journeys.journey import Journey
from tests.journeys.walker import read_answer

pytestmark = pytest.mark.django_db


def surveyed(j: Journey, **changes: object) -> None:
    desks.book(j, j.asa, "survey", day=1)
    j.days.go_to(1)
    desks.survey(j, **changes)
    desks.visited(j, j.asa)


def test_an_ineligible_house_ends_with_its_reason_and_what_was_recommended(journey: Journey) -> None:
    j = journey
    desks.call(j)
    surveyed(j, meter_class_amps=320)
    page = j.olive.open("assessments:assessment")
    assert "Not eligible" in page
    assert "320" in page.text
    assert j.column == "Eligibility"
    said = j.olive.refused("assessments:decide", on=j.today).errors
    assert said.startswith("Not eligible:")
    assert said.endswith("End the job, or offer what else would serve.")
    assert j.job.eligible_on is None
    asked = j.olive.client.get(page.context["end_url"])
    form = read_answer(asked).form_to("")
    assert form.stands["because"] == ["ineligible"]
    j.olive.press("jobs:cancel", because="ineligible", note="The meter is of class 320.",
                  recommended_instead=form.stands["recommended_instead"][0], on=j.today)  # fmt: skip
    job = j.job
    assert (job.cancelled_on, job.cancelled_because) == (j.today, "ineligible")
    assert job.recommended_instead == form.stands["recommended_instead"][0]
    assert j.column == ""
    assert "Cancelled on Wednesday, September 9: not eligible. 1 thing is left to unwind." in j.olive.open(
        "jobs:overview"
    )
    assert j.open_items() == {"Tell the homeowner that the job is not going ahead"}
    unwound(j)
    j.is_sound()
    assert "survey_report" in j.papers()
    assert "Not going ahead: not eligible" in j.told()


def unwound(j: Journey) -> None:
    """Olive ends what is left, item by item; the last one settles the job."""
    for item in j.olive.open("jobs:overview").context["open_items"]:
        assert j.job.settled_on is None
        if item["what"].startswith("Tell the homeowner"):
            j.olive.press("jobs:tell_homeowner", told_on=j.today, means="phone")
        else:
            said = j.olive.refused("jobs:end_open_item", item["pk"]).errors
            assert "This field is required" in said
            j.olive.press("jobs:end_open_item", item["pk"], note="They never answered: I wrote twice.")
    assert j.job.settled_on == j.today
    assert "Everything is unwound." in j.olive.open("jobs:overview")
    assert j.told()[-1] == "Everything is unwound"


def test_another_utility_stops_the_road_at_eligibility(journey: Journey) -> None:
    j = journey
    desks.call(j, utility=ladwp(), city="Los Angeles", postal_code="90042")
    surveyed(j, utility="ladwp", sce_account_verified=False)
    page = j.olive.open("assessments:assessment")
    assert "confirm with Los Angeles Department of Water and Power" in page
    assert j.column == "Eligibility"
    said = j.olive.refused("assessments:decide", on=j.today).errors
    assert said == (
        "Another utility serves this meter: confirm with Los Angeles Department of Water and Power what it "
        "allows."
    )
    for act, typed in (
        ("jobs:record_contract", {"price_usd": "4000", "scope": "x", "contract": desks.paper("contract")}),
        ("jobs:order_adapter", {"model": records.ev_adapter()}),
    ):
        assert "the eligibility verdict" in j.olive.refused(act, **typed).errors
    form = read_answer(j.olive.client.get(page.context["end_url"])).form_to("")
    assert form.stands["because"] == ["other_utility"]
    j.olive.press("jobs:cancel", because="other_utility", recommended_instead="confirm_with_utility")
    unwound(j)
    assert "ask their own utility" in j.olive.open("jobs:overview").text.lower()
    j.is_sound()


def test_a_cancelled_job_is_settled_when_its_list_is_empty(journey: Journey) -> None:
    j = journey
    j.take_over(ready_for_the_utility())
    j.olive.press("jobs:record_deposit", amount_usd="480.00", paid_on=j.today, means="check")
    j.olive.press("jobs:record_dig_ticket", number="A-77", notified_on=j.today)
    desks.window(j, day=9)
    desks.book(j, j.cruz, "service", day=5)
    page = j.olive.press("jobs:cancel", because="price", note="The neighbour was cheaper.", on=j.today)
    assert page.sentence == "Cancelled on Tuesday, September 8: price."
    left = j.open_items(unwinds=True)
    assert j.open_items() == left
    for words in (
        "Tell the homeowner", "Tell Cruz that the service call", "Close permit E-2026-17",
        "Withdraw request MSA-2026-88 at SCE", "Close dig ticket A-77", "Hand over the adapter",
        "Settle the deposit of $480.00", "Tell SCE not to come for its visit",
    ):  # fmt: skip
        assert any(words.lower() in item.lower() for item in left), (words, left)
    assert not Appointment.objects.of(j.job).upcoming().exists()
    j.days.go_to(1)
    withdrawn_with_city_and_utility(j)
    unwound(j)
    j.is_sound(adds_up=False)  # the circuit is in, and its permit was given back
    assert (j.column, Job.objects.unsettled().count()) == ("", 0)
    j.owen.number = ""
    assert j.job.number not in j.owen.open("jobs:today")


def withdrawn_with_city_and_utility(j: Journey) -> None:
    """The desks' own acts end their items; the job itself is still to be settled."""
    permit = Permit.objects.of(j.job).get()
    j.olive.press("permits:end", permit.pk, how="cancelled", ended_on=j.today, because="Not going ahead")
    j.olive.press("utility_requests:withdraw", because="Not going ahead")
    ticket = DigTicket.objects.of(j.job).get()
    j.olive.press("jobs:close_dig_ticket", ticket.pk, closed_on=j.today)
    j.olive.press("jobs:retire_adapter", on=j.today, because="Handed over to the homeowner")
    j.olive.press("jobs:tell_technicians", told_on=j.today, means="phone")
    refund = {"kind": "refund", "amount_usd": "480.00", "paid_on": j.today, "means": "check"}
    j.olive.press("jobs:record_repayment", **refund)
    assert j.open_items() == {"Tell the homeowner that the job is not going ahead"}
    left = j.open_items()
    assert not any("E-2026-17" in item or "MSA-2026-88" in item or "SCE" in item for item in left), left
    assert Adapter.objects.of(j.job).get().retired_on == j.today


def test_a_cancelled_job_goes_ahead_after_all(journey: Journey) -> None:
    j = journey
    j.take_over(utility_requests.submitted_job())
    stage = j.job.stage
    j.olive.press("jobs:cancel", because="no_answer", on=j.today)
    said = j.owen.refused("jobs:cancel", because="price", on=j.today).errors
    assert said == "Olive already cancelled this job on September 8, 2026."
    j.days.go_to(2)
    j.olive.press("jobs:reopen", because="They were on holiday.")
    assert (j.job.stage, j.job.cancelled_on, j.job.settled_on) == (stage, None, None)
    assert any(item.endswith("have a new one signed") for item in j.open_items())
    desks.contract(j)
    assert not any(item.endswith("have a new one signed") for item in j.open_items())
    assert j.open_items(unwinds=True) == set()
    assert any(item.startswith("Look what still holds") for item in j.open_items(party="office"))
    assert j.column
    j.is_sound()


def test_a_held_job_keeps_its_place_and_goes_on(journey: Journey) -> None:
    j = journey
    j.take_over(utility_requests.submitted_job())
    column = j.column
    page = j.olive.press("jobs:hold", because="The roof is being mended")
    assert page.sentence == "On hold since Tuesday, September 8: The roof is being mended."
    assert j.column == column
    assert "on hold" in j.board
    assert "on hold" in page
    said = j.owen.refused("jobs:hold", because="Me too").errors
    assert said == "Olive already put this job on hold on September 8, 2026."
    j.days.go_to(2)
    desks.approve(j)  # what outside parties do is recorded all the same
    assert j.job.utility_approved_on == j.today
    page = j.olive.press("jobs:resume", note="The roof is done.")
    assert (j.job.held_on, j.job.held_because) == (None, "")
    assert "On hold" not in page.sentence
    told = j.told()
    assert told.index("On hold") < told.index("Going on again")
    j.is_sound()


def test_an_other_utility_of_the_directory_has_no_fee_and_no_promise(journey: Journey) -> None:
    """Nothing of SCE's program is promised for a house that another utility serves."""
    j = journey
    desks.call(j, utility=ladwp(), city="Los Angeles", postal_code="90042")
    said = j.olive.refused("utility_requests:prepare", meter_face_number="1").errors
    assert "LADWP" in said
    assert Utility.objects.get(key="ladwp").typical_business_days is None
