"""What pages do while somebody works at them: progress, an act sent once, keys, no script at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jobs.models import Event, Job
from jobs.papers.outbox import rendering
from tests.browser.conftest import OpenPage
from tests.builders.jobs import opened_job
from tests.builders.papers import issued_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENT_WHILE_A_WARNING_COMES_IN = """async () => {
  const phone = document.querySelector("#id_phone");
  const answered = new Promise((done) => {
    document.addEventListener("htmx:afterRequest", () => setTimeout(done));
  });
  phone.value = "626 555 0188";
  phone.dispatchEvent(new Event("change", { bubbles: true }));
  phone.form.requestSubmit();
  await answered;
  return phone.form.querySelector("[type=submit]").getAttribute("aria-disabled");
}"""


def test_a_paper_becomes_ready_before_ones_eyes(open_page: OpenPage) -> None:
    job = opened_job()
    document = issued_paper(job)
    page = open_page(f"/jobs/{job.number}/papers/", who="olive")
    issued = page.get_by_role("region", name="Issued by us")
    expect(issued.get_by_text("Waiting its turn")).to_be_visible()
    page.get_by_label("Its own name").fill("Half typed")
    rendering.render_document(document.pk)
    expect(issued.get_by_text("Ready")).to_be_visible(timeout=20_000)
    expect(issued.get_by_role("link", name="Open")).to_be_visible()
    expect(page.get_by_label("Its own name")).to_have_value("Half typed")


def test_an_act_pressed_twice_happens_once(open_page: OpenPage) -> None:
    job = opened_job()
    page = open_page(f"/jobs/{job.number}/hold/", who="olive")
    page.get_by_label("What does it wait for").fill("The homeowner travels until spring.")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.get_by_role("button", name="Put on hold").dblclick(no_wait_after=True)
    expect(page.get_by_text("The homeowner travels until spring.").first).to_be_visible()
    assert len(sent) == 1
    assert Event.objects.of(job).filter(because__startswith="The homeowner travels").count() == 1


def test_a_form_on_its_way_rests_while_its_warnings_come_in(open_page: OpenPage) -> None:
    page = open_page("/jobs/new/", who="olive")
    page.route("**/jobs/new/", lambda route: None)  # the answer takes longer than what is watched here
    assert page.evaluate(SENT_WHILE_A_WARNING_COMES_IN) == "true"


def test_an_act_is_done_by_keyboard_alone(open_page: OpenPage) -> None:
    job = opened_job()
    page = open_page("/", who="olive")
    page.keyboard.press("/")
    page.keyboard.type(job.number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(f"/jobs/{job.number}/hold/")
    page.get_by_label("What does it wait for").focus()
    page.keyboard.type("A new roof.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Put on hold")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Job.objects.get(pk=job.pk).held_because == "A new roof."


def test_an_act_needs_no_script(open_page: OpenPage) -> None:
    job = opened_job()
    page = open_page(f"/jobs/{job.number}/hold/", who="olive", java_script_enabled=False)
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    page.get_by_label("What does it wait for").fill("The HOA meets in March.")
    page.get_by_role("button", name="Put on hold").click()
    expect(page.get_by_text("The HOA meets in March.").first).to_be_visible()
    assert Job.objects.get(pk=job.pk).held_because == "The HOA meets in March."
