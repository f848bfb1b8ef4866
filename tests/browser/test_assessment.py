"""The assessment desk in a real browser: its pages with axe, and answers given on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assessments.models import Answer
from jobs.models import Job
from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import OpenPage
from tests.builders.assessments import reviewed_job
from tests.builders.jobs import accepted_job
from tests.builders.records import ev_adapter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages(surveyed: Job, fresh: Job) -> list[str]:
    tab = f"/jobs/{surveyed.number}/assessment/"
    return [
        tab,
        f"{tab}findings/panel-bus/",
        f"{tab}place/",
        f"/jobs/{fresh.number}/assessment/answers/",
        "/adapters/",
        f"/adapters/{ev_adapter().pk}/approval/",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_everybody_can_use_the_desk(open_page: OpenPage, scheme: str, width: int) -> None:
    page = open_page("/assessments/", who="olive", scheme=scheme, width=width)
    for address in pages(reviewed_job(), accepted_job()):
        page.goto(address)
        assert findings(page) == [], address
        assert not is_wider_than_the_screen(page), address


def test_answers_are_given_on_a_phone_and_what_is_wrong_is_shown_where_it_stands(open_page: OpenPage) -> None:
    job = accepted_job()
    page = open_page(f"/jobs/{job.number}/assessment/answers/", who="olive", width=390)
    page.get_by_label("How many wires does the service have?").fill("3")
    page.get_by_label("Which class is printed on the meter's face?").fill("20000")
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing typed is lost")
    expect(page.get_by_label("How many wires does the service have?")).to_have_value("3")
    page.get_by_label("Which class is printed on the meter's face?").fill("200")
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_role("heading", name="Before the verdict")).to_be_visible()
    assert dict(Answer.objects.values_list("fact", "value")) == {"wires": 3, "meter_class_amps": 200}
