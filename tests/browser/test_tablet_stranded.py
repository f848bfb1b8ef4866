"""Nothing is stranded: one bad photo, request or refusal stops nothing else, and each has a way out."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from jobs.models import Appointment, Booking, Job, Photo, PutAside, Submission
from kilowire.floor.files.parts import PART_BYTES
from tests.browser.field_page import go
from tests.browser.gate import SLOW_BYTES, Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import Item, Tablet, camera_file
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEP = """({ submit }, [job, appointment]) => submit.submitStep({ job, appointment, step: "arrived" })"""
FORM = """async ({ drafts, submit }, { job, values, finish }) => {
  const draft = await drafts.openDraft(job, "survey");
  for (const [name, value] of Object.entries(values)) drafts.setField(draft, name, { value, source: "site" });
  return submit.submit(draft, { finish });
}"""
STATE = "async ({ store }, id) => (await store.get('items', id))?.state ?? 'gone'"
IS = "async ({ store }, [id, state]) => ((await store.get('items', id))?.state ?? 'gone') === state"
ITEM = "({ store }, id) => store.get('items', id)"
WAITED_FOR = """async ({ queue }, id) => {
  const all = await queue.list();
  return queue.waitsFor(all.find((each) => each.id === id), all).map((each) => [each.slot, each.reason]);
}"""
ITS_TIME_HAS_COME = """async ({ store }, id) =>
  store.put("items", { ...(await store.get("items", id)), not_before: 0, not_until: "" })"""
WAITS_AGAIN = "async ({ store }, id) => (await store.get('items', id)).not_before > 0"
SENT_WITHOUT_PAUSES = """async ({ store, sender }, id) => {
  const item = await store.get("items", id);
  if (item.not_before > Date.now()) await store.put("items", { ...item, not_before: 0 });
  await sender.sendNow();
  return item.state === "acked";
}"""
NOTE_PROGRESS = """() => {
  [window.sent, window.answer] = [0, null];
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    this.upload.addEventListener("progress", ({ loaded }) => (window.sent = loaded));
    return send.call(this, body);
  };
}"""
UPLOAD = """async ({ exchange }, [url, bytes]) => {
  window.answer = await exchange.exchange(url, { body: new Blob([new Uint8Array(bytes)]) });
}"""
HURRY = """() => {
  const soon = setTimeout;
  const isLimit = (wait) => wait >= 30_000 && wait <= 120_000;
  globalThis.setTimeout = (work, wait, ...rest) => soon(work, isLimit(wait) ? 300 : wait, ...rest);
}"""


@pytest.fixture
def visit() -> Appointment:
    return on_site(accepted_job())


def is_state(window: Tablet, item: Item, state: str) -> None:
    window.wait_until(IS, [item["id"], state])


def form_of(window: Tablet, job: Job, **values: Any) -> Item:
    return window.run(FORM, {"job": job.number, "values": values, "finish": False})


def _picture(kind: str, **more: Any) -> bytes:
    out = BytesIO()
    image = Image.effect_noise((320, 240), 90).convert("RGB")
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out)
    else:
        image.save(out, kind, **more)
    return out.getvalue()


DAMAGE: dict[str, tuple[Callable[[], bytes], bool]] = {
    "whole JPEG": (lambda: _picture("JPEG"), False),
    "progressive JPEG": (lambda: _picture("JPEG", progressive=True), False),
    "JPEG with something behind its end": (lambda: _picture("JPEG") + bytes(5000), False),
    "whole PNG": (lambda: _picture("PNG"), False),
    "whole WebP": (lambda: _picture("WEBP"), False),
    "whole HEIC": (lambda: _picture("HEIF"), False),
    "empty": (lambda: b"", True),
    "a page of text": (lambda: b"<!doctype html><title>Sign in</title>", True),
    "TIFF": (lambda: _picture("TIFF"), True),
    "JPEG cut off": (lambda: _picture("JPEG")[:-900], True),
    "JPEG of a head and zeros": (lambda: _picture("JPEG")[:700].ljust(20_000, b"\0"), True),
    "JPEG's head alone": (lambda: _picture("JPEG")[:3], True),
    "PNG cut off": (lambda: _picture("PNG")[:-40], True),
    "HEIC cut off": (lambda: _picture("HEIF")[:-700], True),
    "HEIC of a head and zeros": (lambda: (whole := _picture("HEIF"))[:500].ljust(len(whole), b"\0"), True),
}


def test_a_damaged_picture_is_told_from_one_that_this_browser_cannot_show(window: Tablet) -> None:
    window.switch_on(signed_in=False, start=False)
    files = {name: base64.b64encode(made()).decode() for name, (made, _) in DAMAGE.items()}
    found = window.page.evaluate(
        """async (files) => {
          const modules = await import(document.body.dataset.base + "bundle/modules.js");
          const { isDamaged } = modules["photos/damage"];
          const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
          const looked = Object.entries(files).map(([name, text]) => [name, isDamaged(bytes(text))]);
          return Object.fromEntries(looked);
        }""",
        files,
    )
    assert found == {name: damaged for name, (_, damaged) in DAMAGE.items()}


@pytest.mark.faults
def test_a_photo_that_hangs_and_one_that_breaks_stop_no_other_item(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    """Their own pauses grow, are kept over a restart, and a network that answers does not reset them."""
    other = on_site(accepted_job(name="Minh Tran"), hours_ago=4)
    window.switch_on(start=False)
    window.page.evaluate(HURRY)
    window.start()
    gate.closed = True
    photos = window.take_photos(visit.job.number, [("seal", camera_file(tmp_path, n)) for n in range(3)])
    step = window.run(STEP, [other.job.number, other.pk])
    hung = gate.fault(f"/photos/{photos[0]['id']}", "hold", times=100)
    broken = gate.fault(f"/photos/{photos[1]['id']}", "refuse", times=100)
    gate.closed = False
    window.start_running("({ sender }) => sender.sendNow()")
    is_state(window, step, "acked")
    is_state(window, photos[2], "acked")
    window.wait_until(
        "async ({ store }, id) => (await store.get('items', id)).attempts >= 2", photos[1]["id"]
    )
    assert window.run("({ sender }) => sender.status()")["online"]
    window.page.reload()
    kept = [window.run(ITEM, photo["id"]) for photo in photos[:2]]
    assert all(item["attempts"] >= 1 and item["not_before"] > 0 for item in kept)
    hung.times = broken.times = 0
    hung.go_on.set()
    window.start()
    window.run("({ queue }) => queue.retryAll()")
    window.all_held()
    assert Photo.objects.count() == 3


@pytest.mark.faults
def test_a_slow_upload_goes_on_as_long_as_bytes_move_and_ends_when_none_do(
    window: Tablet, gate: Gate
) -> None:
    """Half a minute without a byte ends it, however long the whole takes."""
    page, path = window.switch_on(start=False), "/field/jobs/slow/photos/slow/"
    slow = gate.fault(path, "slow")
    page.clock.install()
    page.clock.pause_at(timezone.now() + timedelta(minutes=1))
    page.evaluate(NOTE_PROGRESS)
    window.start_running(UPLOAD, [path, 4 * SLOW_BYTES])
    for let_through in range(3):
        page.wait_for_function("(bytes) => window.sent > bytes", arg=let_through * SLOW_BYTES)
        page.clock.fast_forward(29_000)
        slow.go_on.set()
    page.wait_for_function("(bytes) => window.sent > bytes", arg=3 * SLOW_BYTES)
    assert page.evaluate("window.answer") is None
    page.clock.fast_forward(31_000)
    page.wait_for_function("() => window.answer?.status === 0", timeout=15_000)


def test_pauses_grow_to_a_quarter_of_an_hour_and_a_large_photo_is_never_repeated_at_once(
    window: Tablet,
) -> None:
    window.switch_on(signed_in=False, start=False)
    small, large, until = window.page.evaluate(
        """async () => {
          const modules = await import(document.body.dataset.base + "bundle/modules.js");
          const { pauseOf, isDue } = modules["base/backoff"];
          const pauses = (size) => Array.from({ length: 12 }, (_, at) => pauseOf({ size, attempts: at + 1 }));
          const at = (minutes) => ({ not_until: new Date(Date.now() + minutes * 60_000).toISOString() });
          return [pauses(1000), pauses(1_000_001), [isDue(at(-1)), isDue(at(1)), isDue(at(60 * 24))]];
        }"""
    )
    assert small[0] <= 1250
    assert large[0] >= 22_500
    assert max(small + large) <= 1_125_000
    assert min(small[-1], large[-1]) >= 675_000
    assert until == [True, False, False]


@pytest.mark.faults
def test_a_refused_photo_is_taken_again_or_left_out_and_its_form_goes(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    job = visit.job
    window.switch_on()
    gate.closed = True
    bad, worse, good = window.take_photos(
        job.number,
        [(slot, camera_file(tmp_path, n)) for n, slot in enumerate(("seal", "meter_face", "other"))],
    )
    form = form_of(window, job, panel_bus_amps=100)
    for item, status in ((bad, 415), (worse, 422)):
        gate.fault(f"/photos/{item['id']}", status, times=9, said="No picture.", retake=True)
    gate.closed = False
    window.run("({ sender }) => sender.sendNow()")
    assert [window.run(STATE, each["id"]) for each in (bad, worse, good, form)] == [
        "blocked",
        "blocked",
        "acked",
        "queued",
    ]
    assert window.run(WAITED_FOR, form["id"]) == [["seal", "No picture."], ["meter_face", "No picture."]]
    window.choose([camera_file(tmp_path, 9)])
    again = window.run(
        """({ photos }, [job, replaces]) => photos.keepPhoto({
          job, kind: "survey", slot: "seal", replaces, file: document.querySelector("#camera").files[0] })""",
        [job.number, bad["id"]],
    )
    assert window.run(STATE, bad["id"]) == "gone"
    window.run(
        "async ({ ways_out, store }, id) => ways_out.sendWithout(await store.get('items', id))", worse["id"]
    )
    is_state(window, form, "acked")
    body = Submission.objects.get(pk=form["id"]).body
    assert {photo["id"] for photo in body["photos"]} == {good["id"], again["id"]}
    assert body["without"] == [{"photo": worse["id"], "slot": "meter_face", "because": "No picture."}]
    assert window.run(STATE, worse["id"]) == "blocked"


@pytest.mark.faults
def test_a_refusal_that_time_cures_waits_for_its_time_by_itself(
    window: Tablet, gate: Gate, visit: Appointment
) -> None:
    window.switch_on()
    begins = (timezone.now() + timedelta(hours=3)).isoformat()
    gate.fault("/steps/", 425, said="This appointment begins at 5 PM.", **{"from": begins})
    step = window.run(STEP, [visit.job.number, visit.pk])
    window.wait_until("async ({ store }, id) => (await store.get('items', id)).not_until", step["id"])
    window.run("({ sender }) => sender.sendNow()")
    waiting = window.run(ITEM, step["id"])
    assert (waiting["state"], waiting["reason"]) == ("queued", "This appointment begins at 5 PM.")
    assert gate.count("/steps/") == 0
    window.run(ITS_TIME_HAS_COME, step["id"])
    window.all_held()
    assert Submission.objects.count() == 1


def test_what_needs_a_person_is_discarded_by_holding_the_button_that_names_it(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    page = whole_app(window, gate)
    go(page, f"/{visit.job.number}/survey/meter")
    slot = page.locator("#ask-photo-seal")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(_picture("TIFF"))
    slot.locator("input[type=file]").set_input_files(broken)
    expect(slot.locator(".ask-wrong")).to_have_text(
        "This is not a picture the office can open. Take it again."
    )
    assert window.items() == []
    gate.fault("/photos/", 415, times=9, said="No picture.", retake=True)
    window.take_photos(visit.job.number, [("seal", camera_file(tmp_path, 1))])
    go(page, "/unsent")
    row = page.locator("[data-state=blocked]")
    expect(row).to_contain_text("No picture.")
    expect(row.locator("[data-act=mend]")).to_have_text("Take it again")
    hold = row.locator("[data-act=discard]")
    expect(hold).to_contain_text("the photo of the seal")
    hold.click()
    expect(row).to_have_count(1)
    hold.hover()
    page.mouse.down()
    window.wait_until("async ({ store }) => (await store.keys('blobs')).length === 0")
    page.mouse.up()
    expect(row).to_have_count(0)


@pytest.mark.faults
def test_what_is_put_aside_reaches_the_office_and_blocks_nothing_meanwhile(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    page = whole_app(window, gate)
    gate.fault("/photos/", 415, times=9, said="No picture.", retake=True)
    [photo] = window.take_photos(visit.job.number, [("seal", camera_file(tmp_path, 1))])
    is_state(window, photo, "blocked")
    form = form_of(window, visit.job, panel_bus_amps=100)
    gate.closed = True
    go(page, "/unsent")
    page.locator(f"[data-item='{photo['id']}'] [data-act=put-aside]").click()
    expect(page.locator(f"[data-item='{photo['id']}']")).to_contain_text(
        "To be handed to the office as it is."
    )
    window.run("({ ways_out, store }, id) => store.get('items', id).then(ways_out.putAside)", form["id"])
    assert window.run("({ person }) => person.unsentOnDevice()") == 0  # an update and a sign-out may go on
    gate.closed = False
    is_state(window, photo, "aside")
    is_state(window, form, "aside")
    assert (Photo.objects.count(), Submission.objects.count()) == (0, 0)
    assert set(PutAside.objects.values_list("because", "kind")) == {("No picture.", "photo"), ("", "form")}
    expect(page.locator("[data-group=held]")).to_contain_text("handed to the office")


@pytest.mark.faults
def test_a_large_photo_whose_upload_breaks_goes_on_by_parts(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    window.switch_on()
    noise = tmp_path / "noise.jpg"
    Image.effect_noise((2400, 1800), 90).convert("RGB").save(noise, quality=80)
    broken = gate.fault("/photos/", "refuse", times=9)  # a browser repeats a request by itself
    gate.fault("/parts/", "swallow", method="PATCH")
    [photo] = window.take_photos(visit.job.number, [("seal", noise)])
    assert photo["size"] > 1_000_000
    window.wait_until(WAITS_AGAIN, photo["id"])
    broken.times = 0
    window.wait_until(SENT_WITHOUT_PAUSES, photo["id"])
    assert_office_holds([photo])
    parts = gate.count("/parts/", method="PATCH")
    assert parts == -(-photo["size"] // PART_BYTES) > 1  # none is sent twice
    assert gate.count("/photos/[^/]+/$") == 1


@pytest.mark.faults
def test_a_begun_form_is_finished_and_sent_when_its_visit_has_left_the_day(
    window: Tablet, gate: Gate, visit: Appointment
) -> None:
    page = whole_app(window, gate)
    number = visit.job.number
    go(page, f"/{number}/survey/space")
    page.locator("#ask-hazards-typed").fill("A loose step")
    Booking.objects.update(released_at=timezone.now())
    window.run("({ packs }) => packs.refreshPacks()")
    assert window.run("async ({ packs }) => (await packs.dayPack()).appointments") == []
    page.reload()
    gate.closed = True
    expect(page.locator("#ask-hazards-typed")).to_have_value("A loose step")
    go(page, "/")
    page.locator("[data-day=begun]").get_by_role("link", name="Open").click()
    expect(page.locator("h1")).to_have_text("Site survey")
    go(page, f"/{number}/survey/finish")
    page.locator("[data-act=send-unfinished]").click()
    expect(page.locator("[data-receipt=sending]")).to_contain_text("Waits for the network")
    gate.closed = False
    expect(page.locator("[data-receipt=held]")).to_have_attribute("data-done", "true")
    assert Submission.objects.get().body["fields"]["hazards"]["value"] == "A loose step"


def test_a_page_that_was_left_holds_nothing_open_and_writes_when_it_is_back(window: Tablet) -> None:
    window.switch_on(signed_in=False, start=False)
    told = window.run(
        """async ({ store }) => {
          const never = store.transaction(["settings"], (tx) => tx.objectStore("settings").put("a", "first"));
          await new Promise((soon) => setTimeout(soon));
          dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
          const late = store.put("settings", "b", "second");
          const seen = await new Promise((resolve) => {
            const opening = indexedDB.open("kilowire-field");
            opening.onsuccess = () => {
              const keys = opening.result.transaction("settings").objectStore("settings").getAllKeys();
              keys.onsuccess = () => (opening.result.close(), resolve(keys.result));
            };
          });
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          await Promise.all([never, late]);
          const kept = (name) => store.get("settings", name);
          return [seen.includes("second"), await kept("first"), await kept("second")];
        }"""
    )
    assert told == [False, "a", "b"]


def test_a_page_that_is_left_while_it_reads_lets_go_and_reads_again_when_it_is_back(window: Tablet) -> None:
    window.switch_on(signed_in=False, start=False)
    told = window.run(
        """async ({ store }) => {
          await store.put("settings", "a", "first");
          const begin = IDBDatabase.prototype.transaction;
          const ends = [];
          IDBDatabase.prototype.transaction = function (...given) {
            IDBDatabase.prototype.transaction = begin;
            const tx = begin.apply(this, given);
            tx.addEventListener("complete", () => ends.push("complete"));
            tx.addEventListener("abort", () => ends.push("abort"));
            queueMicrotask(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
            return tx;
          };
          const reading = store.get("settings", "first");
          while (!ends.length) await new Promise((soon) => setTimeout(soon, 10));
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          return [...ends, await reading];
        }"""
    )
    assert told == ["abort", "a"]


def whole_app(window: Tablet, gate: Gate) -> Page:
    gate.bare = False
    page = window.switch_on(start=False)
    page.locator(".appointment-card").first.wait_for()
    return page
