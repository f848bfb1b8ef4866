"""An adapter that came off the wall: nobody may charge until one is set and tested."""

from __future__ import annotations

import pytest

from jobs.closeout.services import closeout
from jobs.installation.services import adapter as adapters
from jobs.installation.services import commissioning
from jobs.models import Adapter, Coverage, Document, Job, OpenItem
from kilowire.floor.refusals import Refused
from tests.builders import records
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import adapter_set, coming_visit, fresh, serial_of
from tests.builders.whole_road import closed_job, ready_for_the_utility
from utility_requests.models import SiteVisit
from utility_requests.services.came_off import record_came_off, undo_came_off
from utility_requests.services.undone_visits import undo_visit_outcome
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import waive_window

pytestmark = pytest.mark.django_db
BECAUSE = "A car hit the meter; SCE pulled it"


def last_visit(job: Job) -> SiteVisit:
    return SiteVisit.objects.of(job).standing().exclude(outcome="").latest("ordinal")


def came_off(job: Job, days: int = 1) -> Job:
    record_came_off(visit=last_visit(job), came_off_on=days_ago(days), because=BECAUSE, by=someone("olive"))
    return fresh(job)


def in_force(job: Job) -> set[str]:
    return set(Document.objects.of(job).in_force().values_list("kind", flat=True))


def open_keys(job: Job) -> set[str]:
    return set(OpenItem.objects.of(job).open().values_list("key", flat=True))


def test_on_a_closed_job_it_ends_charging_warranty_and_papers_at_once() -> None:
    job = came_off(closed_job())
    assert (job.may_charge, job.charging_stopped_because) == (False, BECAUSE)
    assert Job.objects.that_do_not_add_up().get() == job
    assert not in_force(job) & {"visit_record", "warranty_certificate", "close_out_package"}
    flagged = Coverage.objects.of(job).exclude(flagged_on=None).get()
    assert (flagged.kind, flagged.serial, flagged.flagged_because) == ("adapter", serial_of(job), BECAUSE)
    assert {"jobs.stop_charging", "jobs.close_out_again"} <= open_keys(job)
    assert coming_visit(job).ordinal == 2
    page = signed_in().get(f"/jobs/{job.number}/warranty/").content.decode()
    assert page.count("in question") == 3
    assert ">in force<" not in page
    assert "Came off the wall" in signed_in().get(f"/jobs/{job.number}/utility/").content.decode()


def test_set_again_tested_and_closed_out_again_all_holds_anew() -> None:
    job = came_off(closed_job())
    olive, cruz = someone("olive"), someone("cruz")
    with pytest.raises(Refused, match="does not add up"):
        closeout.close_out_again(job=job, by=olive)
    record_visit_outcome(
        visit=coming_visit(job), outcome="set", happened_on=days_ago(0), serial_seen=serial_of(job), by=olive
    )
    job = fresh(job)
    assert not job.may_charge
    assert not Coverage.objects.of(job).exclude(flagged_on=None).exists()
    commissioning.record_test(job=job, by=cruz, **records.charger_test_facts(days_ago(0)))
    job = fresh(job)
    assert job.may_charge
    waive_window(visit=last_visit(job), because="No window was given", by=olive)
    closeout.close_out_again(job=job, by=olive)
    assert {"visit_record", "warranty_certificate", "close_out_package"} <= in_force(job)
    assert "jobs.close_out_again" not in open_keys(job)
    with pytest.raises(Refused, match="nothing to issue again"):
        closeout.close_out_again(job=job, by=olive)


def test_recorded_by_mistake_it_is_undone_whole() -> None:
    job = closed_job()
    before = (fresh(job).adapter_set_on, fresh(job).outage_confirmed_on)
    job = came_off(job)
    with pytest.raises(Refused, match="Undo first that the adapter came off"):
        undo_visit_outcome(visit=last_visit(job), because="mistake", by=someone("olive"))
    undo_came_off(visit=last_visit(job), because="Wrong job", by=someone("olive"))
    job = fresh(job)
    assert (job.adapter_set_on, job.outage_confirmed_on, job.may_charge) == (*before, True)
    assert not Coverage.objects.of(job).exclude(flagged_on=None).exists()
    assert not SiteVisit.objects.of(job).to_come().exists()
    with pytest.raises(Refused, match="nothing to undo"):
        undo_came_off(visit=last_visit(job), because="Twice", by=someone("olive"))


def test_what_may_not_come_off() -> None:
    job = ready_for_the_utility()
    olive = someone("olive")
    with pytest.raises(Refused, match="No adapter was set"):
        record_came_off(visit=coming_visit(job), came_off_on=days_ago(1), because=BECAUSE, by=olive)
    job = adapter_set(job)
    with pytest.raises(Refused, match="The adapter was set on"):
        came_off(job, days=20)
    job = came_off(job)
    with pytest.raises(Refused, match="already recorded that the adapter came off"):
        came_off(job)
    assert "jobs.stop_charging" not in open_keys(job)


def test_an_adapter_on_the_wall_is_not_taken_off_the_job() -> None:
    job = closed_job()
    with pytest.raises(Refused, match="came off first"):
        adapters.retire_adapter(
            adapter=Adapter.objects.of(job).get(), because="Broken", on=days_ago(0), by=someone("olive")
        )
