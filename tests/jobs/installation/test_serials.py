"""Serial numbers: none twice, mistyped ones corrected, and one of two said to be right."""

from __future__ import annotations

import pytest

from jobs.agreeing.services import agreeing
from jobs.closeout.services import closeout
from jobs.installation.services import adapter as adapters
from jobs.installation.services import commissioning
from jobs.installation.services.adapter_seen import compare_serial
from jobs.installation.services.serials import correct_serial_on_file
from jobs.models import Adapter, Coverage, Document, Event, Job, Notice, OpenItem, Reference
from jobs.warranty.services import adapter_coverage
from kilowire.floor.refusals import Refused
from tests.builders import permits, records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import adapter_set, coming_visit, fresh, serial_of
from tests.builders.whole_road import closed_job, ready_for_the_utility
from utility_requests.models import SiteVisit
from utility_requests.services.came_off import record_came_off
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import waive_window

pytestmark = pytest.mark.django_db


def adapter_of(job: Job) -> Adapter:
    return Adapter.objects.of(job).get(retired_on=None)


def corrected(job: Job, serial: str, because: str = "Read off the box") -> Adapter:
    return correct_serial_on_file(
        adapter=adapter_of(job), serial=serial, because=because, by=someone("olive")
    )


def test_a_serial_number_is_on_one_job_in_whatever_way_it_is_typed() -> None:
    ready_for_the_utility()
    other = ready_for_the_utility(street="420 Alder Court", email="x@home.test")
    for typed in ("cd 1001", "CD—1001", "ＣＤ1001"):
        with pytest.raises(Refused, match="Serial number CD-1001 is already on KW-1001") as refusal:
            corrected(other, typed)
        assert refusal.value.field == "serial"
    with pytest.raises(Refused, match="letters or digits"):
        corrected(other, "--")
    assert corrected(other, "CD-1009").serial_key == "cd1009"


def test_a_mistyped_serial_number_is_corrected_on_every_paper_and_tells_nobody() -> None:
    job = closed_job()
    letters, items = Notice.objects.count(), set(OpenItem.objects.of(job).open())
    corrected(job, serial_of(job).replace("-", " "), because="As it stands on the label")
    job, now = fresh(job), "CD 1001"
    assert job.may_charge
    assert (Notice.objects.count(), set(OpenItem.objects.of(job).open())) == (letters, items)
    coverage = Coverage.objects.of(job).get(kind="adapter")
    assert (coverage.serial, coverage.covers) == (now, f"ConnectDER EV MSA {now}")
    for kind in ("installation_record", "warranty_certificate", "close_out_package"):
        context = str(Document.objects.of(job).in_force().of_kind(kind).get().context)
        assert now in context
        assert kind == "close_out_package" or "CD-1001" not in context
    assert list(Reference.objects.of(job).filter(kind="adapter_serial", value=now)) != []
    edited = Event.objects.of(job).filter(kind="edited").latest("id")
    assert (edited.before, edited.after) == ({"serial": "CD-1001"}, {"serial": now})
    with pytest.raises(Refused, match="Nothing would change"):
        corrected(job, now)


def test_an_item_about_another_serial_seen_on_site_ends_with_the_word_on_it() -> None:
    job = ready_for_the_utility()
    compare_serial(job=job, seen="CD-7", by=someone("asa"))
    item = OpenItem.objects.of(job).open().get(key="jobs.adapter_seen")
    assert item.act == "jobs:correct_adapter_serial"
    corrected(job, serial_of(job), because="Asa read the neighbor's")
    item.refresh_from_db()
    assert (item.ended_on, item.ended_note) == (days_ago(0), "Asa read the neighbor's")


@pytest.mark.parametrize(("right", "left"), [("set", "CD-9"), ("bought", "CD-1001")])
def test_a_serial_set_that_was_not_bought_blocks_until_one_is_said_to_be_right(right: str, left: str) -> None:
    job = permits.final_passed(adapter_set(ready_for_the_utility(), serial="CD-9"))
    item = OpenItem.objects.of(job).open().get(key="jobs.agree:serials")
    assert item.what.startswith("The utility set the adapter CD-9, and CD-1001 was bought")
    with pytest.raises(Refused, match="CD-9"):
        records.commissioned(job)
    client = signed_in()
    page = client.get(f"/jobs/{job.number}/utility/").content.decode()
    assert "Which serial number is right?" in page
    address = {
        "set": f"/jobs/{job.number}/adapter/serial/",
        "bought": f"/jobs/{job.number}/utility/visit/1/serial/ours/",
    }[right]
    typed = {"serial": "CD-9", "because": "The photo shows it"}
    assert client.post(address, {**typed, "because": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert not OpenItem.objects.of(job).open().filter(key="jobs.agree:serials").exists()
    job = records.commissioned(fresh(job))
    assert Coverage.objects.of(job).get(kind="adapter").serial == left


def test_another_adapter_on_the_wall_is_covered_and_tested_before_the_job_is_closed_out_again() -> None:
    job, olive = closed_job(), someone("olive")
    visit = SiteVisit.objects.of(job).get(outcome="set")
    record_came_off(visit=visit, came_off_on=days_ago(1), because="Burnt", by=olive)
    adapters.retire_adapter(adapter=adapter_of(job), because="Burnt", on=days_ago(1), by=olive)
    job = fresh(job)
    new = adapters.order_adapter(job=job, model=records.ev_adapter(), ordered_on=days_ago(1), by=olive)
    adapters.receive_adapter(adapter=new, serial="CD-2000", received_on=days_ago(0), by=olive)
    record_visit_outcome(
        visit=coming_visit(job), outcome="set", happened_on=days_ago(0), serial_seen="cd2000", by=olive
    )
    job = fresh(job)
    assert {each.row.name for each in agreeing.differences_of(job)} == {"covered", "tested"}
    assert not job.may_charge
    page = signed_in().get(f"/jobs/{job.number}/warranty/").content.decode()
    assert "Cover ConnectDER EV MSA CD-2000" in page
    coverage = adapter_coverage.cover_adapter(job=job, by=olive)
    assert (coverage.starts_on, coverage.registered_on, coverage.serial) == (days_ago(0), None, "CD-2000")
    commissioning.record_test(job=job, by=olive, **records.charger_test_facts(days_ago(0)))
    assert agreeing.differences_of(fresh(job)) == ()
    assert fresh(job).may_charge
    visit_record = Document.objects.of(job).in_force().of_kind("visit_record").get()
    assert "CD-2000" in str(visit_record.context)
    assert "cd2000" not in str(visit_record.context["sections"][0])
    waive_window(visit=SiteVisit.objects.of(job).get(ordinal=2), because="None was given", by=olive)
    with pytest.raises(Refused, match="Registration of ConnectDER EV MSA CD-2000"):
        closeout.close_out_again(job=fresh(job), by=olive)
    with pytest.raises(Refused, match="covered already"):
        adapter_coverage.cover_adapter(job=job, by=olive)
