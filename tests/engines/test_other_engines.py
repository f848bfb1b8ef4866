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
from tests.engines.engines import BUSY_SECONDS, SHOWN, Engine
from tests.engines.firefox import Firefox
from tests.engines.webkit import WebKit

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.django_db(transaction=True)]

TRIPS = 20
METER_NUMBER = "222-014-7781"
NUMBER = "#ask-meter_number input.form-control:not([aria-label])"
CAMERA = "#ask-photo-meter_face input[type=file]"
PHOTO = "#ask-photo-meter_face img[src^='blob:']"
SEND = "[data-act=send-unfinished]"
TRY_NOW = "[data-act=try-now]"
LINK_TO_SIGN_IN = "#app main a[href^='/accounts/login/']"
AT_THE_SIGN_IN = "async () => Boolean(document.querySelector('input[name=login]'))"
SIGNED_IN = "async () => ![undefined, 'locked'].includes(document.body.dataset.page)"
SIGN_IN = """async ([who, password]) => {
  document.querySelector("input[name=login]").value = who;
  document.querySelector("input[name=password]").value = password;
  document.querySelector("input[name=password]").form.requestSubmit();
}"""
GO = "async (route) => { location.hash = route; }"
TAKE = """async ([selector, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], "camera.jpg", { type: "image/jpeg" }));
  const camera = document.querySelector(selector);
  camera.files = chosen.files;
  camera.dispatchEvent(new Event("change", { bubbles: true }));
}"""
READY = "async ({ readiness }) => (await readiness.readyForNoSignal()).ready"
STANDS = "async ([selector, words]) => document.querySelector(selector)?.value === words"
STORED = """async ({ store }, words) => {
  const typed = (await store.all("drafts"))[0]?.fields.meter_number?.value;
  return typed === words && (await store.all("items")).length === 1;
}"""
HELD = """async ({ queue }) => {
  const { here, sending, needs, held } = await queue.counts();
  return held === 2 && here + sending + needs === 0;
}"""


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


@pytest.fixture(params=[WebKit, Firefox], ids=lambda kind: kind.name)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A browser on an empty profile, switched on."""
    kind: type[Engine] = request.param
    if missing := kind.missing():
        pytest.skip(f"not run: {missing} is not installed")
    engine = kind(tmp_path / "profile")
    try:
        engine.start()
        yield engine
    finally:
        engine.close()


def test_a_survey_is_kept_over_a_kill_and_sent_once(
    engine: Engine, gate: Gate, job: Job, tmp_path: Path
) -> None:
    gate.bare = False
    asked = gate.fault("/field/online/", "hold", method="GET")
    engine.open(f"{gate.url}/field/")
    assert asked.reached.wait(BUSY_SECONDS)  # it is left while it asks, not installed yet
    _sign_in(engine)
    asked.go_on.set()
    engine.wait_until(with_modules(READY))
    photo = camera_file(tmp_path, 1)
    gate.closed = True
    _survey_offline(engine, gate, job, photo)
    engine.kill()
    engine.start()
    engine.open(f"{gate.url}/field/")
    engine.wait_until(STANDS, [NUMBER, METER_NUMBER])
    engine.wait_until(SHOWN, PHOTO)
    gate.closed = False
    engine.run(GO, f"#/{job.number}/survey/finish")
    engine.press(SEND)
    engine.wait_until(with_modules(HELD))
    assert Photo.objects.get().camera_sha256 == sha256_of_file(photo)
    [form] = Submission.objects.all()
    assert METER_NUMBER in str(form.body)
    _back_and_forth(engine)


def _survey_offline(engine: Engine, gate: Gate, job: Job, photo: Path) -> None:
    engine.open(f"{gate.url}/field/#/{job.number}/survey/meter")
    engine.type(NUMBER, METER_NUMBER)
    engine.run(TAKE, [CAMERA, base64.b64encode(photo.read_bytes()).decode()])
    engine.wait_until(with_modules(STORED), METER_NUMBER)


def _back_and_forth(engine: Engine) -> None:
    """The session has ended elsewhere: to the sign-in page and back, by the link and by *Back*."""
    Session.objects.all().delete()
    engine.run(GO, "#/unsent")
    engine.press(TRY_NOW)
    for _ in range(TRIPS):
        engine.press(LINK_TO_SIGN_IN)
        engine.wait_until(AT_THE_SIGN_IN)
        engine.back()
    _sign_in(engine)


def _sign_in(engine: Engine) -> None:
    engine.press(LINK_TO_SIGN_IN)
    engine.wait_until(AT_THE_SIGN_IN)
    engine.run(SIGN_IN, [someone("asa").email, PASSWORD])
    engine.wait_until(SIGNED_IN)


def with_modules(source: str) -> str:
    """This function, given the app's own modules."""
    return WITH_MODULES % source
