"""A survey goes in as it stands: its evidence first, then its answers, each once (rules 3, 4, 7 and 12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assessments.models import Answer, Reading
from assessments.services.answers import Given, record_answers
from jobs.models import Conflict, Job, Photo, Signature, Submission
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import Item, Tablet, camera_file
from tests.builders.cast import someone
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILL_IN = """async ({ drafts, submit }, { job, values, finish }) => {
  const draft = await drafts.openDraft(job, "survey");
  for (const [name, value] of Object.entries(values)) drafts.setField(draft, name, { value, source: "site" });
  return submit.submit(draft, { finish });
}"""


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


def hand_in(tablet: Tablet, job: Job, **values: Any) -> Item:
    return tablet.run(FILL_IN, {"job": job.number, "values": values, "finish": False})


def current(job: Job, fact: str) -> Any:
    return Answer.objects.filter(assessment__job=job, fact=fact).latest("pk").value


def assert_once(*forms: Item) -> None:
    taken = Submission.objects.filter(kind="survey")
    assert {str(one.pk): one.sha256 for one in taken} == {form["id"]: form["sha256"] for form in forms}


def test_a_survey_made_without_a_network_arrives_with_all_its_photos(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    slots = ("meter_face", "seal", "socket_ring", "panel_label")
    photos = tablet.take_photos(
        job.number, [(slot, camera_file(tmp_path, n)) for n, slot in enumerate(slots)]
    )
    form = hand_in(tablet, job, panel_bus_amps=100)
    tablet.kill()
    gate.closed = False
    tablet.switch_on()
    tablet.all_held()
    assert_office_holds(photos)
    assert_once(form)
    assert current(job, "panel_bus_amps") == 100
    [held] = [item for item in tablet.items() if item["id"] == form["id"]]
    assert {file["id"] for file in held["receipt"]["files"]} == {photo["id"] for photo in photos}


def test_a_photo_that_the_office_misses_is_sent_again_before_the_form(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.all_held()
    gate.closed = True
    form = hand_in(tablet, job, panel_bus_amps=100)
    Photo.objects.all().delete()  # as a server that was restored from yesterday's copy
    gate.closed = False
    tablet.all_held()
    assert_office_holds(photos)
    assert_once(form)
    assert gate.count("/survey/", status=422) == 1


@pytest.mark.parametrize("where", ["hold", "hold reply", "swallow"])
def test_a_kill_around_the_forms_commit(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path, where: str
) -> None:
    tablet.switch_on()
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    fault = gate.fault("/survey/", where)
    form = hand_in(tablet, job, panel_bus_amps=100)
    assert fault.reached.wait(60)
    tablet.kill()
    fault.go_on.set()
    tablet.switch_on()
    tablet.all_held()
    assert_office_holds(photos)
    assert_once(form)


def test_a_second_form_goes_on_from_the_first(tablet: Tablet, gate: Gate, job: Job) -> None:
    """It replaces one that never left the device, and follows one that may have arrived."""
    tablet.switch_on()
    gate.closed = True
    hand_in(tablet, job, panel_bus_amps=90)
    first = hand_in(tablet, job, panel_bus_amps=100)
    fault = gate.fault("/survey/", "swallow")
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    assert fault.reached.is_set()
    second = hand_in(tablet, job, panel_bus_amps=125)
    tablet.all_held()
    assert_once(first, second)
    assert current(job, "panel_bus_amps") == 125
    assert Conflict.objects.count() == 0


def test_what_the_office_changed_meanwhile_is_kept_beside_and_asked_of_the_office(
    tablet: Tablet, gate: Gate, job: Job
) -> None:
    tablet.switch_on()
    tablet.run("({ packs }) => packs.refreshPacks()")
    gate.closed = True
    form = hand_in(tablet, job, panel_bus_amps=100, main_breaker_amps=100)
    office = Given(fact="panel_bus_amps", value=200, source="site")
    record_answers(job=job, given=[office], by=someone("olive"))
    gate.closed = False
    tablet.all_held()
    assert_once(form)
    [held] = [item for item in tablet.items() if item["id"] == form["id"]]
    assert (held["state"], held["seen"]) == ("conflict", "held")
    [conflict] = Conflict.objects.all()
    assert conflict.field == "panel_bus_amps"
    assert (conflict.office_value["value"], conflict.tablet_value["value"]) == (200, 100)
    assert (current(job, "panel_bus_amps"), current(job, "main_breaker_amps")) == (200, 100)


def test_readings_are_added_once(tablet: Tablet, gate: Gate, job: Job) -> None:
    tablet.switch_on()
    gate.fault("/survey/", "swallow")
    form = tablet.run(
        """async ({ drafts, submit }, job) => {
          const draft = await drafts.openDraft(job, "survey");
          drafts.addReading(draft, "volts_l1_l2", "241.3");
          drafts.addReading(draft, "volts_l1_l2", "240.9");
          return submit.submit(draft, { finish: false });
        }""",
        job.number,
    )
    tablet.all_held()
    assert_once(form)
    assert [str(reading.value) for reading in Reading.objects.of(job)] == ["241.30", "240.90"]


def test_a_signature_on_the_glass_goes_before_the_survey_that_names_it(
    tablet: Tablet, gate: Gate, job: Job
) -> None:
    tablet.switch_on()
    signed = tablet.run(
        """async ({ signatures, drafts, submit }, { job, person, text_version }) => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 200 });
          canvas.getContext("2d").fillRect(20, 90, 400, 6);
          const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
          const given = { paper: "survey", person, name: "Hana Ito", text_version, language: "en" };
          const signature = await signatures.keepSignature({ job, kind: "survey", blob, ...given });
          const draft = await drafts.openDraft(job, "survey");
          return [signature, await submit.submit(draft, { finish: false })];
        }""",
        {"job": job.number, "person": job.people.get().pk, "text_version": "survey/2026-11"},
    )
    tablet.all_held()
    [held] = Signature.objects.all()
    assert (str(held.sent_as), held.upload.sha256) == (signed[0]["id"], signed[0]["sha256"])
    assert (held.name_as_signed, held.text_version) == ("Hana Ito", "survey/2026-11")
    assert_once(signed[1])
