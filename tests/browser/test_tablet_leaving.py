"""How work leaves a tablet otherwise: carried as a zip, or forgotten on order (rules 17, 18 and 21)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from jobs.brought_in.services.tablet_import import import_queue
from jobs.models import Job, Photo, Submission, Tablet
from jobs.tablet.services import tablets
from tests.browser import tablet as device
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import camera_file
from tests.builders.cast import someone
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAFT = """async ({ drafts }, job) => {
  const draft = await drafts.openDraft(job, "survey");
  drafts.setField(draft, "meter_number", { value: "A-1" });
  await drafts.flush();
  return draft;
}"""
EVERYTHING = """async ({ store }) => {
  const tally = {};
  for (const name of ["packs", "papers", "drafts", "items", "blobs"]) {
    tally[name] = (await store.keys(name)).length;
  }
  return tally;
}"""


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


def test_the_queue_leaves_as_one_zip(tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path) -> None:
    tablet.switch_on()
    gate.closed = True
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, n)) for n in range(2)])
    form = tablet.run(
        """async ({ drafts, submit }, job) => {
          const draft = await drafts.openDraft(job, "survey");
          drafts.setField(draft, "panel_bus_amps", { value: 100, source: "site" });
          return submit.submit(draft, { finish: false });
        }""",
        job.number,
    )
    content = tablet.run(
        """async ({ export_queue }) =>
          Array.from(new Uint8Array(await (await export_queue.exportZip()).arrayBuffer()))"""
    )
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as carried:
        assert carried.testzip() is None
        said = json.loads(carried.read("queue.json"))
        assert set(carried.namelist()) == {"queue.json", *(f"blobs/{photo['id']}" for photo in photos)}
        for photo in photos:
            kept = carried.read(f"blobs/{photo['id']}")
            assert hashlib.sha256(kept).hexdigest() == photo["sha256"]
    assert said["person"]["name"] == "Asa"
    [carried_form] = [item for item in said["items"] if item["type"] == "form"]
    assert carried_form["body"] == form["body"]
    assert hashlib.sha256(form["body"].encode()).hexdigest() == form["sha256"]
    lines = import_queue(file=io.BytesIO(bytes(content)), by=someone("olive"))
    assert [line.came for line in lines] == ["taken"] * 3
    assert_office_holds(photos)
    gate.closed = False
    tablet.all_held()  # what the office brought in by hand is held all the same
    assert_office_holds(photos)
    assert [str(pk) for pk in Submission.objects.values_list("pk", flat=True)] == [form["id"]]


def test_the_office_hears_what_the_tablet_holds(
    tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    gate.fault("/photos/", 413, times=1000)
    tablet.switch_on()
    tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.run(DRAFT, job.number)
    tablet.wait_until("async ({ queue }) => (await queue.counts()).needs === 1")
    tablet.kill()
    tablet.switch_on()
    told = Tablet.objects.get()
    assert told.user == someone("asa")
    assert {(row["job"], row["kind"], row["what"], row["state"]) for row in told.held} == {
        (job.number, "survey", "seal", "blocked"),
        (job.number, "survey", "draft", "draft"),
    }
    assert told.keeps_storage in (True, False)


def test_a_tablet_told_to_forget_at_once_forgets_at_its_next_contact(
    tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.run(DRAFT, job.number)
    tablets.ask_to_forget(tablet=Tablet.objects.get(), how="at_once", by=someone("olive"))
    gate.closed = False
    with tablet.page.expect_navigation():
        tablet.start_running("async ({ sender }) => { await sender.sendNow(); }")
    tablet.page.wait_for_load_state()
    assert set(tablet.run(EVERYTHING).values()) == {0}
    assert Photo.objects.count() == 0
    assert Tablet.objects.get().forgotten_at is not None


def test_a_tablet_told_to_forget_sends_first(
    tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablets.ask_to_forget(tablet=Tablet.objects.get(), how="when_sent", by=someone("olive"))
    gate.closed = False
    with tablet.page.expect_navigation():
        tablet.start_running("async ({ sender }) => { await sender.sendNow(); }")
    tablet.page.wait_for_load_state()
    assert_office_holds(photos)
    assert set(tablet.run(EVERYTHING).values()) == {0}
    assert Tablet.objects.get().forgotten_at is not None


def test_signing_out_with_nothing_unsent_leaves_nothing(
    tablet: device.Tablet, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.all_held()
    assert tablet.run("({ packs }) => packs.refreshPacks()")
    tablet.run("({ person }) => person.signOutLocally()")
    assert set(tablet.run(EVERYTHING).values()) == {0}


def test_a_locked_draft_is_there_when_its_person_is_back(tablet: device.Tablet, gate: Gate, job: Job) -> None:
    tablet.switch_on()
    gate.closed = True
    tablet.run(DRAFT, job.number)
    assert tablet.run("async ({ person }) => person.unsentOf((await person.currentPerson()).id)") == 1
    tablet.run("({ person }) => person.signOutLocally()")
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    assert tablet.run("({ person }) => person.currentPerson()") is None
    tablet.sign_in("asa")
    tablet.run("({ sender }) => sender.sendNow()")
    draft = tablet.run(
        "async ({ drafts }, job) => (await drafts.openDraft(job, 'survey')).fields.meter_number.value",
        job.number,
    )
    assert draft == "A-1"


def test_signing_out_on_another_page_closes_the_day_and_keeps_what_is_unsent(
    tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    gate.fault("/photos/", 413, times=1000)
    tablet.switch_on()
    tablet.wait_until("async ({ store }) => (await store.keys('packs')).length > 0")
    tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    tablet.wait_until("async ({ queue }) => (await queue.counts()).needs === 1")
    tablet.page.goto(f"{gate.url}/accounts/logout/")
    tablet.page.locator("main button[type=submit]").click()
    tablet.page.wait_for_url("**/field/**")
    tablet.run("async ({ sender }) => sender.sendNow()")
    assert tablet.run("async ({ person }) => person.currentPerson()") is None
    tally = tablet.run(EVERYTHING)
    assert (tally["packs"], tally["papers"]) == (0, 0)
    assert (tally["items"], tally["blobs"]) == (1, 1)
