"""A tablet that no longer sends: the office brings its zip in, and nothing of it comes twice (rule 18)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from assessments.models import Answer
from jobs.brought_in.services.tablet_zips import bring_in
from jobs.models import Job, Submission, TabletZip
from tests.browser import tablet as device
from tests.browser.conftest import OpenPage
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import camera_file
from tests.browser.test_pages import faults
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HANDED_IN = """async ({ drafts, submit }, job) => {
  const draft = await drafts.openDraft(job, "survey");
  drafts.setField(draft, "panel_bus_amps", { value: 100, source: "site" });
  return submit.submit(draft, { finish: false });
}"""
ZIP = """async ({ export_queue }) =>
  Array.from(new Uint8Array(await (await export_queue.exportZip()).arrayBuffer()))"""


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


def test_a_zip_brought_in_is_all_there_and_the_tablet_sends_nothing_twice(
    tablet: device.Tablet, gate: Gate, job: Job, tmp_path: Path, open_page: OpenPage
) -> None:
    tablet.switch_on()
    gate.closed = True
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, n)) for n in range(2)])
    form = tablet.run(HANDED_IN, job.number)
    carried = tmp_path / "kilowire.zip"
    carried.write_bytes(bytes(tablet.run(ZIP)))
    office = open_page("/tablets/bring-in/", who="olive")
    office.get_by_label("The zip that the tablet exported").set_input_files(carried)
    office.get_by_role("button", name="Bring it in").click()
    expect(office.get_by_role("status").filter(has_text="Waiting")).to_be_visible()
    bring_in(TabletZip.objects.get().pk)
    taken = office.get_by_role("region", name="Taken")
    expect(taken.get_by_role("listitem")).to_have_count(3)
    assert not faults(office, "brought in")
    assert_office_holds(photos)
    submission = Submission.objects.get()
    assert (str(submission.pk), submission.by.name) == (form["id"], "Asa")
    assert submission.brought_by
    assert submission.brought_by.name == "Olive"
    gate.closed = False
    tablet.all_held()
    assert_office_holds(photos)
    assert Submission.objects.count() == 1
    assert Answer.objects.of(job).filter(fact="panel_bus_amps").count() == 1
