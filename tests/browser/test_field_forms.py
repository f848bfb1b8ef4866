"""Installation, staging, signature and finish: the same pages over other forms, each held by the office."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jobs.models import InstallationRecord, Job, Person, Signature, Submission
from tests.browser.conftest import OpenPage
from tests.browser.field_page import go, tablet_page
from tests.browser.tablet import camera_file
from tests.builders.field_surveys import job_on_site
from tests.builders.from_tablets import on_site
from tests.builders.permits import permitted_job
from tests.builders.records import ev_adapter
from tests.builders.whole_road import contracted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


INKED = """() => {
  const glass = document.querySelector("#sign-survey canvas");
  const { data, width, height } = glass.getContext("2d").getImageData(0, 0, glass.width, glass.height);
  const dark = [...Array(width * height).keys()].filter((at) => data[at * 4] < 128);
  const [xs, ys] = [dark.map((at) => at % width), dark.map((at) => Math.floor(at / width))];
  const end = (all, which) => all.reduce((one, other) => which(one, other));
  const length = (all) => end(all, Math.max) - end(all, Math.min);
  return { width: length(xs), height: length(ys), right: end(xs, Math.max), glass: width };
}"""


@pytest.fixture
def job() -> Job:
    ev_adapter()
    return job_on_site()


@pytest.fixture
def permitted() -> Job:
    """Contract signed long ago and permit issued: the circuit may be built today."""
    job = permitted_job(contracted_job())
    on_site(job, kind="installation")
    return job


def sent(page: Page, what: str) -> None:
    """Handed in, which shows its receipt, and held by the office."""
    expect(page.locator("h1")).to_contain_text(what)
    expect(page.locator("[data-receipt=held][data-done=true]")).to_contain_text("Held by the office at")


def photo(page: Page, slot: str, folder: Path) -> None:
    page.locator(f"#ask-photo-{slot} input[type=file]").set_input_files(camera_file(folder, len(slot)))
    page.locator(f"#ask-photo-{slot} .taken img[src]").wait_for()


def test_finish_lists_every_blocker_and_jumps_to_it(open_page: OpenPage, job: Job) -> None:
    page = tablet_page(open_page)
    go(page, f"/{job.number}/survey/finish")
    blockers = page.locator("[data-blocker]").count()
    expect(page.locator("h1")).to_have_text(f"{blockers} things to do before it is finished")
    assert blockers > 30
    page.locator("[data-blocker='photo:panel_label']").click()
    expect(page.locator("#ask-photo-panel_label")).to_be_focused()
    go(page, f"/{job.number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()
    sent(page, "Site survey")
    assert Submission.objects.get(job=job).body["finish"] is False


def test_the_homeowner_signs_on_the_glass_in_their_language(open_page: OpenPage, job: Job) -> None:
    Person.objects.filter(job=job).update(language="es")
    page = tablet_page(open_page)
    go(page, f"/{job.number}/survey/sign")
    pad = page.locator("#sign-survey")
    expect(pad).to_contain_text("Firmar esto no es un pedido")
    pad.get_by_role("button", name="Guardar la firma").click()
    expect(pad.get_by_role("alert")).to_have_text("Falta la firma o el nombre.")
    draw(page, (40, 60), (41, 61))
    pad.get_by_role("button", name="Guardar la firma").click()
    expect(pad.get_by_role("alert")).to_contain_text("muy corto para una firma")  # a dot is none
    pad.get_by_role("button", name="Borrar").click()
    draw(page, (40, 60), (700, 100), (300, 220))
    drawn = inked(page)
    page.set_viewport_size({"width": 600, "height": 1024})  # the tablet is turned
    page.wait_for_function("(wide) => document.querySelector('#sign-survey canvas').width < wide", arg=700)
    turned = inked(page)
    assert turned["width"] / turned["height"] == pytest.approx(drawn["width"] / drawn["height"], rel=0.05)
    assert turned["right"] < turned["glass"]
    page.reload()
    page.wait_for_function("() => document.querySelector('#sign-survey canvas')?.clientWidth")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_function("(wide) => document.querySelector('#sign-survey canvas').width > wide", arg=700)
    assert inked(page) == pytest.approx(drawn, abs=2)  # kept from its first stroke, as it was drawn
    pad.get_by_role("button", name="Guardar la firma").click()
    expect(pad.locator(".signed")).to_contain_text("Hana Ito")
    expect(pad.locator(".ask-wrong")).to_be_empty()
    expect(pad.locator("canvas")).to_be_hidden()
    go(page, "/unsent")
    expect(page.locator("[data-group=held]")).to_contain_text("Signature: survey")
    signature = Signature.objects.get(job=job)
    assert (signature.paper, signature.text_version) == ("survey", "survey/2026-11")
    assert signature.upload.size > 1000


def draw(page: Page, first: tuple[int, int], *others: tuple[int, int]) -> None:
    """One stroke on the glass, from point to point."""
    glass = page.locator("#sign-survey canvas")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    assert box
    page.mouse.move(box["x"] + first[0], box["y"] + first[1])
    page.mouse.down()
    for x, y in others:
        page.mouse.move(box["x"] + x, box["y"] + y, steps=12)
    page.mouse.up()


def inked(page: Page) -> dict[str, int]:
    """How wide and high the ink is that stands on the glass, and where it ends."""
    return page.evaluate(INKED)


def test_an_installation_is_recorded_with_the_same_pages(
    open_page: OpenPage, permitted: Job, tmp_path: Path
) -> None:
    page, job = tablet_page(open_page), permitted
    for section, typed in {
        "circuit": {"breaker": "Eaton BR260, in the collar", "wire": "", "conduit_to_first_enclosure": ""},
        "charger": {
            "charger_make": "Wallbox",
            "charger_model": "Pulsar",
            "charger_serial": "WB-1",
            "charger_location": "Garage",
        },
    }.items():
        go(page, f"/{job.number}/installation/{section}")
        if section == "circuit":
            page.get_by_role("button", name="Confirm our standard build").click()
        for name, words in typed.items():
            ask = page.locator(f"#ask-{name}")
            if words:
                ask.locator("input").fill(words)
            else:
                ask.locator(".chip").first.click()
        photo(page, "conduit_as_built" if section == "circuit" else "charger_installed", tmp_path)
    go(page, f"/{job.number}/installation/days")
    for name in ("work_started_on", "installed_on"):
        page.locator(f"#ask-{name}").get_by_role("button", name="Today").click()
    go(page, f"/{job.number}/installation/safety")
    page.locator("#ask-dead_and_locked_on").get_by_role("button", name="Today").click()
    page.get_by_role("button", name="Add a row").click()
    for label, words in (("Terminal", "L1"), ("Specified (in·lb)", "45"), ("Measured (in·lb)", "45")):
        page.get_by_label(label).fill(words)
    photo(page, "circuit_locked", tmp_path)
    page.locator(".btn-next").click()
    page.locator("[data-act=send]").click()
    sent(page, "Installation record")
    record = InstallationRecord.objects.get(job=job)
    assert (record.circuit_amps, record.charger_amps, record.charger_serial) == (60, 48, "WB-1")
    assert record.torque_readings == [["L1", "45", "45"]]


def test_an_adapter_is_staged_with_the_same_pages(open_page: OpenPage, job: Job, tmp_path: Path) -> None:
    page = tablet_page(open_page)
    go(page, f"/{job.number}/staging/adapter")
    photo(page, "adapter_unboxed", tmp_path)
    page.locator("#ask-adapter_serial-typed").fill("CD-77")
    page.locator("#ask-clean_and_dry label", has_text="Yes").click()
    page.locator("#ask-whole label", has_text="No").click()
    expect(page.locator(".stop-card")).to_contain_text("Do not stage it")
    page.locator("#ask-whole label", has_text="Yes").click()
    expect(page.locator(".stop-card")).to_have_count(0)
    go(page, f"/{job.number}/staging/bag")
    photo(page, "adapter_staged", tmp_path)
    page.locator(".btn-next").click()
    page.locator("[data-act=send]").click()
    sent(page, "Adapter staged")
    assert (
        Submission.objects.get(job=job, kind="staging").body["fields"]["adapter_serial"]["value"] == "CD-77"
    )
