"""The assessment desk in a real browser: answers given on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from assessments.models import Answer
from tests.browser.conftest import OpenPage
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
