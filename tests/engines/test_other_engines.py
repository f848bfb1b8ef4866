"""A survey in engines other than Chromium's: kept over a kill, sent once, and no page stays blank."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from jobs.models import Job, Photo, Submission
from tests.browser.gate import Gate
from tests.browser.tablet import WITH_MODULES, camera_file, sha256_of_file
from tests.builders.cast import PASSWORD, someone
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job
from tests.engines.engines import BUSY_SECONDS, Screen, WebKit, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.django_db(transaction=True)]

NUMBER = "#ask-meter_number input.form-control:not([aria-label])"
CAMERA = "#ask-photo-meter_face input[type=file]"
SHOWN = "async (selector) => Boolean(document.querySelector(selector)?.getClientRects().length)"
DRAWN = """async () => document.readyState === "complete"
  && Boolean(document.querySelector("#app main")?.innerText.trim())"""
AT_THE_SIGN_IN = "async () => Boolean(document.querySelector('input[name=login]'))"
SIGNED_IN = "async () => ![undefined, 'locked'].includes(document.body.dataset.page)"
SIGN_IN = """async ([who, password]) => {
  document.querySelector("input[name=login]").value = who;
  document.querySelector("input[name=password]").value = password;
  document.querySelector("input[name=password]").form.requestSubmit();
}"""
PRESS = "async (selector) => document.querySelector(selector).click()"
TYPE = """async ([selector, words]) => {
  const input = document.querySelector(selector);
  input.value = words;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
TAKE = """async ([selector, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], "camera.jpg", { type: "image/jpeg" }));
  const camera = document.querySelector(selector);
  camera.files = chosen.files;
  camera.dispatchEvent(new Event("change", { bubbles: true }));
}"""
READY = "async ({ readiness }) => (await readiness.readyForNoSignal()).ready"
TYPED = "async (selector) => document.querySelector(selector)?.value === '222-014-7781'"
STORED = """async ({ store }) => {
  const typed = (await store.all("drafts"))[0]?.fields.meter_number?.value;
  return typed === "222-014-7781" && (await store.all("items")).length === 1;
}"""
HELD = """async ({ queue }) => {
  const { here, sending, needs, held } = await queue.counts();
  return held === 2 && here + sending + needs === 0;
}"""


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WebKit]:
    """WebKitGTK on an empty profile, switched on."""
    if not WebKit.is_installed():
        pytest.skip("not run: WebKitGTK or Xvfb is not installed")
    screen = Screen()
    engine = WebKit(tmp_path / "profile", screen)
    engine.start()
    yield engine
    engine.kill()
    screen.close()


def test_a_survey_is_kept_over_a_kill_and_sent_once(
    engine: WebKit, gate: Gate, job: Job, tmp_path: Path
) -> None:
    gate.bare = False
    asked = gate.fault("/field/online/", "hold", method="GET")
    engine.go(f"{gate.url}/field/")
    assert asked.reached.wait(BUSY_SECONDS)  # it is left while it asks, not installed yet
    _sign_in(engine)
    asked.go_on.set()
    wait_until(engine, with_modules(READY))
    gate.closed = True
    engine.go(f"{gate.url}/field/#/{job.number}/survey/meter")
    wait_until(engine, SHOWN, NUMBER)
    engine.run(TYPE, [NUMBER, "222-014-7781"])
    photo = camera_file(tmp_path, 1)
    engine.run(TAKE, [CAMERA, base64.b64encode(photo.read_bytes()).decode()])
    wait_until(engine, with_modules(STORED))
    engine.kill()
    engine.start()
    engine.go(f"{gate.url}/field/")
    wait_until(engine, TYPED, NUMBER)
    wait_until(engine, SHOWN, "#ask-photo-meter_face img[src^='blob:']")
    gate.closed = False
    engine.run(f"async () => {{ location.hash = '#/{job.number}/survey/finish'; }}")
    wait_until(engine, SHOWN, "[data-act=send-unfinished]")
    engine.run(PRESS, "[data-act=send-unfinished]")
    wait_until(engine, with_modules(HELD))
    assert Photo.objects.get().camera_sha256 == sha256_of_file(photo)
    [form] = Submission.objects.all()
    assert "222-014-7781" in str(form.body)
    _back_and_forth(engine)


def _back_and_forth(engine: WebKit) -> None:
    """The session has ended elsewhere: to the sign-in page and back, by the link and by *Back*."""
    Session.objects.all().delete()
    engine.run("async () => location.reload()")
    for _ in range(20):
        wait_until(engine, DRAWN)
        engine.run("async () => { location.href = document.body.dataset.signIn; }")
        wait_until(engine, AT_THE_SIGN_IN)
        engine.run("async () => history.back()")
    _sign_in(engine)


def _sign_in(engine: WebKit) -> None:
    wait_until(engine, DRAWN)
    engine.run("async () => { location.href = document.body.dataset.signIn; }")
    wait_until(engine, AT_THE_SIGN_IN)
    engine.run(SIGN_IN, [someone("asa").email, PASSWORD])
    wait_until(engine, SIGNED_IN)


def with_modules(source: str) -> str:
    """This function, given the app's own modules."""
    return WITH_MODULES % source
