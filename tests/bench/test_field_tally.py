"""The field measurement notices what is lost, doubled, unequal or stranded, and then does not pass."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from assessments.models import Reading
from bench._field_broken import BrokenGate
from bench._field_tally import LOSS_S, Tally
from jobs.models import Job, Photo, Submission
from tests.builders.field_surveys import readings, take_survey
from tests.builders.from_tablets import field, on_site, sent_photo
from tests.builders.jobs import accepted_job
from tests.builders.records import ev_adapter

CAMERA = {"seal": "5" * 64, "meter_face": "6" * 64}
ELSE = str(uuid.UUID(int=1))
LATER, AT = "2026-11-20T11:00:00+00:00", "2026-11-20T10:00:00+00:00"


@dataclass
class Told:
    """What a page said it held, by kind."""

    photos: dict[str, str]
    forms: dict[str, str]
    answers: dict[str, str]
    retakes: dict[str, str]


CHANGES: dict[str, tuple[Callable[[Told], object], str]] = {
    "a photo is not on file": (lambda told: told.photos.update({ELSE: "0" * 64}), "photos lost"),
    "a photo's bytes are others": (
        lambda told: told.photos.update(dict.fromkeys(told.photos, "0" * 64)),
        "photos unequal",
    ),
    "a retake replaces nothing": (
        lambda told: told.retakes.update({next(iter(told.photos)): ELSE}),
        "photos unequal",
    ),
    "a form is not on file": (lambda told: told.forms.update({ELSE: "0" * 64}), "forms lost"),
    "a form came that was not told of": (lambda told: told.forms.clear(), "forms doubled"),
    "a form's text is another": (
        lambda told: told.forms.update(dict.fromkeys(told.forms, "0" * 64)),
        "forms unequal",
    ),
    "an answer is in no form": (lambda told: told.answers.update(panel_make=AT), "answers lost"),
    "a later answer is in no form": (
        lambda told: told.answers.update(panel_bus_amps=LATER),
        "answers unequal",
    ),
    "a reading is not on file": (lambda told: told.answers.update({f"reading {ELSE}": AT}), "answers lost"),
    "a reading came twice": (
        lambda told: told.answers.popitem(),
        "answers doubled",
    ),
}


def survey_that_the_office_holds() -> Job:
    """Two photos, an answer and two readings."""
    ev_adapter()
    job = on_site(accepted_job()).job
    photos = [sent_photo(job, slot, camera_sha256=taken) for slot, taken in CAMERA.items()]
    taken = readings(volts_l1_l2="241.3", volts_l1_n="120.8")
    take_survey(job, {"panel_bus_amps": field(125, at=AT)}, photos, finish=True, readings=taken)
    return job


def told_of(job: Job) -> Told:
    answers = dict.fromkeys((f"reading {each.pk}" for each in Reading.objects.of(job)), AT)
    return Told(
        {str(photo.pk): photo.sha256 for photo in Photo.objects.of(job)},
        {str(form.pk): form.sha256 for form in Submission.objects.of(job)},
        {"panel_bus_amps": AT, **answers},
        {},
    )


def compared(told: Told, job: Job) -> Tally:
    tally = Tally()
    tally.photos(told.photos, job)
    tally.retakes(told.retakes, job)
    tally.forms(told.forms, job)
    tally.answers(told.answers, job)
    return tally


@pytest.mark.django_db
def test_what_the_office_holds_as_it_was_told_passes_and_no_difference_does() -> None:
    job = survey_that_the_office_holds()
    tally = compared(told_of(job), job)
    assert tally.is_good, tally.counts
    assert [tally.counts[what] for what in ("photos", "forms", "answers")] == [2, 1, 3]
    for name, (change, counted) in CHANGES.items():
        told = told_of(job)
        change(told)
        tally = compared(told, job)
        assert (name, tally.counts[counted], tally.is_good) == (name, 1 + ("bytes" in name), False)
    again = sent_photo(job, "seal", caption="again", camera_sha256=CAMERA["seal"])
    told = told_of(job)
    told.photos |= {str(again.pk): again.sha256}
    assert compared(told, job).counts["photos doubled"] == 1


@pytest.mark.parametrize(
    ("age", "stranded", "good"), [(LOSS_S, 0, True), (LOSS_S * 1.1, 0, False), (0, 1, False)]
)
def test_an_old_answer_that_a_kill_took_and_a_stranded_survey_do_not_pass(
    age: float, stranded: int, good: bool
) -> None:
    tally = Tally(ages=[0.01, age])
    tally.counts["surveys stranded"] += stranded
    assert tally.is_good is good


def test_a_broken_tablet_sends_less_and_believes_that_all_of_it_came() -> None:
    """Otherwise ``--broken`` would prove nothing: the tablet would send again what is missing."""
    gate = BrokenGate("http://127.0.0.1:9", "answer")
    asked: list[bytes] = []

    def office(body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        asked.append(body)
        return 200, [], json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode()

    fields = {"panel_bus_amps": field(125, at=AT), "wires": field("3", at=AT)}
    body = json.dumps({"fields": fields, "photos": []}).encode()
    _, _, answer = gate.passes("POST", f"/field/jobs/KW-1/survey/{ELSE}/", body, office)
    assert list(json.loads(asked[0])["fields"]) == ["wires"]
    assert json.loads(answer)["sha256"] == hashlib.sha256(body).hexdigest()
