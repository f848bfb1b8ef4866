"""Journeys: a final that fails, cities that want it before or after the adapter, and one taken back later."""

from __future__ import annotations

import pytest

from jobs.models import Document, Job, Jurisdiction, Upload
from permits.models import Inspection, Permit
from tests.builders import permits, records, utility_requests
from tests.builders.files import paper
from tests.builders.whole_road import closed_job, contracted_job, ready_for_the_utility
from tests.journeys import desks
from tests.journeys.journey import Journey

pytestmark = pytest.mark.django_db

CORRECTIONS = "Clear 36 inches in front of the panel."
CLOSING = ("inspection_record", "warranty_certificate", "close_out_package")


def in_a_city_that_wants(order: str) -> None:
    Jurisdiction.objects.filter(key="whittier").update(visit_order=order)


def test_a_failed_final_is_mended_and_passes(journey: Journey) -> None:
    j = journey
    j.take_over(utility_requests.adapter_set(ready_for_the_utility()))
    desks.book(j, j.cruz, "inspection", day=3)
    final = desks.ask_city(j)
    j.days.go_to(3)
    page = j.olive.press(
        "permits:failed",
        final.pk,
        failed_on=j.today,
        inspector="R. Alvarez",
        corrections=CORRECTIONS,
        card=paper("slip"),
    )
    assert "The final inspection failed on Sep 11." in page
    assert j.job.inspection_passed_on is None
    assert j.column == "Inspection"
    j.is_sound()
    assert any("R. Alvarez" in item or "inspect" in item.lower() for item in j.open_items(party="field"))
    said = j.olive.refused("permits:passed", final.pk, passed_on=j.today, inspector="R. Alvarez")
    assert "Olive already recorded it as failed on September 11, 2026." in said.errors
    j.days.go_to(4)
    j.cruz.press("permits:mended", final.pk, mended_on=j.today, note="Moved the shelf.")
    assert j.open_items(party="field", blocks="inspection_passed") == set()
    assert any("come again" in item for item in j.open_items(party="office"))
    again = desks.ask_city(j)
    assert again.pk != final.pk
    j.days.go_to(6)
    desks.passes(j, again)
    assert j.job.inspection_passed_on == j.today
    assert j.sentence == "City and SCE are done; the charger is not commissioned yet."
    assert j.uploads().count("inspection_card") == 2
    record = Document.objects.of(j.job).in_force().get(kind="inspection_record")
    assert "September 11, 2026" in str(record.context)
    j.is_sound()


def test_a_city_that_inspects_before_the_adapter(journey: Journey) -> None:
    j = journey
    in_a_city_that_wants("final_before_set")
    j.take_over(ready_for_the_utility())
    desks.window(j, day=6)
    assert j.open_items(party="city", key="utility_requests.readiness:final_first")
    desks.passes(j, desks.ask_city(j))
    j.clock_strikes()
    assert j.open_items(key="utility_requests.readiness:final_first") == set()
    assert j.job.inspection_passed_on == j.today
    assert (j.column, j.job.may_charge) == ("SCE visit", False)
    j.is_sound()
    said = j.olive.refused("jobs:record_test", **records.charger_test_facts(j.today)).errors
    assert "the utility's visit is not recorded" in said
    j.days.go_to(6)
    desks.came(j, "set")
    assert j.column == "Commissioning"
    assert "may charge" not in j.olive.open("jobs:overview")
    desks.commission(j.by_olive())
    assert "may charge" in j.olive.open("jobs:overview")
    j.is_sound()


def test_a_city_that_inspects_after_the_adapter(journey: Journey) -> None:
    j = journey
    in_a_city_that_wants("set_before_final")
    j.take_over(ready_for_the_utility())
    tab = j.olive.open("permits:permit")
    assert "This city wants the adapter set before this final" in j.olive.open(
        "permits:ask", Permit.objects.of(j.job).get().pk
    )
    assert tab.leads_to(j.olive.address("permits:ask", Permit.objects.of(j.job).get().pk))
    desks.window(j, day=6)
    assert not j.open_items(key__startswith="utility_requests.readiness:final")
    j.days.go_to(6)
    desks.came(j, "set")
    assert j.column == "Inspection"
    desks.passes(j, desks.ask_city(j))
    desks.commission(j.by_olive())
    assert j.job.may_charge
    j.is_sound()


def test_a_city_that_comes_before_it_said_is_recorded_as_it_happened(journey: Journey) -> None:
    """Gates bind our own acts: a final passed before the circuit is recorded stands, and does not add up."""
    j = journey
    j.take_over(permits.permitted_job(contracted_job()))
    desks.passes(j, desks.ask_city(j))
    assert j.sentence == (
        "This does not add up: the final inspection is recorded, the installation record is not."
    )
    j.is_sound(adds_up=False)
    desks.install(j.by_olive())
    j.is_sound()


def test_a_city_that_holds_two_finals(journey: Journey) -> None:
    j = journey
    in_a_city_that_wants("two_finals")
    j.take_over(ready_for_the_utility())
    desks.passes(j, desks.ask_city(j), card=paper("first card"))
    assert j.job.inspection_passed_on is None
    assert "inspection_record" not in j.papers()
    assert "Ask the city for its second final, once the adapter is set" in j.open_items(party="office")
    j.is_sound()
    desks.window(j, day=6)
    j.days.go_to(6)
    desks.came(j, "set")
    assert j.column == "Inspection"
    desks.passes(j, desks.ask_city(j), card=paper("second card"))
    assert j.job.inspection_passed_on == j.today
    assert "Ask the city for its second final, once the adapter is set" not in j.open_items()
    assert j.told().count("Final inspection passed") == 1
    j.is_sound()


def test_a_final_revoked_after_the_close_out_ends_may_charge_at_once(journey: Journey) -> None:
    j = journey
    j.take_over(closed_job())
    desks.homeowner_link(j)
    assert "You may charge your car." in j.as_homeowner()
    assert "may charge" in j.olive.open("jobs:overview")
    assert set(CLOSING) <= j.papers()
    j.days.go_to(30)
    final = Inspection.objects.of(j.job).get()
    j.olive.press("permits:revoked", final.pk, revoked_on=j.today, because="Wrong wire in the meter main.")
    the_homeowner_may_not_charge(j)
    assert Job.objects.that_do_not_add_up().get() == j.job
    j.is_sound(adds_up=False)
    assert j.job.commissioned_on
    assert j.job.closed_out_on
    assert j.column == "Inspection"
    withdrawn = Document.objects.of(j.job).filter(kind__in=CLOSING).exclude(withdrawn_on=None)
    assert {(paper.withdrawn_on, paper.withdrawn_because) for paper in withdrawn} == {
        (j.today, "Wrong wire in the meter main.")
    }
    assert sum(sentence.endswith("no longer holds") for sentence in j.told()) == len(CLOSING) + 1
    card = Upload.objects.of(j.job).of_kind("inspection_card").get()
    assert card.no_longer_holds_on == j.today
    assert "no longer holds" in j.olive.open("jobs:papers")
    assert "Signed card, no longer holds" in j.olive.open("permits:permit")
    said = j.olive.refused("permits:revoked", final.pk, revoked_on=j.today, because="Twice")
    assert "Olive already recorded it as taken back on October 8, 2026." in said.errors
    passed_again_and_closed_again(j)


def the_homeowner_may_not_charge(j: Journey) -> None:
    page = j.olive.open("jobs:overview")
    assert "may charge" not in page
    assert page.sentence.startswith("This does not add up:")
    seen = j.as_homeowner()
    assert "may charge" not in seen.text.lower()
    assert "Please do not charge for now." in seen
    for tab in (
        "jobs:installation",
        "jobs:warranty",
        "jobs:papers",
        "jobs:closeout",
        "jobs:see_as_homeowner",
    ):
        assert "may charge" not in j.olive.open(tab).text.lower()
    assert not set(CLOSING) & j.papers()


def passed_again_and_closed_again(j: Journey) -> None:
    """The city passes it again: the job adds up, and one press issues the new package."""
    j.olive.press("jobs:close_out_again")
    assert not set(CLOSING) & j.papers()
    desks.passes(j, desks.ask_city(j), card=paper("second card"))
    assert j.job.may_charge
    assert "You may charge your car." in j.as_homeowner()
    j.is_sound()
    assert any(item.startswith("Close the job out again") for item in j.open_items(party="office"))
    closed_out_on = j.job.closed_out_on
    j.olive.press("jobs:close_out_again")
    assert j.job.closed_out_on == closed_out_on
    assert set(CLOSING) <= j.papers()
    j.clock_strikes()
    assert j.open_items() == set()
    j.is_sound()
