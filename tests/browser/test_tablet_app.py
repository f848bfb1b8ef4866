"""The app opens without a network, and changes under nobody's hands (rules 11, 14, 15 and 19)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jobs.models import Job, Photo
from kilowire.web.tablet_shell import shell_version
from tests.browser.conftest import OpenPage
from tests.browser.field_page import go, tablet_page
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import Tablet, camera_file
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEWER = "0123456789abcdef"
LOADED = """() => {
  const entries = ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind));
  return entries.map(({ name, transferSize }) => [new URL(name).pathname, transferSize]);
}"""
KEPT = """async ({ app_update }) => {
  await app_update.registerWorker();
  await navigator.serviceWorker.ready;
  return navigator.serviceWorker.controller !== null;
}"""
UPDATE = "({ app_update }) => app_update.pendingUpdate()"
NO_ROOM = "navigator.storage.estimate = async () => ({ quota: 4_000_000, usage: 1_000_000 })"
CLEARED = """() => new Promise((done) => {
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  indexedDB.deleteDatabase("kilowire-field").onsuccess = done;
})"""
NEVER_OPENS = """
const soon = setTimeout;
globalThis.setTimeout = (work, wait, ...rest) => soon(work, wait === 3_000 ? 50 : wait, ...rest);
const nothing = { value() {} };
IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype, { addEventListener: nothing });
"""
REGISTERS_LATE = """
const register = ServiceWorkerContainer.prototype.register;
ServiceWorkerContainer.prototype.register = async function (...given) {
  await new Promise((pressed) => addEventListener("click", pressed, { once: true }));
  await new Promise((later) => setTimeout(later, 500));
  sessionStorage.setItem("registered", "yes");
  return register.apply(this, given);
};
"""
TYPES_AND_LEAVES = """async () => {
  const busy = await new Promise((resolve) => {
    const opening = indexedDB.open("kilowire-field");
    const write = (db) => db.transaction("drafts", "readwrite").objectStore("drafts");
    opening.onsuccess = () => resolve(write(opening.result));
  });
  const until = Date.now() + 1500; // so long another tab writes
  const goOn = () => Date.now() < until && (busy.count().onsuccess = goOn);
  goOn();
  const typed = document.querySelector("#ask-hazards-typed");
  typed.value = "A loose step";
  typed.dispatchEvent(new Event("input", { bubbles: true }));
  const link = Object.assign(document.createElement("a"), { href: document.body.dataset.signIn });
  document.querySelector("#app").append(link);
  document.body.dataset.left = "true";
  link.click();
}"""
LITTLE_ROOM = "navigator.storage.estimate = async () => ({ quota: 150_000_000, usage: 1_000_000 })"
FORGET_THE_CHOICE = """async () => {
  for (const name of await caches.keys()) if (!name.startsWith("kilowire-")) await caches.delete(name);
}"""
LOOK = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"


@pytest.fixture
def job() -> Job:
    return on_site(accepted_job()).job


def shown_version(page: Page) -> str:
    return page.evaluate("() => document.body.dataset.version")


def keep_app(tablet: Tablet) -> None:
    tablet.run(KEPT)
    tablet.wait_until("() => navigator.serviceWorker.controller !== null")


def test_a_cold_start_asks_for_few_files_of_little_size(open_page: OpenPage, job: Job) -> None:
    loaded = tablet_page(open_page).evaluate(LOADED)
    shell = {path: size for path, size in loaded if path == "/field/" or path.startswith("/field/app/")}
    assert {path.rpartition("/")[2] for path in shell} > {"", "app.js", "modules.js", "field.css"}
    assert len(loaded) <= 40, loaded
    assert sum(shell.values()) < 200_000, shell


def test_it_opens_without_a_network_after_a_kill(tablet: Tablet, gate: Gate, job: Job) -> None:
    tablet.switch_on()
    keep_app(tablet)
    tablet.kill()
    gate.closed = True
    page = tablet.switch_on()
    assert shown_version(page) == shell_version()
    assert tablet.run("({ person }) => person.currentPerson()")["name"] == "Asa"
    assert tablet.run("({ sender }) => sender.status()")["online"] is False


@pytest.mark.parametrize("closed", [True, False])
def test_it_opens_when_the_device_lost_which_version_was_chosen(
    tablet: Tablet, gate: Gate, job: Job, closed: bool
) -> None:
    page = tablet.switch_on()
    keep_app(tablet)
    page.evaluate(FORGET_THE_CHOICE)
    tablet.kill()
    gate.closed = closed
    assert shown_version(tablet.switch_on()) == shell_version()


def test_the_worker_leaves_posts_and_answers_alone(tablet: Tablet, gate: Gate, job: Job) -> None:
    page = tablet.switch_on()
    keep_app(tablet)
    gate.passed.clear()
    for _ in range(2):
        page.evaluate("() => fetch('/field/online/')")
        page.evaluate("() => fetch('/field/contact/', { method: 'POST' })")
    assert gate.count("/field/online/", method="GET") >= 2
    assert gate.count("/field/contact/", status=403) == 2
    held = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const requests = await (await caches.open(name)).keys();
            found.push(...requests.map((request) => new URL(request.url).pathname));
          }
          return found;
        }"""
    )
    assert all(path == "/field/" or path.startswith("/field/app/") for path in held)


def test_an_update_waits_for_a_full_queue_and_an_open_draft(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    keep_app(tablet)
    fault = gate.fault("/photos/", "refuse", times=1000)
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, n)) for n in range(3)])
    gate.deploy(shell_version(), NEWER)
    tablet.page.evaluate(LOOK)
    update = tablet.wait_until(UPDATE)
    assert update == {"version": NEWER, "ready": False}
    assert tablet.run("({ app_update }) => app_update.applyUpdate()") is False
    tablet.kill()
    page = tablet.switch_on()
    assert shown_version(page) == shell_version()  # closing the app is no consent
    fault.times = 0
    tablet.all_held()
    assert_office_holds(photos)
    assert tablet.wait_until(UPDATE) == {"version": NEWER, "ready": True}
    keep_app(tablet)
    with page.expect_navigation():
        assert tablet.run("({ app_update }) => app_update.applyUpdate()")
    assert shown_version(page) == NEWER
    tablet.kill()
    gate.closed = True
    assert shown_version(tablet.switch_on()) == NEWER


def test_update_ready_is_offered_and_taken_with_one_press(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    gate.bare = False
    page = tablet.switch_on(start=False)
    tablet.wait_until("() => navigator.serviceWorker.controller !== null")
    fault = gate.fault("/photos/", "refuse", times=1000)
    tablet.take_photos(job.number, [("seal", camera_file(tmp_path, 1))])
    gate.deploy(shell_version(), NEWER)
    page.evaluate(LOOK)
    notice = page.locator("[data-notice=update]")
    expect(notice).to_contain_text("Update ready. It waits until everything here is sent.")
    expect(notice.get_by_role("button")).to_have_count(0)
    fault.times = 0
    with page.expect_navigation():
        notice.get_by_role("button", name="Take the update").click()
    assert shown_version(page) == NEWER
    expect(notice).to_have_count(0)


def test_an_upgrade_of_the_database_moves_a_full_queue(
    tablet: Tablet, gate: Gate, job: Job, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    photos = tablet.take_photos(job.number, [("seal", camera_file(tmp_path, n)) for n in range(3)])
    tablet.run(
        """async ({ drafts }, job) => {
          const draft = await drafts.openDraft(job, "survey");
          drafts.setField(draft, "meter_number", { value: "A-1" });
          await drafts.flush();
        }""",
        job.number,
    )
    tablet.kill()
    gate.closed = False
    tablet.switch_on(start=False)
    found = tablet.run(
        """async ({ store }) => {
          const later = async (db, tx) => {
            db.createObjectStore("later");
            for (const item of await tx.objectStore("items").getAll()) {
              await tx.objectStore("items").put({ ...item, moved: true });
            }
          };
          const db = await store.openDatabase([later]);
          const items = await store.all("items");
          const [draft] = await store.all("drafts");
          return [db.version, items.every((item) => item.moved), (await store.keys("blobs")).length,
            draft.fields.meter_number.value];
        }"""
    )
    assert found == [2, True, 3, "A-1"]
    tablet.kill()
    tablet.switch_on()  # the app of version 1 opens what a newer one left
    tablet.wait_until("async ({ queue }) => (await queue.counts()).held === 3")
    assert_office_holds(photos)


def test_it_asks_to_keep_its_storage_and_says_how_much_room_is_left(tablet: Tablet, job: Job) -> None:
    tablet.switch_on()
    tablet.run("({ storage_space }) => storage_space.requestPersistence()")
    room = tablet.run("({ storage_space }) => storage_space.storageSpace()")
    assert room["free_mb"] > 0
    assert room["private"] is False
    assert room["persistent"] in (True, False)


def test_a_device_with_little_room_says_so_and_refuses_nobody(tablet: Tablet, gate: Gate, job: Job) -> None:
    gate.bare = False
    page = tablet.switch_on(start=False)
    page.add_init_script(LITTLE_ROOM)
    page.reload()
    expect(page.locator("[data-notice=room]")).to_contain_text("Photos are stored smaller from now on")
    page.locator("[data-form=survey]").click()
    expect(page.locator(".btn-next")).to_be_enabled()


def test_a_full_device_and_a_cleared_one_say_so_before_the_first_photo(
    window: Tablet, gate: Gate, job: Job
) -> None:
    gate.bare = False
    page = window.switch_on(start=False)
    page.locator(".appointment-card").wait_for()
    page.evaluate(CLEARED)
    page.add_init_script(NO_ROOM)
    page.reload()
    expect(page.locator("[data-notice=cleared]")).to_contain_text("The browser cleared what was stored")
    expect(page.locator("[data-notice=full]")).to_contain_text("before the first photo")
    page.locator("[data-form=survey]").click()
    expect(page.locator("h1")).to_have_text("Site survey")
    expect(page.locator("[data-notice=full]")).to_be_visible()


def test_a_start_that_takes_long_says_what_to_do(window: Tablet, gate: Gate, job: Job) -> None:
    gate.bare = False
    page = window.switch_on(start=False)
    page.locator(".appointment-card").wait_for()
    page.add_init_script(NEVER_OPENS)
    page.reload()
    expect(page.locator("[data-notice=slow]")).to_contain_text("Close its other tabs")
    expect(page.get_by_role("button", name="Start again")).to_be_visible()


def test_a_link_out_of_the_app_waits_for_the_last_write(window: Tablet, gate: Gate, job: Job) -> None:
    gate.bare = False
    page = window.switch_on(start=False)
    page.locator(".appointment-card").wait_for()
    go(page, f"/{job.number}/survey/space")
    page.locator("#ask-hazards-typed").wait_for()
    with page.expect_request("**/accounts/login/**"):
        page.evaluate(TYPES_AND_LEAVES)
    page.locator("body:not([data-left])").wait_for()  # signed in still, it comes back at once
    expect(page.locator("#ask-hazards-typed")).to_have_value("A loose step")


def test_a_device_without_anybody_leads_to_the_sign_in_once_its_worker_is_registered(
    window: Tablet, gate: Gate
) -> None:
    """Safari's engine never ends an installation whose page was left while it registered."""
    gate.bare = False
    page = window.switch_on(signed_in=False, start=False)
    page.add_init_script(REGISTERS_LATE)
    page.reload()
    expect(page.locator("h1")).to_have_text("Sign in to begin the day")
    page.locator(".sent-pill").click()
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate("() => sessionStorage.getItem('registered')") == "yes"


def test_the_light_says_why_it_is_not_ready_for_no_signal(tablet: Tablet, job: Job) -> None:
    tablet.switch_on()
    light = tablet.run("({ readiness }) => readiness.readyForNoSignal()")
    assert light == {
        "ready": False,
        "why": "The app itself is not on this device yet: open it once with a signal.",
    }
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("does", ["hold", 503])
def test_the_light_turns_by_itself_once_the_app_is_on_the_device(
    window: Tablet, gate: Gate, job: Job, does: str | int
) -> None:
    """Left for the sign-in while it was being installed; or a file of it did not come at first."""
    gate.bare = False
    fault = gate.fault("/icons/field-512.png", does, method="GET")
    page = window.switch_on(start=False)
    light = page.locator(".light")
    expect(light).to_contain_text("The app itself is not on this device yet")
    assert fault.reached.wait(60)
    if does == "hold":
        page.goto(f"{gate.url}/accounts/login/")
        page.goto(f"{gate.url}/field/")
        expect(light).to_contain_text("The app itself is not on this device yet")
        fault.go_on.set()
    else:
        window.context.set_offline(True)
        window.wait_until("({ sender }) => !sender.status().online")
        window.context.set_offline(False)
    expect(light).to_have_attribute("data-ready", "true")
    window.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    page.wait_for_function("() => navigator.serviceWorker.controller === null && document.body.dataset.page")
    expect(light).to_have_attribute("data-ready", "true")  # the next start is the worker's
