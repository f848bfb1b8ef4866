"""The survey: what completing it needs, what it writes, and how it is opened again."""

from __future__ import annotations

import pytest

from assessments.models import Assessment, Evaluation
from assessments.services import answers, findings, survey, verdicts
from assessments.services.answers import Given
from assessments.services.survey_paper import PLACE, WISHES
from jobs.models import Document, Event, Job, Photo, PhotoSlot, Vehicle
from jobs.photos.services import photos
from kilowire.floor.refusals import Refused
from tests.assessments.history import last_event, open_items, written_since
from tests.builders.assessments import (
    CANNOT_TELL,
    answered,
    eligible_job,
    place_facts,
    ready_to_complete,
    reviewed_job,
    surveyed_job,
)
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, company, days_ago, opened_job
from utility_requests.services.reading import assessed

pytestmark = pytest.mark.django_db


def complete(job: Job, **new: object) -> Assessment:
    return survey.complete_survey(**{"job": job, "on": days_ago(2), "by": someone("asa"), **new})


def record_place(job: Job, **written: object) -> Assessment:
    return survey.record_place(job=job, by=someone("asa"), **written)


def test_the_paper_calls_each_column_by_its_own_name() -> None:
    names = {name: str(Assessment._meta.get_field(name).verbose_name) for name in (*PLACE, *WISHES)}
    assert {name: words[0].upper() + words[1:] for name, words in names.items()} == {**PLACE, **WISHES}


def test_completing_stamps_issues_the_paper_and_judges() -> None:
    job = ready_to_complete()
    before = last_event(job)
    assessment = complete(job)
    assert written_since(job, before) == [
        ("done", "Site survey complete"),
        ("issued", "Site survey issued"),
        ("desk", "Judged by the rules sce-msa/2026-11: eligible"),
        ("item_opened", "Waiting for office: Record the verdict: eligible"),
    ]
    assert (assessment.completed_on, assessment.completed_by.name) == (days_ago(2), "Asa")
    job = Job.objects.get(pk=job.pk)
    assert (job.stage, job.surveyed_on) == ("eligibility", days_ago(2))
    evaluation = Evaluation.objects.of(job).get()
    assert (evaluation.purpose, evaluation.verdict, evaluation.evaluated_on) == (
        "verdict",
        "pass",
        days_ago(2),
    )


def test_completing_names_all_that_is_missing_and_stamps_nothing() -> None:
    job = accepted_job()
    answered(job, wires=None, voltage=None)
    Assessment.objects.filter(job=job).update(adapter=None)
    with pytest.raises(Refused) as refusal:
        complete(job)
    words = str(refusal.value)
    assert "missing: Powered medical equipment, Adapter, Meter number, The utility's seal" in words
    assert "Heat marks, Meter loose, 2 answers (Wires, Voltage)" in words
    assert "7 photos (Meter face, Utility's seal, Socket and ring" in words
    assert Job.objects.get(pk=job.pk).surveyed_on is None


def test_completing_needs_the_adapter_that_is_to_be_set() -> None:
    job = ready_to_complete()
    Assessment.objects.filter(job=job).update(adapter=None)
    with pytest.raises(Refused, match="^Not yet, still missing: Adapter.$"):
        complete(job)


def test_a_fact_that_cannot_be_told_lets_the_survey_be_complete_and_the_verdict_wait() -> None:
    job = surveyed_job(voltage=CANNOT_TELL)
    evaluation = Evaluation.objects.of(job).get()
    assert (evaluation.verdict, evaluation.answer["missing"]) == ("info", ["voltage"])
    paper = Document.objects.of(job).get()
    assert paper.context["summary"].endswith("one answer could not be told.")


def test_a_rejected_photo_is_missing_again() -> None:
    job = ready_to_complete()
    seal = Photo.objects.of(job).get(slot=PhotoSlot.SEAL)
    photos.reject_photo(photo=seal, because="Blurred", by=someone("olive"))
    with pytest.raises(Refused, match=r"1 photo \(Utility's seal\)"):
        complete(job)


def test_a_removal_asks_less() -> None:
    job = ready_to_complete(kind="removal")
    assert set(Photo.objects.of(job).values_list("slot", flat=True)) == {
        "meter_face",
        "seal",
        "socket_ring",
        "meter_area",
    }
    complete(job)
    assert Evaluation.objects.of(job).get().verdict == "pass"


def test_that_another_utility_serves_the_meter_is_shown_by_its_face_alone() -> None:
    job = ready_to_complete(utility="ladwp")
    assert list(Photo.objects.of(job).values_list("slot", flat=True)) == ["meter_face"]


def test_the_survey_is_completed_once() -> None:
    job = surveyed_job()
    with pytest.raises(Refused, match="Asa already recorded the site survey"):
        complete(job, by=someone("cruz"))


def test_the_survey_needs_the_job_to_be_taken_on() -> None:
    with pytest.raises(Refused, match="the intake is not recorded"):
        complete(ready_to_complete(opened_job()))


def test_the_survey_is_opened_again_for_a_reason_and_keeps_its_answers() -> None:
    job = surveyed_job()
    with pytest.raises(Refused, match="Say why"):
        survey.reopen_survey(job=job, because=" ", by=someone("olive"))
    before = last_event(job)
    assessment = survey.reopen_survey(job=job, because="The wrong panel", by=someone("olive"))
    assert written_since(job, before) == [
        ("undone", "Undone: site survey complete"),
        ("paper_ended", "Site survey no longer holds"),
        ("item_ended", "No longer open: Record the verdict: eligible"),
    ]
    assert (assessment.completed_on, open_items(job)) == (None, {})
    assert assessment.answers.filter(replaced_at=None).count() == 24
    complete(job)
    assert Job.objects.get(pk=job.pk).stage == "eligibility"


def test_the_survey_stays_closed_while_the_verdict_stands() -> None:
    job = eligible_job()
    with pytest.raises(Refused, match="Undo the eligibility verdict first"):
        survey.reopen_survey(job=job, because="The wrong panel", by=someone("olive"))
    verdicts.undo_verdict(job=job, because="The wrong panel", by=someone("olive"))
    assert survey.reopen_survey(job=job, because="The wrong panel", by=someone("olive")).verdict is None


def test_the_place_is_written_down_and_mended_with_what_stood_before() -> None:
    job = opened_job()
    before = last_event(job)
    record_place(job, **place_facts())
    record_place(job, **place_facts())
    record_place(job, **place_facts(space_depth_in=30))
    assert written_since(job, before) == [
        ("desk", "Survey: the place written down"),
        ("edited", "Survey: the place written down"),
    ]
    event = Event.objects.of(job).first()
    assert (event.before, event.after) == ({"space_depth_in": 42}, {"space_depth_in": 30})


@pytest.mark.parametrize(("seal", "word"), [("cut", "cut"), ("missing", "missing")])
def test_a_broken_seal_stops_and_is_reported_to_the_utilitys_number(seal: str, word: str) -> None:
    job = opened_job()
    record_place(job, seal=seal)
    what = f"Stop: the meter's seal was found {word}. Report it to SCE: 800-655-4555"
    assert open_items(job) == {"seal": ("office", what)}
    before = last_event(job)
    told = {"told_on": days_ago(0), "told_whom": "Rosa, case 77", "by": someone("olive")}
    survey.report_seal(job=job, **told)
    assert [kind for kind, _ in written_since(job, before)] == ["desk", "item_ended"]
    assert "reported to Rosa, case 77" in written_since(job, before)[0][1]
    with pytest.raises(Refused, match="Olive already told the utility"):
        survey.report_seal(job=job, **told)


def test_a_seal_found_intact_after_all_takes_the_report_back() -> None:
    job = opened_job()
    record_place(job, seal="cut")
    survey.report_seal(job=job, told_on=days_ago(0), told_whom="Rosa", by=someone("olive"))
    assert record_place(job, seal="intact").seal_reported_on is None
    with pytest.raises(Refused, match="nothing to report"):
        survey.report_seal(job=job, told_on=days_ago(0), told_whom="Rosa", by=someone("olive"))
    record_place(job, seal="cut")
    with pytest.raises(Refused, match="has not come yet"):
        survey.report_seal(job=job, told_on=days_ago(-1), told_whom="Rosa", by=someone("olive"))


def test_the_surveys_paper_says_every_answer_with_its_source_and_carries_the_facts() -> None:
    company()
    car = Vehicle.objects.create(key="car", name="Solterra", usable_kwh=64, onboard_kw="6.6")
    job = surveyed_job(place={"space_depth_in": 28, "vehicle": car}, voltage=CANNOT_TELL)
    context = Document.objects.of(job).of_kind("survey_report").get().context
    by_title = {section["title"]: section for section in context["sections"]}
    assert ["Wires", f"3 (seen on site, {days_ago(50):%B %-d, %Y})"] in by_title["Service"]["rows"]
    assert by_title["Service"]["rows"][2][1].startswith("Cannot tell: Nobody at home knew")
    assert ["Car", "Solterra"] in by_title["Car and charger"]["rows"]
    assert ["Its door opens 90°", "Yes"] in by_title["The place"]["rows"]
    assert by_title["The place"]["note"] == "Working space (NEC 110.26): depth is 28 in of 36 in."
    assert len(by_title["Photos"]["photos"]) == 7
    assert context["facts"]["circuit_amps"] == 60
    assert "voltage" not in context["facts"]
    assert context["meter_face_number"] == "222-014-7781"
    assert context["device"]["approval_source"] == "Product list, read by Olive"
    assert (context["company"]["name"], context["job"]["number"]) == ("KiloWire", job.number)


def test_an_answer_changed_after_the_survey_asks_for_another_judgement() -> None:
    job = surveyed_job()
    answers.record_answers(
        job=job, given=[Given("lock_ring", "site", True)], by=someone("asa"), on=days_ago(1)
    )
    assert set(open_items(job)) == {"lock_ring", "verdict"}
    assert open_items(job)["verdict"][1].startswith("Judge the survey's answers")


def test_an_answer_changed_after_the_verdict_reaches_the_other_desks_through_the_surveys_paper() -> None:
    job = reviewed_job(sce_account_verified=True, panel_bus_amps=100, lock_ring=True)
    findings.decide_finding(job=job, rule="lock-ring", because="SCE takes it off", by=someone("olive"))
    job = verdicts.decide_eligibility(job=job, by=someone("olive"))
    assert assessed(job)["facts"]["lock_ring"] is True
    answers.record_answers(job=job, given=[Given("lock_ring", "site", False)], by=someone("asa"))
    assert assessed(job)["facts"]["lock_ring"] is False
    assert (assessed(job)["eligibility"], open_items(job)) == ("review", {})
