"""Today by keyboard alone: lines are walked, acts are done in the side sheet, and each line leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jobs.models import OpenItem, Party, TodayMark
from jobs.open_items.services import open_items
from tests.browser.axe import findings
from tests.browser.conftest import OpenPage
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_morning_on_today_by_keyboard_alone(open_page: OpenPage) -> None:
    job, olive = accepted_job(), someone("olive")
    ours = [("Call back", 3), ("Ask the HOA", 2), ("Order the ring", 1)]
    made = [
        open_items.add(job=job, party=Party.OFFICE, what=what, expected_on=days_ago(days), by=olive)
        for what, days in ours
    ]
    open_items.add(job=job, party=Party.CITY, what="The permit", expected_on=days_ago(0), by=olive)
    page = open_page("/", who="olive")
    acts, sheet = page.locator("[data-line-act]"), page.locator("#sheet")
    page.keyboard.press("j")
    expect(acts.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(sheet.get_by_label("How it ended")).to_be_focused()
    assert findings(page) == []
    page.keyboard.type("She takes the job.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(acts).to_have_count(3)
    expect(acts.nth(0)).to_have_text("Ask the HOA")
    expect(acts.nth(0)).to_be_focused()
    page.keyboard.press("s")
    sheet.get_by_label("Come back on").fill(days_ago(-2).isoformat())
    page.keyboard.press("Enter")
    expect(acts).to_have_count(2)
    expect(acts.nth(0)).to_be_focused()
    page.keyboard.press("a")
    sheet.get_by_label("Who does it", exact=True).select_option(label="Olive")
    sheet.get_by_role("button", name="Assign").click()
    expect(page.locator(".line b")).to_have_text("Olive")
    expect(acts.nth(0)).to_be_focused()
    page.keyboard.press("e")
    expect(sheet.get_by_label("How it ended")).to_be_visible()
    sheet.get_by_role("button", name="It is done").click()
    expect(sheet.get_by_text("This field is required.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(acts).to_have_count(2)
    assert OpenItem.objects.get(pk=made[0].pk).ended_note == "She takes the job."
    assert TodayMark.objects.get(row=made[1].pk).snoozed_until == days_ago(-2)
    assert TodayMark.objects.get(row=made[2].pk).assigned_to == olive


def test_twenty_cases_are_swept_by_keyboard_with_the_next_one_in_focus(open_page: OpenPage) -> None:
    job = accepted_job()
    for place in range(20):
        owed = {"what": f"Case {place}", "since_on": days_ago(40 - place)}
        open_items.add(job=job, party=Party.CITY, by=someone("olive"), **owed)
    page = open_page("/sweep/", who="olive")
    acts = page.locator("[data-line-act]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    for left in range(20, 1, -1):
        expect(acts).to_have_count(left)
        expect(acts.nth(min(1, left - 1))).to_be_focused()
        page.keyboard.press("n")
    expect(acts).to_have_count(1)
    expect(page.get_by_text("Case 0", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Keys: j k n c r o")).to_be_visible()
    page.keyboard.press("d")
    page.locator("#sheet").get_by_label("Now expected on").fill(days_ago(-9).isoformat())
    page.keyboard.press("Enter")
    expect(acts).to_have_count(0)
    assert OpenItem.objects.filter(looked_on=days_ago(0), looked_by=someone("olive")).count() == 20
