"""A survey from a tablet: kept whole, taken once, merged by its bases, complete when nothing is missing."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Assessment, Evaluation, Reading
from assessments.services import answers, survey
from jobs.models import Chosen, Conflict, Document, Event, Job, PhotoSlot, Submission, Vehicle
from jobs.services import conflicts, holds, submissions
from kilowire.refusals import Refused, StillMissing
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import PASSING, answered, given, place_facts
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


def test_two_sent_the_second_from_the_same_draft_are_no_conflict() -> None:
    job = job_on_site()
    take_survey(job, {"wires": field(2), "route": field("Left")})
    taken = take_survey(job, {"wires": field(3), "route": field("Right")})
    assert taken.receipt["conflicts"] == []
    assert current(job, "wires").value == 3
    assert Assessment.objects.get(job=job).route == "Right"


def test_what_the_office_changed_meanwhile_is_kept_beside_the_tablets() -> None:
    job = job_on_site()
    say(job, "panel_bus_amps", 100)
    survey.record_place(job=job, by=someone("olive"), route="Left", seal="intact")
    bases = {name: base_of_field(job, name) for name in ("panel_bus_amps", "route", "seal")}
    say(job, "panel_bus_amps", 125)
    survey.record_place(job=job, by=someone("olive"), route="Over the roof", seal="")
    fields = {
        "panel_bus_amps": field(200, bases["panel_bus_amps"]),
        "route": field("Right", bases["route"]),
        "seal": field("cut", bases["seal"]),
        "wires": field(3),
    }
    taken = take_survey(job, fields)
    labels = ["Panel bus rating", "Route from meter to charger", "The utility's seal"]
    assert taken.receipt["conflicts"] == labels
    assert taken.receipt["said"] == (
        "Everything is kept. The office chooses: Panel bus rating, Route from meter to charger and "
        "The utility's seal."
    )
    assert [(each.office_shown, each.tablet_shown) for each in Conflict.objects.of(job)] == [
        ("125 A", "200 A"),
        ("Over the roof", "Right"),
        ("Not known", "Cut or broken"),
    ]
    assert (current(job, "panel_bus_amps").value, current(job, "wires").value) == (125, 3)
    assert Assessment.objects.get(job=job).route == "Over the roof"


def test_the_same_value_said_by_both_is_no_conflict_and_the_later_source_stands() -> None:
    job = job_on_site()
    say(job, "loads", ["ev_charger"])
    taken = take_survey(job, {"loads": field(["ev_charger"], source="site")})
    assert taken.receipt["conflicts"] == []
    assert (current(job, "loads").source, current(job, "loads").by) == ("site", someone("asa"))


@pytest.mark.parametrize(
    ("chosen", "bus", "route"), [(Chosen.TABLET, 200, "Right"), (Chosen.OFFICE, 125, "Left")]
)
def test_the_office_chooses_which_of_two_values_stands(chosen: str, bus: int, route: str) -> None:
    job = job_on_site()
    label = sent_photo(job, "panel_label")
    say(job, "panel_bus_amps", 125)
    survey.record_place(job=job, by=someone("olive"), route="Left")
    fields = {
        "panel_bus_amps": field(200, source="photo", photo=str(label.pk)),
        "route": field("Right"),
    }
    take_survey(job, fields, [label])
    for conflict in Conflict.objects.of(job):
        conflicts.settle_conflict(conflict=conflict, chosen=chosen, by=someone("olive"))
    assert (current(job, "panel_bus_amps").value, Assessment.objects.get(job=job).route) == (bus, route)
    assert not Conflict.objects.of(job).open().exists()
    if chosen == Chosen.TABLET:
        answer = current(job, "panel_bus_amps")
        assert (answer.source, answer.photo, answer.by) == ("photo", label, someone("olive"))
        sentences = [sentence for _, sentence in written_since(job, 0)]
        assert "Answers changed: Panel bus rating" in sentences
        assert sentences.count("Survey: the place written down") == 2


def test_an_adapter_that_the_office_changed_is_shown_by_its_name() -> None:
    job = job_on_site()
    answered(job)
    other = Vehicle.objects.create(key="car", name="Some car", usable_kwh=50)
    survey.record_place(job=job, by=someone("olive"), vehicle=other)
    mine = Vehicle.objects.create(key="mine", name="Another car", usable_kwh=50)
    take_survey(job, {"vehicle": field(mine.pk)})
    conflict = Conflict.objects.of(job).get()
    assert (conflict.office_shown, conflict.tablet_shown) == ("Some car", "Another car")
    conflicts.settle_conflict(conflict=conflict, chosen=Chosen.TABLET, by=someone("olive"))
    assert Assessment.objects.get(job=job).vehicle == mine


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


def test_readings_are_added_once_and_the_newest_stands_last() -> None:
    job = job_on_site()
    first = readings(volts_l1_l2="241.3")
    take_survey(job, {}, readings=first)
    take_survey(job, {}, readings=[*first, *readings(volts_l1_l2="208.4"), {"name": "ohms", "value": "3"}])
    values = list(Reading.objects.of(job).values_list("value", flat=True))
    assert values == [Decimal("241.30"), Decimal("208.40")]
    events = [sentence for _, sentence in written_since(job, 0) if sentence.startswith("Readings")]
    assert events == ["Readings: L1 to L2 241.30 V", "Readings: L1 to L2 208.40 V"]


@pytest.mark.parametrize("value", ["", "high", "-1", "601", "NaN", None, "1e99"])
def test_a_reading_that_is_no_voltage_is_refused(value: Any) -> None:
    job = job_on_site()
    with pytest.raises(Refused, match="^L1 to L2 must be a number from 0 to 600.$"):
        take_survey(job, {}, readings=[{"id": str(uuid.uuid4()), "name": "volts_l1_l2", "value": value}])
    assert not Submission.objects.exists()


def test_a_reading_is_never_changed() -> None:
    job = job_on_site()
    take_survey(job, {}, readings=readings(volts_l1_l2="241.3"))
    with pytest.raises(IntegrityError, match="readings_are_never_changed"), transaction.atomic():
        Reading.objects.of(job).update(value=208)


def test_a_verdict_that_differs_is_written_down_with_both() -> None:
    job = job_on_site()
    shown = {**shown_verdict(job), "eligibility": "fail", "recommendation": None}
    before = last_event(job)
    take_survey(job, every_field(job), answer=shown)
    event = Event.objects.of(job).filter(pk__gt=before).get(sentence__startswith="Verdict")
    assert event.sentence == "Verdict differs: the tablet showed “not eligible”, the server says “eligible”"
    assert event.because == "They differ in: eligibility, recommendation."
    assert event.before["tablet"]["eligibility"] == "fail"
    assert event.after["server"] == {"eligibility": "pass", "recommendation": "msa", "missing": []}


@pytest.mark.parametrize("answer", [None, [], "pass", {"eligibility": ["pass"], "missing": {"a": 1}}])
def test_an_answer_that_is_none_breaks_nothing(answer: Any) -> None:
    job = job_on_site()
    taken = take_survey(job, {"wires": field(3)}, answer=answer, rules_version="lapd/1999")
    assert taken.receipt["said"] == "Everything is kept."


def test_our_standard_build_is_recorded_as_such_and_only_as_it_is() -> None:
    job = job_on_site()
    take_survey(
        job, {"circuit_amps": field(60, source="standard"), "loads": field(["ev_charger"], source="standard")}
    )
    assert (current(job, "circuit_amps").source, current(job, "loads").source) == ("standard", "standard")
    base = base_of_field(job, "circuit_amps")
    with pytest.raises(Refused, match="^Charger circuit: our standard build is another.$"):
        take_survey(job, {"circuit_amps": field(50, base, source="standard")})
    with pytest.raises(Refused, match="^Panel bus rating: this is seen on site or from a photo.$"):
        take_survey(job, {"panel_bus_amps": field(100, source="standard")})


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("panel_bus_amps", field("100"), "^Panel bus rating must be a whole number from 0 to 10000.$"),
        ("space_depth_in", field(0), "^Clear depth in front of the panel must be a whole number"),
        ("seal", field("open"), "^The utility's seal must be one of intact, cut, missing.$"),
        ("adapter", field(987654), "^This adapter is no longer in the directory.$"),
        ("vehicle", field(987654), "^This car is no longer in the list.$"),
        ("wires", field(3, cannot_tell="Dark"), "^Wires: give the answer, or say why it cannot be told.$"),
    ],
)
def test_what_the_form_does_not_take_is_refused_by_its_label(name: str, sent: Any, said: str) -> None:
    job = job_on_site()
    with pytest.raises(Refused, match=said):
        take_survey(job, {"lock_ring": field(False), name: sent})
    assert not Answer.objects.of(job).exists()


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
    assert written_since(job, before) == [("filed", "Site survey came from Asa's tablet")]
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


def test_the_doors_answer_200_409_422_and_404() -> None:
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
    apart = post({"wires": field(3, "another base")})
    assert (apart.status_code, apart.json()["conflicts"]) == (409, ["Wires"])
    refused = post({"wires": field("three")})
    assert (refused.status_code, refused.json()["error"]) == (422, "refused")
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


def test_the_office_reads_what_was_measured_and_where_it_contradicts_the_answer() -> None:
    job = job_on_site()
    take_survey(job, {"voltage": field("120/240")}, readings=readings(**VOLTS))
    page = page_of(job)
    assert "L1 to L2" in page
    assert "241.30 V" in page
    assert "The answer on file is another" not in page
    take_survey(job, {}, readings=readings(volts_l1_l2="208.1"))
    page = page_of(job)
    assert "208.10 V (before: 241.30 V)" in page
    assert "two legs of a three-phase service, not 120/240 V. The answer on file is another" in page


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


def page_of(job: Job) -> str:
    client = Client()
    client.force_login(someone("olive"))
    return client.get(reverse("assessments:assessment", args=[job.number])).content.decode()
