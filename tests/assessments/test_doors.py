"""The desk's doors: who may open which, what a refusal keeps, what an act does, what a page asks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, Assessment, Evaluation, FindingDecision
from assessments.services import answers, verdicts
from jobs.milestones.services import milestones
from jobs.models import AdapterModel, Event, Job, Photo, Vehicle
from jobs.photos.services import photos
from jobs.road.stages import Milestone
from tests.assessments.history import open_items
from tests.builders.assessments import (
    CANNOT_TELL,
    answered,
    eligible_job,
    ineligible_job,
    place_facts,
    ready_to_complete,
    reviewed_job,
    surveyed_job,
)
from tests.builders.cast import signed_in, someone
from tests.builders.files import not_a_paper, paper, photo
from tests.builders.jobs import accepted_job, booked, company, days_ago, opened_job
from tests.builders.records import ev_adapter
from tests.questions import questions

pytestmark = pytest.mark.django_db

FIELD_DOORS = ("assessment", "answers", "place", "adapter", "complete")
OFFICE_DOORS = ("precheck", "judge", "decide", "override", "reopen", "undo", "seal_reported", "approval")


def url(name: str, job: Job, *more: str) -> str:
    return reverse(f"assessments:{name}", args=[job.number, *more])


@pytest.mark.parametrize("name", FIELD_DOORS)
def test_a_technician_opens_the_survey_of_their_own_jobs_alone(name: str) -> None:
    job = accepted_job()
    booked(job)
    assert signed_in("asa").get(url(name, job)).status_code == 200
    assert signed_in("strand").get(url(name, job)).status_code == 404
    assert signed_in("olive").get(url(name, job)).status_code == 200
    assert Client().get(url(name, job)).status_code == 302
    assert signed_in("olive").get(url(name, job).replace(job.number, "KW-9")).status_code == 404


@pytest.mark.parametrize("name", OFFICE_DOORS)
def test_only_the_office_opens_what_decides(name: str) -> None:
    job = surveyed_job()
    booked(job)
    assert signed_in("asa").get(url(name, job)).status_code == 403
    assert signed_in("asa").post(url(name, job)).status_code == 403
    assert signed_in("olive").get(url(name, job)).status_code == 200
    assert signed_in("owen").get(url(name, job)).status_code == 200
    assert Client().get(url(name, job)).status_code == 302


def test_findings_and_evaluations_open_for_their_own_job_alone() -> None:
    job, other = reviewed_job(), opened_job()
    evaluation = Evaluation.objects.of(job).get()
    olive = signed_in("olive")
    assert olive.get(url("settle", job, "panel-bus")).status_code == 200
    assert olive.get(url("settle", job, "nonsense")).status_code == 404
    assert olive.get(url("settle", other, "panel-bus")).status_code == 404
    assert olive.get(url("evaluation", job, evaluation.pk)).status_code == 200
    assert olive.get(url("evaluation", other, evaluation.pk)).status_code == 404
    assert signed_in("strand").get(url("evaluation", job, evaluation.pk)).status_code == 404


def test_directory_and_desk_open_for_their_roles() -> None:
    adapter = ev_adapter()
    for address in (reverse("assessments:adapters"), reverse("assessments:approve", args=[adapter.pk])):
        assert signed_in("asa").get(address).status_code == 403
        assert signed_in("olive").get(address).status_code == 200
    job = accepted_job()
    assert job.number in signed_in("olive").get(reverse("assessments:list")).content.decode()
    assert job.number not in signed_in("strand").get(reverse("assessments:list")).content.decode()


def test_a_page_that_only_shows_takes_no_post() -> None:
    job = accepted_job()
    for address in (url("assessment", job), reverse("assessments:list"), reverse("assessments:adapters")):
        assert signed_in("olive").post(address).status_code == 405


def test_answers_are_saved_and_a_wrong_one_keeps_all_that_was_typed() -> None:
    job = accepted_job()
    booked(job)
    client = signed_in("asa")
    refused = client.post(url("answers", job), {"wires": "3x", "phase": "single_phase"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="3x"' in page
    assert '<option value="single_phase" selected>' in page
    assert "Something cannot be taken as it stands" in page
    assert not Answer.objects.exists()
    saved = client.post(url("answers", job), {"wires": "3", "phase": "single_phase", "lock_ring": "yes"})
    assert (saved.status_code, saved["Location"]) == (302, url("assessment", job))
    assert dict(Answer.objects.values_list("fact", "source")) == {
        "wires": "site",
        "phase": "site",
        "lock_ring": "site",
    }


def test_an_empty_form_of_answers_saves_nothing_and_goes_back() -> None:
    job = accepted_job()
    assert signed_in("olive").post(url("answers", job)).status_code == 302
    assert not Answer.objects.exists()


def test_the_place_is_written_down_and_a_slip_is_said_at_its_field() -> None:
    job, client = accepted_job(), signed_in("olive")
    slip = client.post(url("place", job), {"space_depth_in": "0", "hazards": "Wasps"})
    assert slip.status_code == 422
    assert b"Wasps" in slip.content
    assert client.post(url("place", job), {**place_facts(), "door_opens_90": "true"}).status_code == 302
    assert Assessment.objects.get(job=job).space_depth_in == 42
    assert 'value="42"' in client.get(url("place", job)).content.decode()


def test_a_whole_survey_over_the_pages() -> None:
    company()
    job, client = accepted_job(), signed_in("asa")
    booked(job)
    answered(job)
    client.post(url("place", job), {**place_facts(), "door_opens_90": "true"})
    refused = client.post(url("complete", job), {"on": days_ago(0).isoformat()})
    assert refused.status_code == 422
    assert "still missing: 7 photos" in refused.content.decode()
    for slot in (
        "meter_face",
        "seal",
        "socket_ring",
        "panel_label",
        "panel_open",
        "main_breaker",
        "meter_area",
    ):
        assert client.post(url("photo", job, slot), {"file": photo(slot)}).status_code == 302
    assert client.post(url("complete", job), {"on": days_ago(0).isoformat()}).status_code == 302
    assert "Record the verdict" in open_items(job)["verdict"][1]
    office = signed_in("olive")
    assert office.post(url("decide", job), {"on": days_ago(0).isoformat()}).status_code == 302
    assert Job.objects.get(pk=job.pk).stage == "agreement"
    second = signed_in("owen").post(url("decide", job), {"on": days_ago(0).isoformat()})
    assert (second.status_code, b"Olive already recorded" in second.content) == (422, True)


def test_a_photo_slot_takes_photos_alone() -> None:
    job, client = accepted_job(), signed_in("olive")
    assert client.post(url("photo", job, "seal"), {"file": not_a_paper()}).status_code == 422
    assert client.post(url("photo", job, "seal")).status_code == 422
    assert client.get(url("photo", job, "nonsense")).status_code == 404
    assert not Photo.objects.exists()


def test_the_adapter_is_chosen_from_the_directory() -> None:
    job, client = accepted_job(), signed_in("olive")
    adapter = ev_adapter()
    assert client.post(url("adapter", job), {"adapter": "999"}).status_code == 422
    assert client.post(url("adapter", job), {"adapter": adapter.pk}).status_code == 302
    assert Assessment.objects.get(job=job).adapter == adapter


def test_pre_check_shows_what_is_missing_and_what_would_change_it() -> None:
    job, client = accepted_job(), signed_in("olive")
    answered(job, meter_class_amps=None, sce_account_verified=False)
    assert client.post(url("precheck", job)).status_code == 302
    page = client.get(url("assessment", job)).content.decode()
    assert "Pre-check of" in page
    assert "Not known yet" in page
    assert "Meter class" in page
    assert "Ask for an SCE bill and compare the service account number." in page


def test_a_finding_is_settled_on_its_page_with_what_was_typed_kept() -> None:
    job, client = surveyed_job(voltage=CANNOT_TELL), signed_in("olive")
    refused = client.post(url("settle", job, "voltage"), {"because": "Measured by SCE"})
    assert refused.status_code == 422
    assert b"Measured by SCE" in refused.content
    wrong = client.post(
        url("settle", job, "voltage"), {"because": "Measured by SCE", "document": not_a_paper()}
    )
    assert wrong.status_code == 422
    settled = client.post(
        url("settle", job, "voltage"), {"because": "Measured by SCE", "document": paper("letter")}
    )
    assert settled.status_code == 302
    assert FindingDecision.objects.get().document is not None
    page = client.get(url("assessment", job)).content.decode()
    assert "Settled by Olive" in page
    assert "Settle in writing</a>" not in page


def test_the_next_evaluation_offers_what_was_written_for_the_last() -> None:
    job, client = reviewed_job(), signed_in("olive")
    client.post(url("settle", job, "panel-bus"), {"because": "SCE counts the main breaker"})
    client.post(url("judge", job))
    assert b"SCE counts the main breaker" in client.get(url("settle", job, "panel-bus")).content


def test_override_reopen_undo_and_seal_are_acts_of_their_pages() -> None:
    job, client = surveyed_job(outlet_240v_at_parking=True, wants_dedicated_circuit=False), signed_in("olive")
    assert client.post(url("override", job), {"because": "Runs all night"}).status_code == 302
    assert client.post(url("decide", job), {"on": days_ago(0).isoformat()}).status_code == 302
    assert client.post(url("undo", job), {"because": ""}).status_code == 422
    assert client.post(url("undo", job), {"because": "Wrong house"}).status_code == 302
    assert client.post(url("reopen", job), {"because": "Wrong house"}).status_code == 302
    assert Job.objects.get(pk=job.pk).stage == "assessment"
    client.post(url("place", job), {**place_facts(seal="cut"), "door_opens_90": "true"})
    told = {"told_on": days_ago(0).isoformat(), "told_whom": "Rosa"}
    assert client.post(url("seal_reported", job), told).status_code == 302
    assert client.post(url("seal_reported", job), told).status_code == 422


def test_an_ineligible_job_offers_to_be_ended_with_what_was_recommended() -> None:
    job, client = ineligible_job(), signed_in("olive")
    page = client.get(url("assessment", job)).content.decode()
    ending = f"/jobs/{job.number}/cancel/?because=ineligible&amp;recommended_instead=service_upgrade"
    assert ending in page
    form = client.get(ending.replace("&amp;", "&")).content.decode()
    assert '<option value="ineligible" selected>' in form
    assert '<option value="service_upgrade" selected>' in form
    assert "/cancel/?because=" not in client.get(url("assessment", eligible_job())).content.decode()


def test_a_job_of_another_utility_says_whom_to_ask() -> None:
    page = signed_in("olive").get(url("assessment", surveyed_job(utility="ladwp"))).content.decode()
    assert "confirm with LADWP what it allows" in page
    assert "because=other_utility" in page


def test_rule_ids_stand_in_tooltips_alone() -> None:
    page = signed_in("olive").get(url("assessment", reviewed_job())).content.decode()
    assert 'title="panel-bus"' in page
    assert "panel-bus" not in page.replace('title="panel-bus"', "").replace("findings/panel-bus/", "")


def test_the_page_tells_what_a_circuit_gives_the_chosen_car_and_asks_for_what_is_not_known() -> None:
    known = Vehicle.objects.create(key="leaf", name="Nissan Leaf", usable_kwh=38, onboard_kw="6.6")
    unknown = Vehicle.objects.create(key="ev6", name="Kia EV6", usable_kwh="77.4")
    job, client = accepted_job(), signed_in("olive")
    answered(job)
    verdicts.precheck(job=job, by=someone("olive"))
    page = client.get(url("assessment", job)).content.decode()
    assert "48 A on a 60 A circuit: 11.5 kW, 35–40 miles of range an hour" in page
    client.post(url("place", job), {"vehicle": known.pk})
    assert "Nissan Leaf: 20 to 100 % in about 5.1 hours, since the car takes 6.6 kW at most" in (
        client.get(url("assessment", job)).content.decode()
    )
    client.post(url("place", job), {"vehicle": unknown.pk})
    assert "its on-board charger is not known" in client.get(url("assessment", job)).content.decode()
    client.post(url("place", job), {"vehicle": unknown.pk, "onboard_kw": "11"})
    assert "Kia EV6: 20 to 100 % in about 6.2 hours" in client.get(url("assessment", job)).content.decode()


def test_a_look_at_the_product_list_is_recorded_from_directory_and_job() -> None:
    client = signed_in("olive")
    collar = AdapterModel.objects.create(key="collar", maker="New", model="Collar")
    address = reverse("assessments:approve", args=[collar.pk])
    look = {"approval": "approved", "source": "List of November", "checked_on": days_ago(1).isoformat()}
    assert client.post(address, {**look, "source": ""}).status_code == 422
    assert client.post(address, look)["Location"] == reverse("assessments:adapters")
    assert b"List of November" in client.get(reverse("assessments:adapters")).content
    older = client.post(address, {**look, "checked_on": days_ago(9).isoformat()})
    assert (older.status_code, b"an older look changes nothing" in older.content) == (422, True)
    job = accepted_job()
    assert client.get(url("approval", job)).status_code == 404
    answers.choose_adapter(job=job, adapter=collar, by=someone("olive"))
    denied = {**look, "approval": "not_approved", "checked_on": days_ago(0).isoformat()}
    assert client.post(url("approval", job), denied).status_code == 302
    assert AdapterModel.objects.get(pk=collar.pk).approval == "not_approved"


def waiting_jobs(count: int) -> None:
    """Jobs to survey and jobs to settle, each with what the list shows of it."""
    first = Job.objects.count()
    for number in range(first, first + count):
        job = accepted_job()
        booked(job, days=2 + number)
        given = [answers.Given("wires", "site", 3)]
        answers.record_answers(job=job, given=given, by=someone("olive"))
        job = milestones.stamp(
            job=accepted_job(), milestone=Milestone.SURVEYED, on=days_ago(3), by=someone("olive")
        )
        verdicts.judge(job=job, by=someone("olive"))


def test_the_desks_list_asks_as_much_for_fifty_jobs_as_for_one() -> None:
    client, address = signed_in("olive"), reverse("assessments:list")
    waiting_jobs(1)
    few = questions(client, address)
    waiting_jobs(49)
    assert questions(client, address) == few
    assert len(client.get(address).context["surveys"]["rows"]) == 50
    assert len(client.get(address).context["verdicts"]["rows"]) == 50


def test_the_tab_asks_as_much_for_many_evaluations_as_for_one() -> None:
    job, client = reviewed_job(), signed_in("olive")
    few = questions(client, url("assessment", job))
    for _ in range(5):
        verdicts.judge(job=job, by=someone("olive"))
    for number in range(5):
        photos.file_photo(job=job, slot="seal", file=photo(f"seal {number}"), by=someone("asa"))
    assert questions(client, url("assessment", job)) == few
    assert few <= 15


def test_nothing_is_begun_by_looking() -> None:
    job = opened_job()
    before = Event.objects.count()
    for name in FIELD_DOORS:
        signed_in("olive").get(url(name, job))
    assert (Assessment.objects.count(), Event.objects.count()) == (0, before)


def test_ready_to_complete_is_what_its_name_says() -> None:
    page = signed_in("olive").get(url("assessment", ready_to_complete())).content.decode()
    assert "missing for the survey" not in page
