"""The guide through a form: an answer goes on by itself, still in sight, with the way back at the thumb."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import StruckOut
from jobs.models import Job, Person
from tests.browser.conftest import OpenPage
from tests.browser.field_page import go, tablet_page
from tests.browser.tablet import camera_file
from tests.builders.field_surveys import job_on_site
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def job() -> Job:
    ev_adapter()
    return job_on_site()


@pytest.fixture
def page(open_page: OpenPage, job: Job) -> Page:
    return tablet_page(open_page)


SCALE = "new DOMMatrix(document.querySelector('.viewer-photo').style.transform).a"


def pinch(page: Page, target: Locator) -> None:
    """Two fingers, moved apart."""
    box = target.bounding_box() or {}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen = page.context.new_cdp_session(page)
    for kind, apart in (("touchStart", 20), ("touchMove", 40), ("touchMove", 80), ("touchMove", 160)):
        points = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def choose(page: Page, name: str, words: str) -> None:
    page.locator(f"#ask-{name} label", has_text=words).first.click()


def expect_led_to(page: Page, name: str) -> None:
    page.wait_for_function("(id) => document.activeElement?.closest('.ask')?.id === id", arg=f"ask-{name}")


LEAVES = "(led) => { %s; location.hash = '#/unsent'; }"
LED = "history.replaceState(null, '', led); dispatchEvent(new HashChangeEvent('hashchange'))"
SENT = "document.querySelector('[data-act=send-unfinished]').click()"


def test_whoever_leaves_a_form_while_it_leads_on_is_not_led_back(page: Page, job: Job) -> None:
    survey = f"/{job.number}/survey"
    left = [
        ("people", LED, f"#{survey}/people?q=premises"),
        ("people", LED, f"#{survey}/photo?q=photo:meter_face"),
        ("finish", SENT, ""),
    ]
    for section, led_on, to in left:
        go(page, f"{survey}/{section}")
        page.evaluate(LEAVES % led_on, to)
        expect(page.locator("h1")).to_have_text("On this device")
        page.wait_for_function("location.hash === '#/unsent' && document.body.dataset.route === '/unsent'")
    expect(page.locator("[data-group] b", has_text="Site survey, not finished")).to_be_visible()


def test_an_answer_goes_on_by_itself_and_back_mends_it(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey")
    page.locator(".btn-next").click()
    expect_led_to(page, "utility")
    expect(page.locator(".btn-before")).to_be_hidden()
    page.locator("#ask-utility").get_by_role("button", name="Confirm").click()  # as the job has it
    expect_led_to(page, "sce_account_verified")
    expect(page.locator(".btn-before")).to_be_visible()
    assert page.locator("#ask-utility").evaluate("(node) => node.getBoundingClientRect().bottom > 64")
    for name, words in (("sce_account_verified", "No"), ("premises", "Residential")):
        choose(page, name, words)
    page.locator("#ask-account_holder").get_by_role("button", name="Confirm").click()
    expect_led_to(page, "medical_equipment")
    choose(page, "medical_equipment", "No")
    expect_led_to(page, "card-standard_build")
    expect(page.locator(".before")).to_contain_text("Powered medical equipment: No")
    page.locator(".btn-before").click()
    expect_led_to(page, "medical_equipment")
    choose(page, "medical_equipment", "Yes")
    expect(page.locator("#ask-medical_equipment .warn-card")).to_be_visible()
    expect_led_to(page, "medical_equipment")  # there is something to read: it waits for the person
    page.locator(".btn-next").click()
    expect_led_to(page, "card-standard_build")
    page.get_by_role("button", name="Confirm our standard build").click()
    expect_led_to(page, "adapter")


def test_in_a_section_of_their_own_choice_nobody_is_led_away(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/people")
    choose(page, "medical_equipment", "No")
    expect_led_to(page, "smoke_co_alarms")
    choose(page, "smoke_co_alarms", "Smoke and CO")
    expect_led_to(page, "alarm_or_gate")
    choose(page, "alarm_or_gate", "No")
    expect(page.locator("#ask-alarm_or_gate")).to_have_attribute("data-state", "done")
    assert page.evaluate("location.hash") == f"#/{job.number}/survey/people"
    page.locator("#ask-premises input").first.focus()
    page.keyboard.press("ArrowDown")  # through the choices, by keys
    expect(page.locator("#ask-premises")).to_have_attribute("data-state", "done")
    expect_led_to(page, "premises")


def test_a_verdict_that_nothing_can_change_says_so_and_offers_to_stop(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/people")
    choose(page, "premises", "Commercial")
    expect(page.locator(".verdict-word")).to_have_text("Not eligible")
    expect(page.locator(".settled")).to_have_count(
        0
    )  # another utility may serve it: then the verdict is another
    choose(page, "utility", "SCE")
    expect(page.locator(".settled")).to_contain_text("Nothing that is still open can change this verdict.")
    page.locator(".settled").get_by_role("link", name="Stop here and send").click()
    expect(page.locator("[data-act=send-unfinished]")).to_have_text("Stop here and send")


def test_what_nobody_looked_at_is_not_shown_as_done(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/wishes")
    page.get_by_role("button", name="Confirm our standard build").click()
    go(page, f"/{job.number}/survey")
    for section in ("conduit", "route"):
        expect(page.locator(f"[data-section={section}]")).to_have_attribute("data-state", "ring")
    go(page, f"/{job.number}/survey/conduit")
    go(page, f"/{job.number}/survey")
    expect(page.locator("[data-section=conduit]")).to_have_attribute("data-state", "done")


def test_a_mistyped_reading_is_struck_out_by_one_press(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/voltage")
    first, second = page.locator("#ask-volts_l1_l2-typed"), page.locator("#ask-volts_l1_n-typed")
    first.press_sequentially("2081")
    expect(first).to_have_value("208.1")
    second.click()
    rows = page.locator("#ask-volts_l1_l2 .readings li")
    expect(rows).to_contain_text("208.1 V")
    send_unfinished(page, job)
    go(page, f"/{job.number}/survey/voltage")
    for field, typed in ((second, "1201"), (page.locator("#ask-volts_l2_n-typed"), "1198")):
        field.press_sequentially(typed)
        field.press("Enter")
    expect(page.locator(".suggests")).to_contain_text("120/208 V")
    rows.get_by_role("button", name="Strike out").click()
    expect(rows).to_contain_text("struck out")
    expect(page.locator("#ask-volts_l1_l2")).to_have_attribute("data-state", "free")
    expect(page.locator(".suggests")).to_be_hidden()
    send_unfinished(page, job)
    assert StruckOut.objects.get().reading.value == Decimal("208.1")


def send_unfinished(page: Page, job: Job) -> None:
    go(page, f"/{job.number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()
    expect(page.locator("[data-receipt=held][data-done=true]")).to_be_visible()


def test_light_and_text_are_switched_on_the_tablet_and_remembered(page: Page, job: Job) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.field-page')).fontSize)"
    usual = page.evaluate(size)
    page.get_by_role("button", name="Light and size of the text").click()
    page.get_by_role("button", name="Bright light").click()
    page.get_by_role("button", name="Largest").click()
    page.reload()
    page.locator(".appointment-card").wait_for()
    assert page.evaluate(size) == pytest.approx(usual * 1.25)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_the_homeowner_who_looks_on_reads_spanish(page: Page, job: Job) -> None:
    Person.objects.filter(job=job).update(language="es")
    page.reload()
    page.locator(".appointment-card .tag").wait_for()
    go(page, f"/{job.number}/survey/people")
    page.get_by_role("button", name="En español").click()
    page.get_by_role("button", name="In English").wait_for()
    choose(page, "premises", "Comercial")
    page.locator("#ask-utility").get_by_role("button", name="Confirmar").click()
    expect(page.locator(".settled")).to_contain_text("Nada de lo que falta puede cambiar este resultado.")
    page.locator(".verdict-bar").click()
    sheet = page.locator(".sheet")
    for words in ("No cumple los requisitos", "El servicio es comercial", "De dónde vienen estas reglas"):
        expect(sheet).to_contain_text(words)
    expect(sheet.locator(".folded dl")).to_be_hidden()
    sheet.get_by_role("button", name="Cerrar").click()
    ask = page.locator("#ask-premises")
    ask.get_by_role("button", name="No se sabe").click()
    ask.get_by_role("button", name="No se puede leer").click()
    expect(ask).to_contain_text("No se sabe: No se puede leer")
    shown = page.inner_text(".field-page") + page.inner_text(".field-foot")
    english = "Cannot tell|May stay open|Next open|Back$|left here|Seen on site|Take the photo|Choose one"
    assert not re.findall(english, shown, re.MULTILINE)
    go(page, f"/{job.number}/installation/days")
    expect(page.locator(".field-foot")).to_contain_text("Todas las secciones")


@pytest.mark.parametrize(("flaw", "said"), [("blurred", "This photo looks blurred."), ("dark", "looks dark")])
def test_a_bad_shot_is_said_at_once_and_never_refused(
    page: Page, job: Job, tmp_path: Path, flaw: str, said: str
) -> None:
    go(page, f"/{job.number}/survey/meter")
    slot, viewer = page.locator("#ask-photo-meter_face"), page.locator(".viewer")
    slot.locator("input[type=file]").set_input_files(camera_file(tmp_path, 1, flaw=flaw))
    expect(viewer).to_contain_text(said)
    expect(viewer).to_contain_text("Can the meter number be read?")
    expect(slot.locator(".taken li")).to_have_count(1)
    picture = viewer.locator(".viewer-photo")
    for scale in (3, 1):
        picture.dblclick()
        page.wait_for_function(f"() => {SCALE} === {scale}")
    pinch(page, picture)
    page.wait_for_function(f"() => {SCALE} > 1.5")
    with page.expect_file_chooser() as camera:
        viewer.get_by_role("button", name="Take again").click()
    camera.value.set_files(camera_file(tmp_path, 2))
    expect(viewer.locator(".viewer-said")).to_have_text("Can the meter number be read?")
    viewer.get_by_role("button", name="Yes, it can").click()
    expect(slot.locator("[data-state=replaced]")).to_have_count(1)
    expect_led_to(page, "meter_number")
    with page.expect_file_chooser() as album:
        page.locator("#ask-photo-seal").get_by_role("button", name="Choose one from this device").click()
    assert album.value.is_multiple()
    assert album.value.element.get_attribute("capture") is None
