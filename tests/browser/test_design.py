"""The design in a real browser: every part at three widths in both themes, keys, themes and forms."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import SCHEMES, WIDTHS, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/style/", "/style/job/", "/style/portal/", "/style/field/", "/accounts/2fa/"]
STRANGERS_PAGES = ["/accounts/login/", "/accounts/password/reset/"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page_path", PAGES)
def test_everybody_can_use_the_parts(open_page: OpenPage, page_path: str, scheme: str) -> None:
    page = open_page(page_path, who="olive", scheme=scheme)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(page) == []
        assert not is_wider_than_the_screen(page)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page_path", STRANGERS_PAGES)
def test_everybody_can_sign_in(open_page: OpenPage, page_path: str, scheme: str) -> None:
    page = open_page(page_path, width=390, scheme=scheme)
    assert findings(page) == []
    assert not is_wider_than_the_screen(page)


def test_every_entry_of_the_navigation_stands_on_the_screen(open_page: OpenPage) -> None:
    """The owner has the most of them; on a phone they stand behind "More"."""
    page = open_page("/style/", who="owen")
    for width in (1440, 1024, 768):
        page.set_viewport_size({"width": width, "height": 900})
        outside = page.locator(".side-nav a").evaluate_all(
            "all => all.filter(a => a.getBoundingClientRect().right > innerWidth).map(a => a.innerText)"
        )
        assert outside == [], width


def test_a_chosen_theme_stays(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    light = _ground(page)
    page.get_by_role("button", name="Olive").click()
    page.get_by_role("button", name="Dark").click()
    assert _ground(page) != light
    page.reload()
    assert _ground(page) != light
    page.get_by_role("button", name="Olive").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="System").click()
    assert _ground(page) == light


def test_the_question_mark_shows_the_keys(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    sheet = page.get_by_role("dialog")
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("textbox", name="Note").first.press("?")
    expect(sheet).to_be_hidden()


def test_keys_lead_to_pages_and_to_the_search(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search all jobs")).to_be_focused()
    page.keyboard.type("gb")
    expect(page.get_by_role("searchbox", name="Search all jobs")).to_have_value("gb")
    page.get_by_role("heading", name="Style").click()
    with page.expect_navigation(url="**/board/"):
        page.keyboard.press("g")
        page.keyboard.press("b")
    expect(page.get_by_role("navigation", name="Main", exact=True).locator("[aria-current]")).to_have_text(
        "Board"
    )


def test_a_phone_has_every_page_at_its_foot(open_page: OpenPage) -> None:
    page = open_page("/board/", who="olive", width=390)
    foot = page.get_by_role("navigation", name="Main pages, at the foot")
    expect(foot.get_by_role("link")).to_have_text(["Today", "Jobs", "Board", "Calendar"])
    foot.get_by_role("button", name="More").click()
    expect(page.get_by_role("link", name="Permits")).to_be_visible()


def test_the_first_tab_stop_skips_to_the_page(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_form_pressed_twice_is_sent_once(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const form = document.querySelector("main form");
              form.noValidate = true;
              const button = form.querySelector("[type=submit]");
              button.click();
              button.click();
            }"""
        )
    assert len(sent) == 1


def test_a_refused_act_says_why_and_does_nothing(open_page: OpenPage) -> None:
    page = open_page("/style/job/", who="olive")
    refused = page.get_by_role("button", name="Close out")
    expect(refused).to_have_accessible_description(
        "The city's final is missing; Olive records it under Permit."
    )
    refused.click(force=True)
    assert page.url.endswith("/style/job/")


def test_a_file_too_large_is_named_before_it_is_sent(open_page: OpenPage) -> None:
    page = open_page("/style/", who="olive")
    card = page.get_by_label("Signed inspection card").first
    card.set_input_files({"name": "card.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2048})
    expect(page.get_by_text("card.pdf · 2 KB")).to_be_visible()
    card.evaluate("input => { input.dataset.maxBytes = 1024 }")
    card.dispatch_event("change")
    expect(page.get_by_text("card.pdf is larger than 1 KB. Choose a smaller file.")).to_be_visible()
    assert not card.evaluate("input => input.checkValidity()")


def test_pages_work_without_script(open_page: OpenPage) -> None:
    page = open_page("/style/job/", who="olive", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Marisol Vega")).to_be_visible()
    expect(page.get_by_role("list", name="The road of this job")).to_be_visible()


def _ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")
