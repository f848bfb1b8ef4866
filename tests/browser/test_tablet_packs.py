"""The day is on the tablet before the signal goes, and stays while anything is unsent (rules 13 and 19)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jobs.models import Appointment
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from tests.browser.field_page import go
from tests.browser.gate import Gate
from tests.browser.tablet import Tablet
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = "({ readiness }) => readiness.readyForNoSignal()"
KEPT = """async ({ app_update }) => {
  await app_update.registerWorker();
  return navigator.serviceWorker.controller !== null && (await caches.keys()).length > 1;
}"""


@pytest.fixture
def visit() -> Appointment:
    visit = on_site(accepted_job())
    paperwork.file_upload(job=visit.job, kind=UploadKind.PERMIT, file=paper(), by=someone("olive"))
    return visit


def test_the_day_its_forms_rules_and_papers_are_here_without_a_network(
    tablet: Tablet, gate: Gate, visit: Appointment
) -> None:
    tablet.switch_on()
    tablet.wait_until(KEPT)
    assert tablet.wait_until(
        "async ({ packs }) => (await packs.dayPack()) && (await packs.surveyPack()) && true"
    )
    tablet.wait_until("async ({ readiness }) => (await readiness.readyForNoSignal()).ready")
    tablet.kill()
    gate.closed = True
    tablet.switch_on()
    assert tablet.run(READY)["ready"]
    number = visit.job.number
    day = tablet.run("({ packs }) => packs.dayPack()")
    assert day["jobs"][number]["number"] == number
    [permit] = day["jobs"][number]["papers"]
    size = tablet.run("async ({ papers }, id) => (await papers.paperBlob(id)).size", permit["id"])
    assert size == permit["size"]
    survey = tablet.run("({ packs }) => packs.surveyPack()")
    versions = [survey["forms"][0]["version"], survey["jobs"][number]["ruleset"]]
    found = """async ({ packs }, [form, rules]) =>
      [(await packs.formOf(form)).kind, (await packs.rulesOf(rules)) !== null]"""
    assert tablet.run(found, versions) == ["survey", True]


def test_an_unchanged_pack_is_not_sent_again(tablet: Tablet, gate: Gate, visit: Appointment) -> None:
    tablet.switch_on()
    gate.passed.clear()
    assert tablet.run("({ packs }) => packs.refreshPacks()")
    assert gate.count("pack/", method="GET", status=304) == 2
    assert gate.count("pack/", method="GET", status=200) == 0


def test_another_persons_pack_is_not_shown(tablet: Tablet, visit: Appointment) -> None:
    tablet.switch_on()
    tablet.run("({ person }) => person.signOutLocally()")
    assert tablet.run("({ packs }) => packs.dayPack()") is None
    tablet.run("({ sender }) => sender.sendNow()")
    tablet.sign_in("cruz")
    tablet.run("({ sender }) => sender.sendNow()")
    tablet.run("({ packs }) => packs.refreshPacks()")
    assert tablet.run("async ({ packs }) => (await packs.dayPack()).jobs") == {}


def test_an_old_pack_goes_only_when_nothing_is_unsent(tablet: Tablet, gate: Gate, visit: Appointment) -> None:
    tablet.switch_on()
    gate.closed = True
    tablet.run(
        """async ({ drafts }, job) => {
          const draft = await drafts.openDraft(job, "survey");
          drafts.setField(draft, "meter_number", { value: "A-1" });
          await drafts.flush();
        }""",
        visit.job.number,
    )
    age = """async ({ store, packs }, at) => {
      for (const key of await store.keys("packs")) {
        await store.put("packs", { ...(await store.get("packs", key)), fetched_at: at }, key);
      }
      await packs.deleteOldPacks();
      return (await store.keys("packs")).length;
    }"""
    at = (timezone.now() - timedelta(days=9)).isoformat().replace("+00:00", "Z")
    assert tablet.run(age, at) == 2
    tablet.run(
        "({ store }, key) => store.remove('drafts', key)", f"{someone('asa').pk}/{visit.job.number}/survey"
    )
    assert tablet.run(age, at) == 0


def test_a_form_that_was_missing_shows_itself_when_it_arrives(
    window: Tablet, gate: Gate, visit: Appointment
) -> None:
    """Whoever begins where they left off is there before the day's forms are."""
    gate.bare = False
    late = gate.fault("/survey-pack/", 500, method="GET", times=99)
    page = window.switch_on(start=False)
    page.locator(".appointment-card").first.wait_for()
    go(page, f"/{visit.job.number}/survey/space")
    expect(page.locator("h1")).to_have_text("Not on this device")
    late.times = 0
    window.run("({ packs }) => packs.refreshPacks()")
    expect(page.locator("#ask-hazards-typed")).to_be_visible()
