"""The tablet in the sun and under gloves: axe finds nothing, contrast 7:1, targets of 56 px, 12 apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jobs.models import AdapterModel, Job
from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import OpenPage
from tests.browser.contrast import below, closer_than, smaller_than
from tests.browser.field_page import go, tablet_page
from tests.browser.tablet import camera_file
from tests.builders.field_surveys import job_on_site
from tests.builders.records import ev_adapter
from tests.builders.signing import agreement_out
from tests.bundle import whole_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUNS_OVER = """() => [...document.querySelectorAll(".pick")].filter((pick) =>
  pick.lastElementChild.getBoundingClientRect().right > pick.getBoundingClientRect().right + 1
).map((pick) => `runs over its place: ${pick.textContent}`)"""
CUT_FROM_THE_BUNDLE = """(sheet) => {
  const whole = new CSSStyleSheet();
  whole.replaceSync(sheet);
  const nested = (rules) =>
    [...rules].flatMap((rule) => (rule.selectorText ? [rule] : nested(rule.cssRules ?? [])));
  const selectors = (rules) => nested(rules).flatMap((rule) => rule.selectorText.split(/, (?![^(]*\\))/));
  const kept = new Set([...document.styleSheets].flatMap((each) => selectors(each.cssRules)));
  const state = "::?[\\\\w-]+(\\\\((?:[^()]|\\\\([^)]*\\\\))*\\\\))?";  // any
  const alone = new RegExp(`(^|[ >+~])(?:${state})+`, "g");
  const bare = (selector) => selector.replace(alone, "$1*").replace(new RegExp(state, "g"), "");
  const matches = (selector) => document.querySelector(bare(selector));
  const lost = selectors(whole.cssRules).filter((each) => !kept.has(each) && matches(each));
  return lost.map((each) => `lost its rule: ${each}`);
}"""
LEAST_CONTRAST, LEAST_TARGET = 7.0, 56
LEAST_GAP, GAP_TO_AN_ANSWER = 12, 24
SURVEY = ("people", "wishes", "meter", "socket", "space", "panel", "voltage", "note")


@pytest.fixture
def job() -> Job:
    ev_adapter()
    for model in ("IslandDER", "Solar MSA", "Panel", "Collar"):
        AdapterModel.objects.create(key=model, maker="ConnectDER", model=model)
    job = job_on_site()
    agreement_out(job)
    return job


def complaints(page: Page, name: str) -> list[str]:
    # axe counts what the foot covers at this scroll as too small; ``smaller_than`` measures the whole
    by_axe = [each for each in findings(page) if not each.startswith("target-size")]
    found = [
        *by_axe,
        *below(page, LEAST_CONTRAST),
        *smaller_than(page, LEAST_TARGET),
        *closer_than(page, LEAST_GAP, GAP_TO_AN_ANSWER),
        *page.evaluate(RUNS_OVER),
    ]
    if is_wider_than_the_screen(page):
        found.append("is wider than the screen")
    return [f"{name}: {each}" for each in found]


def shown(page: Page, job: Job, folder: Path) -> Iterator[str]:
    """Each kind of page in each of its states, one after the other."""
    yield "home"
    for section in SURVEY:
        go(page, f"/{job.number}/survey/{section}")
        yield section
    page.locator(".verdict-bar").click()
    yield "the verdict opened"
    page.get_by_role("button", name="Close").click()
    go(page, f"/{job.number}/survey/meter")
    page.locator("#ask-seal label", has_text="Missing").click()
    page.locator("#ask-meter_number").get_by_role("button", name="Cannot tell").click()
    page.locator("#ask-meter_class_amps-typed").fill("99999")
    page.locator("#ask-photo-seal input[type=file]").set_input_files(camera_file(folder, 1))
    page.locator(".viewer[open]").wait_for()
    yield "a photo over the whole screen"
    page.get_by_role("button", name="Yes, it can").click()
    yield "stop, a reason, a wrong number, a photo"
    go(page, f"/{job.number}/survey/voltage")
    for volts in ("24.1", "241.3"):
        page.locator("#ask-volts_l1_l2-typed").fill(volts)
        page.locator("#ask-volts_l1_l2-typed").press("Enter")
    page.get_by_role("button", name="Strike out: 24.1 V").click()
    yield "a reading struck out"
    page.get_by_role("button", name="Light and size of the text").click()
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Bright light").click()
    yield "bright light"
    page.get_by_role("button", name="As the device has it").click()
    page.get_by_role("button", name="Close").click()
    for step in ("", "/sign", "/finish"):
        go(page, f"/{job.number}/survey{step}")
        yield step or "the walk"
    for form, section in (("installation", "circuit"), ("installation", "safety"), ("staging", "adapter")):
        go(page, f"/{job.number}/{form}/{section}")
        yield f"{form} {section}"
    go(page, f"/{job.number}/to-sign/{job.signature_requests.get().pk}")
    page.locator("summary").click()
    yield "a paper to read"
    page.locator("#word").fill(job.signature_requests.get().versions.get().word)
    page.locator("label[for=agrees]").click()
    page.locator("[data-act=consent]").click()
    page.locator("[data-act=sign]").click()
    yield "two signatures, both missing"
    go(page, "/unsent")
    yield "unsent"
    go(page, f"/{job.number}/could-not/{job.appointments.get().pk}")
    yield "could not"


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1024, 768, "light"), (768, 1024, "dark"), (390, 844, "light"), (844, 390, "dark")],
)
def test_every_page_can_be_read_in_the_sun_and_pressed_with_gloves(
    open_page: OpenPage, job: Job, tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    page = tablet_page(open_page, width, height, scheme)
    found = []
    for name in shown(page, job, tmp_path):
        found += complaints(page, name)
        if scheme == "light":
            found += page.evaluate(CUT_FROM_THE_BUNDLE, whole_sheet())
    assert found == []
