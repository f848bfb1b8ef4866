"""A survey from a tablet: kept whole, taken once, complete when nothing is missing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Assessment, Evaluation, Reading
from assessments.services import answers
from jobs.holds.services import holds
from jobs.models import Document, Event, Job, NotFiled, OpenItem, PhotoSlot, Submission
from jobs.tablet.services import submissions
from kilowire.floor.refusals import StillMissing
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import PASSING, given, place_facts
from tests.builders.cast import someone
from tests.builders.field_surveys import (
    VOLTS,
    base_of_field,
    every_field,
    every_photo,
    job_on_site,
    readings,
    shown_verdict,
    survey_body,
    take_survey,
)
from tests.builders.from_tablets import field, sent_photo

pytestmark = pytest.mark.django_db


def say(job: Job, fact: str, value: Any) -> None:
    answers.record_answers(job=job, given=[given(fact, value)], by=someone("olive"))


def current(job: Job, fact: str) -> Answer:
    return Answer.objects.of(job).current().get(fact=fact)


def page_of(job: Job) -> str:
    client = Client()
    client.force_login(someone("olive"))
    return client.get(reverse("assessments:assessment", args=[job.number])).content.decode()


def test_a_whole_survey_is_complete_and_judged_with_every_event() -> None:
    job = job_on_site()
    photos = every_photo(job)
    before = last_event(job)
    taken = take_survey(
        job, every_field(job), photos, readings=readings(**VOLTS), answer=shown_verdict(job), finish=True
    )
    assert (taken.receipt["said"], taken.receipt["conflicts"]) == ("The survey is complete.", [])
    assert [file["id"] for file in taken.receipt["files"]] == [str(photo.pk) for photo in photos]
    kinds = written_since(job, before)
    assert kinds == [
        ("desk", "Adapter chosen: ConnectDER EV MSA"),
        ("desk", kinds[1][1]),
        ("desk", "Survey: the place written down"),
        ("desk", "Readings: L1 to L2 241.30 V, L1 to neutral 120.80 V, L2 to neutral 120.50 V"),
        ("desk", "Verdict shown on the tablet and on the server alike: eligible"),
        ("done", "Site survey complete"),
        ("booked", "Site survey: done"),
        ("issued", "Site survey issued"),
        ("desk", "Judged by the rules sce-msa/2026-11: eligible"),
        ("item_opened", "Waiting for office: Record the verdict: eligible"),
        ("filed", "Site survey came from Asa's tablet"),
    ]
    assert kinds[1][1].startswith("Answers recorded: Utility, ")
    job = Job.objects.get(pk=job.pk)
    assert (job.stage, Evaluation.objects.of(job).get().verdict) == ("eligibility", "pass")
    told = {answer.fact: answer.value for answer in Answer.objects.of(job).current()}
    assert told == PASSING
    place = Assessment.objects.get(job=job)
    assert {name: getattr(place, name) for name in place_facts()} == place_facts()


def test_sent_ten_times_it_is_taken_once() -> None:
    job = job_on_site()
    pk, photos = uuid.uuid4(), every_photo(job)
    body = survey_body(job, pk, every_field(job), photos, readings=readings(**VOLTS), finish=True)
    first, events = None, 0
    for _ in range(10):
        taken = submissions.take(job=job, kind="survey", pk=pk, body=body, by=someone("asa"))
        first, events = first or taken.receipt, events or Event.objects.of(job).count()
        assert taken.receipt == first
    assert Event.objects.of(job).count() == events
    assert (Submission.objects.count(), Reading.objects.count()) == (1, 3)
    assert Answer.objects.of(job).count() == len(PASSING)


def test_what_is_missing_is_said_and_everything_else_is_kept() -> None:
    job = job_on_site()
    fields = every_field(job, wires=None, seal=None)
    photos = every_photo(job, without=["panel_open"])
    before = last_event(job)
    taken = take_survey(job, fields, photos, readings=readings(volts_l1_n="120.8"), finish=True)
    said = "Not yet, still missing: The utility's seal, 1 answer (Wires) and 1 photo (Panel open)."
    assert taken.receipt["said"] == f"Everything is kept. {said}"
    event = Event.objects.of(job).filter(pk__gt=before).get(sentence__startswith="Survey finished")
    assert (event.because, event.kind) == (said, "desk")
    assert Job.objects.get(pk=job.pk).surveyed_on is None
    assert current(job, "voltage").value == "120/240"
    assert (Assessment.objects.get(job=job).meter_number, Reading.objects.count()) == ("222-014-7781", 1)
    more = {
        "wires": field(3),
        "seal": field("intact"),
        "photo:panel_open": field(None, cannot_tell="Wasps inside"),
    }
    assert take_survey(job, more, finish=True).receipt["said"] == "The survey is complete."
    assert Assessment.objects.get(job=job).unsafe_slots == {"panel_open": "Wasps inside"}


def test_finished_again_after_it_was_complete_it_is_kept() -> None:
    job = job_on_site()
    take_survey(job, every_field(job), every_photo(job), finish=True)
    taken = take_survey(job, {"note": field("The dog is called Rex")}, finish=True)
    assert taken.receipt["said"] == "Everything is kept; the survey was complete before."
    assert Assessment.objects.get(job=job).note == "The dog is called Rex"


def test_a_photo_that_is_not_held_is_named_and_nothing_is_taken() -> None:
    job = job_on_site()
    photo = sent_photo(job, "meter_face")
    photo.pk = lost = uuid.uuid4()
    with pytest.raises(StillMissing) as missing:
        take_survey(job, {"wires": field(3)}, [photo])
    assert list(missing.value.ids) == [str(lost)]
    assert not Answer.objects.of(job).exists()
    assert not Submission.objects.exists()


def test_an_answer_from_a_photo_shows_that_photo() -> None:
    job = job_on_site()
    label, breaker = sent_photo(job, "panel_label"), sent_photo(job, "main_breaker")
    fields = {
        "panel_bus_amps": field(100, source="photo", photo=str(label.pk)),
        "main_breaker_amps": field(100, source="photo"),
        "wires": field(3, source="photo"),
    }
    take_survey(job, fields, [label, breaker])
    assert [current(job, name).photo for name in fields] == [label, breaker, None]


def test_what_cannot_be_told_says_why_until_somebody_can() -> None:
    job = job_on_site()
    why = {"voltage": "No meter with me", "meter_number": "Worn off", "photo:seal": "A wasps' nest"}
    take_survey(job, {name: field(None, cannot_tell=because) for name, because in why.items()})
    assessment = Assessment.objects.get(job=job)
    assert current(job, "voltage").cannot_tell == "No meter with me"
    assert assessment.untold == {"meter_number": "Worn off", "photo:seal": "A wasps' nest"}
    take_survey(job, {"meter_number": field("222"), "photo:seal": field(None)})
    assessment.refresh_from_db()
    assert (assessment.meter_number, assessment.untold) == ("222", {})


def test_what_was_written_of_the_place_may_be_struck_out_and_an_answer_stays() -> None:
    job = job_on_site()
    take_survey(job, {"hazards": field("Dog"), "medical_equipment": field(True), "wires": field(3)})
    take_survey(job, {"hazards": field(""), "medical_equipment": field(None), "wires": field(None)})
    assessment = Assessment.objects.get(job=job)
    assert (assessment.hazards, assessment.medical_equipment) == ("", None)
    assert current(job, "wires").value == 3


def test_a_seal_found_cut_is_the_offices_to_report() -> None:
    job = job_on_site()
    take_survey(job, {"seal": field("cut")})
    assert open_items(job)["seal"][1].startswith("Stop: the meter's seal was found cut.")


def test_our_standard_build_is_recorded_as_such_and_only_as_it_is() -> None:
    job = job_on_site()
    take_survey(
        job, {"circuit_amps": field(60, source="standard"), "loads": field(["ev_charger"], source="standard")}
    )
    assert (current(job, "circuit_amps").source, current(job, "loads").source) == ("standard", "standard")
    base = base_of_field(job, "circuit_amps")
    assert refusals(take_survey(job, {"circuit_amps": field(50, base, source="standard")})) == {
        "circuit_amps": "Charger circuit: our standard build is another."
    }
    assert refusals(take_survey(job, {"panel_bus_amps": field(100, source="standard")})) == {
        "panel_bus_amps": "Panel bus rating: this is seen on site or from a photo."
    }


def refusals(taken: submissions.Taken) -> dict[str, str]:
    return {each["field"]: each["because"] for each in taken.receipt["not_filed"]}


UNFIT = {
    "panel_bus_amps": (field("100"), "Panel bus rating must be a whole number from 0 to 10000."),
    "space_depth_in": (field(0), "Clear depth in front of the panel must be a whole number from 1 to 999."),
    "seal": (field("open"), "The utility's seal must be one of intact, cut, missing."),
    "adapter": (field(987654), "This adapter is no longer in the directory."),
    "vehicle": (field(987654), "This car is no longer in the list."),
    "wires": (field(3, cannot_tell="Dark"), "Wires: give the answer, or say why it cannot be told."),
}


def test_an_answer_that_is_refused_holds_up_no_other_and_waits_for_the_office() -> None:
    job = job_on_site()
    sent = {name: one for name, (one, _) in UNFIT.items()}
    volts = readings(**VOLTS) + readings(volts_l1_l2="601")
    taken = take_survey(job, {"lock_ring": field(False), "note": field("Rex"), **sent}, readings=volts)
    why = {name: said for name, (_, said) in UNFIT.items()}
    assert refusals(taken) == {**why, "volts_l1_l2": "L1 to L2 must be a number from 0 to 600."}
    assert set(taken.receipt["bases"]) == {"lock_ring", "note"}
    assert (current(job, "lock_ring").value, Assessment.objects.get(job=job).note) == (False, "Rex")
    assert Reading.objects.count() == 3
    assert OpenItem.objects.of(job).open().filter(key="jobs.not_filed", party="office").exists()
    row = NotFiled.objects.get(field="seal")
    assert (row.label, row.shown, row.given["value"]) == ("The utility's seal", "open", "open")
    take_survey(job, sent)
    assert NotFiled.objects.count() == len(UNFIT) + 1
    take_survey(job, {"seal": field("cut")})
    row.refresh_from_db()
    assert (row.note, row.settled_by) == ("It came again, and was filed", someone("asa"))


def test_what_no_form_asks_stays_in_the_submission_as_it_came() -> None:
    job = job_on_site()
    fields = {
        "shoe_size": field(44),
        "photo:roof": field(None, cannot_tell="Steep"),
        "volts_l1_n": field(120),
    }
    taken = take_survey(job, fields, form_version="site-survey/2031-01")
    assert taken.receipt["said"] == "Everything is kept."
    assert set(Submission.objects.get().body["fields"]) == set(fields)
    assert Assessment.objects.get(job=job).untold == {}


def test_a_removal_takes_no_adapter() -> None:
    job = job_on_site(kind="removal")
    take_survey(job, every_field(job))
    assert Assessment.objects.get(job=job).adapter is None


def test_a_survey_of_a_job_that_was_cancelled_is_kept_and_changes_nothing() -> None:
    job = job_on_site()
    holds.cancel_job(job=job, because="price", note="", by=someone("olive"))
    before = last_event(job)
    taken = take_survey(job, {"wires": field(3)}, readings=readings(**VOLTS), finish=True)
    assert taken.receipt["said"].startswith(
        "Kept with the job; nothing was changed. This job was cancelled on"
    )
    assert written_since(job, before)[0] == ("filed", "Site survey came from Asa's tablet")
    assert NotFiled.objects.get().because.startswith("This job was cancelled on")
    assert Submission.objects.get().body["fields"]["wires"]["value"] == 3
    assert not Reading.objects.exists()


def test_a_clock_that_is_a_day_off_dates_answers_by_ours() -> None:
    job = job_on_site()
    ahead = timezone.now() + timedelta(days=1)
    pk = uuid.uuid4()
    fields = {"wires": field(3, at=(ahead - timedelta(minutes=5)).isoformat())}
    rows = [{**each, "at": ahead.isoformat()} for each in readings(volts_l1_n="120")]
    body = survey_body(job, pk, fields, readings=rows, made_at=ahead.isoformat())
    submissions.take(job=job, kind="survey", pk=pk, body=body, by=someone("asa"), sent_at=ahead)
    assert current(job, "wires").answered_on == timezone.localdate(timezone.now() - timedelta(minutes=5))
    assert Reading.objects.get().taken_at <= timezone.now()


def test_answers_of_two_days_keep_their_days() -> None:
    job = job_on_site()
    yesterday = timezone.now() - timedelta(days=1)
    take_survey(job, {"wires": field(3, at=yesterday.isoformat()), "lock_ring": field(False)})
    assert current(job, "wires").answered_on == timezone.localdate(yesterday)
    assert current(job, "lock_ring").answered_on > current(job, "wires").answered_on


def test_the_doors_answer_200_409_401_and_404() -> None:
    job = job_on_site()
    client = Client()
    client.force_login(someone("asa"))

    def post(fields: dict[str, Any], who: Client = client) -> Any:
        pk = uuid.uuid4()
        address = reverse("assessments:field_survey", args=[job.number, pk])
        return who.post(address, survey_body(job, pk, fields), content_type="application/json")

    assert post({"wires": field(2)}, Client()).status_code == 401
    assert post({"wires": field(2)}).json()["said"] == "Everything is kept."
    say(job, "wires", 4)
    answer = post({"wires": field(3, "another base")})
    assert (answer.status_code, answer.json()["conflicts"]) == (409, ["Wires"])
    refused = post({"wires": field("three")})
    assert (refused.status_code, refused.json()["not_filed"][0]["field"]) == (200, "wires")
    stranger = Client()
    stranger.force_login(someone("strand"))
    assert post({"wires": field(2)}, stranger).status_code == 404


def test_a_photo_that_is_not_safe_to_take_is_shown_to_the_office() -> None:
    job = job_on_site()
    take_survey(job, {"photo:panel_open": field(None, cannot_tell="Burnt inside")})
    page = page_of(job)
    assert "Not safe: Burnt inside" in page
    assert PhotoSlot.PANEL_OPEN.label in page


def test_the_history_says_under_its_own_name_what_cannot_be_told() -> None:
    job = job_on_site()
    take_survey(job, {"meter_number": field("222"), "route": field("Left")})
    before = last_event(job)
    untold = {"meter_number": "Worn off", "photo:seal": "A wasps' nest"}
    take_survey(job, {name: field(None, cannot_tell=because) for name, because in untold.items()})
    event = Event.objects.of(job).filter(pk__gt=before).get(sentence="Survey: the place written down")
    assert event.before == {"meter_number": "222", "photo_of_seal": None}
    assert event.after == {
        "meter_number": {"cannot_tell": "Worn off"},
        "photo_of_seal": {"cannot_tell": "A wasps' nest"},
    }


def test_the_surveys_paper_says_what_was_measured_and_what_could_not_be_told() -> None:
    job = job_on_site()
    untold = {"route": "Dark", "photo:panel_open": "Burnt inside"}
    fields = every_field(job) | {name: field(None, cannot_tell=why) for name, why in untold.items()}
    take_survey(job, fields, every_photo(job, ["panel_open"]), readings=readings(**VOLTS), finish=True)
    sections = {section["title"]: section for section in Document.objects.of(job).first().context["sections"]}
    assert sections["Readings"]["rows"][0] == ["L1 to L2", "241.30 V"]
    rows = dict(sections["The place"]["rows"])
    assert rows["Route from meter to charger"] == "Cannot tell: Dark"
    assert rows["Photo: panel open"] == "Cannot tell: Burnt inside"
    assert (rows["Heat marks on meter or socket"], rows["Meter sits loose"]) == ("No", "No")
