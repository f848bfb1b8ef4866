"""What was handed in arrives once, whatever happens on its way (rules 3 to 10)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from jobs.models import Appointment, Photo, Submission
from tests.browser.gate import Gate
from tests.browser.held_photos import assert_office_holds
from tests.browser.tablet import Item, Tablet, camera_file
from tests.builders.cast import someone
from tests.builders.from_tablets import on_site
from tests.builders.jobs import accepted_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COULD_NOT = """async ({ photos, submit }, { job, appointment }) => {
  const [file] = document.querySelector("#camera").files;
  const photo = await photos.keepPhoto({ job, kind: "step", slot: "meter_area", file });
  const because = "The gate is locked.";
  const step = await submit.submitStep({ job, appointment, step: "could_not", because, photo });
  return [photo, step];
}"""
SENDING = "async ({ store }) => (await store.byIndex('items', 'state', 'sending')).length > 0"
NO_TIMER = """() => {
  const soon = setTimeout;
  globalThis.setTimeout = (work, wait, ...rest) => (wait < 500 ? soon(work, wait, ...rest) : 0);
}"""
ARRIVED = """({ submit }, [job, appointment]) => submit.submitStep({ job, appointment, step: "arrived" })"""
LAST_REQUEST = """() => {
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    globalThis.lastRequest = this;
    return send.call(this, body);
  };
}"""
STATES = "async ({ queue }) => Object.fromEntries((await queue.list()).map((item) => [item.id, item.state]))"


@pytest.fixture
def visit() -> Appointment:
    return on_site(accepted_job())


def hand_in(tablet: Tablet, visit: Appointment, folder: Path) -> list[Item]:
    """A step with its photo: a photo and the form that names it."""
    tablet.choose([camera_file(folder, 7)])
    return tablet.run(COULD_NOT, {"job": visit.job.number, "appointment": visit.pk})


def assert_taken_once(photo: Item, step: Item) -> None:
    assert_office_holds([photo])
    assert [str(pk) for pk in Submission.objects.values_list("pk", flat=True)] == [step["id"]]
    assert Submission.objects.get().sha256 == step["sha256"]


def test_a_photo_goes_before_the_form_that_names_it(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    sent = hand_in(tablet, visit, tmp_path)
    assert tablet.run("({ queue }) => queue.counts()") == {"here": 2, "sending": 0, "held": 0, "needs": 0}
    gate.closed = False
    tablet.all_held()
    assert_taken_once(*sent)
    posts = [path for method, path, _ in gate.passed if method == "POST" and "/jobs/" in path]
    assert ["photos" in path for path in posts] == [True, False]
    visit.refresh_from_db()
    assert visit.outcome_note == "The gate is locked."


@pytest.mark.parametrize("door", ["photos", "steps"])
def test_a_reply_lost_after_the_commit_doubles_nothing(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path, door: str
) -> None:
    tablet.switch_on()
    gate.fault(f"/{door}/", "swallow")
    sent = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    assert gate.count(f"/{door}/") == 2
    assert_taken_once(*sent)


@pytest.mark.parametrize("door", ["photos", "steps"])
@pytest.mark.parametrize("where", ["hold", "hold reply"])
def test_a_kill_during_an_upload_doubles_and_loses_nothing(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path, door: str, where: str
) -> None:
    """Before it arrived, after it was committed; the photo, and the form that follows it."""
    tablet.switch_on()
    fault = gate.fault(f"/{door}/", where)
    sent = hand_in(tablet, visit, tmp_path)
    assert fault.reached.wait(60)
    tablet.wait_until(SENDING)
    tablet.kill()
    fault.go_on.set()
    tablet.switch_on()
    tablet.all_held()
    assert_taken_once(*sent)


def test_a_kill_between_photo_and_form(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    fault = gate.fault("/steps/", "refuse", times=100)
    photo, step = hand_in(tablet, visit, tmp_path)
    assert fault.reached.wait(60)
    tablet.kill()
    assert (Photo.objects.count(), Submission.objects.count()) == (1, 0)
    fault.times = 0
    tablet.switch_on()
    tablet.all_held()
    assert_taken_once(photo, step)


def test_the_same_form_ten_times_from_two_tabs(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    first = tablet.switch_on()
    second = tablet.context.new_page()
    second.goto(first.url)
    tablet.start(page=second)
    photo, step = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    send = """async (core, { item, csrf }) => {
      const { sendItem } = (await import(document.body.dataset.base + "bundle/modules.js"))["send/send_item"];
      const { askServer } = (await import(document.body.dataset.base + "bundle/modules.js"))["device/net"];
      const { csrf } = await askServer();
      const sent = await Promise.all(Array.from({ length: 5 }, () => sendItem(item, csrf)));
      return sent.map((one) => [one.result, one.answer.received_at]);
    }""".replace("{ item, csrf })", "item)")
    answers = tablet.run(send, step, page=first) + tablet.run(send, step, page=second)
    assert {result for result, _ in answers} == {"held"}
    assert len({received_at for _, received_at in answers}) == 1
    assert_taken_once(photo, step)


@pytest.mark.parametrize("lacks", [(), ("Navigator.prototype, 'locks'",)], ids=["locks", "no locks"])
def test_two_tabs_send_one_queue_once(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path, lacks: tuple[str, ...]
) -> None:
    tablet.lacks = lacks
    first = tablet.switch_on()
    second = tablet.context.new_page()
    second.goto(first.url)
    gate.closed = True
    sent = hand_in(tablet, visit, tmp_path)
    gate.closed = False
    tablet.run("({ sender }) => { sender.start(); }", page=second)
    tablet.run("({ sender }) => { sender.sendNow(); }", page=first)
    tablet.all_held(page=second)
    assert_taken_once(*sent)
    if not lacks:
        assert (gate.count("/photos/"), gate.count("/steps/")) == (1, 1)


@pytest.mark.parametrize("is_left", [True, False])
def test_a_page_that_is_left_or_busy_in_the_middle_of_sending_keeps_no_other_from_the_network(
    window: Tablet, gate: Gate, visit: Appointment, is_left: bool
) -> None:
    """Left pages may be kept frozen, as Safari keeps them, and come back."""
    first = window.switch_on()
    first.evaluate(LAST_REQUEST)
    fault = gate.fault("/steps/", "hold")
    step = window.run(ARRIVED, [visit.job.number, visit.pk])
    assert fault.reached.wait(60)
    if is_left:
        first.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    second = window.context.new_page()
    second.goto(first.url)
    window.run("({ sender }) => { sender.start(); }", page=second)
    window.wait_until("({ sender }) => sender.status().online", page=second)
    if is_left:
        window.all_held(page=second)
        first.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        first.evaluate("() => lastRequest.abort()")
    fault.go_on.set()
    counts = window.run("async ({ sender, queue }) => (await sender.sendNow(), queue.counts())")
    assert counts == {"here": 0, "sending": 0, "held": 1, "needs": 0}
    assert [str(pk) for pk in Submission.objects.values_list("pk", flat=True)] == [step["id"]]


def test_a_lock_that_a_frozen_page_kept_is_taken_from_it(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    first = tablet.switch_on()
    frozen = tablet.context.new_page()
    frozen.goto(first.url)
    kept = "() => { navigator.locks.request('kilowire-drain', () => new Promise(() => {})); }"
    frozen.evaluate(kept)
    sent = hand_in(tablet, visit, tmp_path)
    tablet.run("({ sender }) => sender.sendNow()")
    assert tablet.run("({ queue }) => queue.counts()")["held"] == 0
    first.evaluate("() => { const now = Date.now; Date.now = () => now() + 91_000; }")
    tablet.all_held()
    assert_taken_once(*sent)


def test_a_page_that_waits_long_for_one_answer_tells_the_others_that_it_is_alive(
    window: Tablet, gate: Gate, visit: Appointment
) -> None:
    page = window.switch_on(start=False)
    page.evaluate(
        "() => { const every = setInterval; setInterval = (work, ms) => every(work, Math.min(ms, 40)); }"
    )
    window.start()
    held = gate.fault("/steps/", "hold")
    window.run(ARRIVED, [visit.job.number, visit.pk])
    assert held.reached.wait(60)
    beat = "({ store }) => store.get('settings', 'drained_at')"
    window.wait_until(
        "async ({ store }, at) => (await store.get('settings', 'drained_at')) > at", window.run(beat)
    )
    held.go_on.set()
    window.all_held()


def test_a_photo_that_is_refused_twice_in_a_round_waits_and_the_rest_goes(
    window: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    """Refused as if nobody were signed in, although somebody is: it is not uploaded again each time."""
    page = window.switch_on()
    page.evaluate("() => { const now = Date.now(); Date.now = () => now; }")  # no pause passes meanwhile
    gate.closed = True
    photos = window.take_photos(visit.job.number, [("seal", camera_file(tmp_path, n)) for n in range(2)])
    refused = gate.fault(f"/photos/{photos[0]['id']}/", 403, times=99)
    gate.closed = False
    window.run("({ sender }) => sender.sendNow()")
    window.wait_until(
        "async ({ store }, id) => (await store.get('items', id)).not_before > 0", photos[0]["id"]
    )
    tries = refused.times
    for _ in range(2):
        window.run("({ sender }) => sender.sendNow()")
    assert (await_state(window, photos[1]), tries - refused.times) == ("acked", 0)
    refused.times = 0
    window.run("({ queue }) => queue.retryAll()")
    window.all_held()


def await_state(window: Tablet, item: Item) -> str:
    return window.run("async ({ store }, id) => (await store.get('items', id)).state", item["id"])


def test_it_goes_by_itself_when_the_network_is_back(
    tablet: Tablet, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    tablet.context.set_offline(True)
    sent = hand_in(tablet, visit, tmp_path)
    tablet.wait_until("({ sender }) => !sender.status().online")
    tablet.context.set_offline(False)
    tablet.wait_until("async ({ queue }) => (await queue.counts()).held === 2")
    assert_taken_once(*sent)


@pytest.mark.parametrize(
    "comes_back",
    [
        "document.dispatchEvent(new Event('visibilitychange'))",
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
        "dispatchEvent(new Event('online'))",
    ],
)
def test_a_page_that_comes_back_sends_without_waiting_for_the_timer(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path, comes_back: str
) -> None:
    page = tablet.switch_on(start=False)
    page.evaluate(NO_TIMER)
    tablet.start()
    gate.closed = True
    sent = hand_in(tablet, visit, tmp_path)
    tablet.wait_until("({ sender }) => !sender.status().online")
    gate.closed = False
    page.evaluate(comes_back)
    tablet.wait_until("async ({ queue }) => (await queue.counts()).held === 2")
    assert_taken_once(*sent)


def test_it_waits_longer_after_each_failure_and_never_too_long(tablet: Tablet) -> None:
    tablet.switch_on(signed_in=False, start=False)
    waits = tablet.page.evaluate(
        """async () => {
          const modules = await import(document.body.dataset.base + "bundle/modules.js");
          const { backoff, isDue } = modules["base/backoff"];
          const minute = 60_000;
          const due = [-minute, minute, 60 * minute].map((wait) => isDue({ not_before: Date.now() + wait }));
          return [Array.from({ length: 20 }, (_, failures) => backoff(failures + 1)), due];
        }"""
    )
    assert 750 <= waits[0][0] <= 1250
    assert all(wait <= 375_000 for wait in waits[0])
    assert min(waits[0][9:]) >= 225_000
    assert waits[1] == [True, False, True]


def test_a_page_that_is_back_asks_again_soon_however_often_it_was_left_in_the_middle(window: Tablet) -> None:
    """The browser refuses the lock to a page on its way out, which is no reason to wait longer and longer."""
    window.switch_on()
    wait = window.run(
        """async ({ sender }) => {
          navigator.locks.request = async () => {
            await null;
            sender.sendNow().catch(() => {}); // as when it is shown again
            throw new DOMException("The page is going away.", "AbortError");
          };
          for (let times = 0; times < 8; times += 1) await sender.sendNow().catch(() => {});
          return sender.status().next_try_at - Date.now();
        }"""
    )
    assert wait <= 1_000


def test_a_session_that_ends_in_the_middle_keeps_the_queue(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    fault = gate.fault("/steps/", "hold")
    sent = hand_in(tablet, visit, tmp_path)
    assert fault.reached.wait(60)
    Session.objects.all().delete()
    fault.go_on.set()
    tablet.wait_until("({ sender }) => sender.status().needs_sign_in")
    assert gate.count("/steps/", status=401) == 1
    assert tablet.run("({ person }) => person.currentPerson()")["name"] == "Asa"
    assert tablet.run(STATES)[sent[1]["id"]] == "queued"
    tablet.sign_in("asa")
    tablet.all_held()
    assert_taken_once(*sent)


def test_a_stale_token_is_asked_for_afresh_once(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.fault("/photos/", 403)
    sent = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    assert_taken_once(*sent)


def test_what_is_refused_is_set_aside_and_the_rest_goes_on(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    photo, step = hand_in(tablet, visit, tmp_path)
    others = tablet.take_photos(
        visit.job.number, [("seal", camera_file(tmp_path, number)) for number in range(3)]
    )
    refused = {photo["id"]: 413, others[0]["id"]: 404, others[1]["id"]: 422}
    for name, status in refused.items():
        gate.fault(f"/photos/{name}", status)
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    states = tablet.wait_until(
        f"""async (core, id) => {{
          const states = await ({STATES})(core);
          return states[id] === "acked" && states;
        }}""",
        others[2]["id"],
    )
    assert {states[name] for name in refused} == {"blocked"}
    assert states[step["id"]] == "queued"  # it waits for its photo
    shown = {item["id"]: (item["seen"], item["reason"]) for item in tablet.items()}
    for name, status in refused.items():
        assert shown[name] == ("needs", f"The gate says {status}.")
    tablet.run("({ queue }) => queue.retryAll()")
    tablet.all_held()
    assert_office_holds([photo, *others])
    assert Submission.objects.count() == 1


def test_a_server_in_trouble_is_asked_again_later(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    photos = tablet.take_photos(
        visit.job.number, [("seal", camera_file(tmp_path, number)) for number in range(4)]
    )
    for photo, status in zip(photos, (408, 429, 500, 503), strict=True):
        gate.fault(f"/photos/{photo['id']}", status)
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    waited = [item for item in tablet.items() if item["not_before"] > 0]
    assert len(waited) >= 3
    tablet.all_held()
    assert_office_holds(photos)


def test_one_photo_in_trouble_does_not_hold_up_the_others(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.closed = True
    number = visit.job.number
    first, *rest = tablet.take_photos(number, [("seal", camera_file(tmp_path, n)) for n in range(3)])
    fault = gate.fault(f"/photos/{first['id']}", 500, times=1000)
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    held = "async (core, ids) => { const s = await (%s)(core); return ids.every((id) => s[id] === 'acked'); }"
    tablet.wait_until(held % STATES, [item["id"] for item in rest])
    fault.times = 0
    tablet.run("({ queue }) => queue.retryAll()")
    tablet.all_held()
    assert_office_holds([first, *rest])


def test_a_network_that_answers_everything_itself_is_not_the_office(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    gate.fault("/photos/", 200, times=2)  # a sign-in page of a hotel says 200 too
    sent = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    assert_taken_once(*sent)


def test_nothing_is_let_go_before_its_receipt_names_it(
    tablet: Tablet, visit: Appointment, tmp_path: Path
) -> None:
    tablet.switch_on()
    photo, step = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    age = """async ({ store, retention, drafts }, { ids, days }) => {
      const acked_at = new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();
      for (const id of ids) await store.put("items", { ...(await store.get("items", id)), acked_at });
      await retention.deleteOld();
      return [(await store.keys("items")).length, (await store.keys("blobs")).length];
    }"""
    ids = [photo["id"], step["id"]]
    assert tablet.run(age, {"ids": ids, "days": 6}) == [2, 1]
    [loose] = tablet.take_photos(visit.job.number, [("seal", camera_file(tmp_path, 9))])
    tablet.all_held()
    tablet.run("({ retention }) => retention.freeSpace()")  # as where room is short
    assert tablet.run("({ store }) => store.keys('blobs')") == [loose["id"]]
    ids.append(loose["id"])
    assert tablet.run(age, {"ids": ids, "days": 8}) == [0, 0]


def test_the_next_person_neither_sees_nor_sends_it(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    on_site(accepted_job(), by=someone("cruz"))
    tablet.switch_on()
    gate.closed = True
    sent = hand_in(tablet, visit, tmp_path)
    tablet.run("({ person }) => person.signOutLocally()")
    assert tablet.items() == []
    tablet.sign_in("cruz")
    gate.closed = False
    tablet.run("({ sender }) => sender.sendNow()")
    assert tablet.run("({ person }) => person.currentPerson()")["name"] == "Cruz"
    assert tablet.items() == []
    assert Photo.objects.count() == 0
    tablet.sign_in("asa")
    tablet.all_held()
    assert_taken_once(*sent)
    assert Submission.objects.get().by == someone("asa")


def test_signing_out_ends_the_session_at_the_next_contact(
    tablet: Tablet, gate: Gate, visit: Appointment
) -> None:
    tablet.switch_on()
    tablet.run("({ person }) => person.signOutLocally()")
    tablet.run("({ sender }) => sender.sendNow()")
    assert tablet.run("({ sender }) => sender.status()")["person"] is None
    assert Session.objects.count() == 0
    assert tablet.run("({ person }) => person.currentPerson()") is None


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_a_day_off_delays_and_loses_nothing(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path, days: int
) -> None:
    tablet.clock_days = days
    tablet.switch_on()
    gate.fault("/steps/", 500)
    sent = hand_in(tablet, visit, tmp_path)
    tablet.all_held()
    assert_taken_once(*sent)
    submission = Submission.objects.get()
    assert submission.received_at - submission.made_at < timedelta(minutes=5)


def test_a_clock_that_is_set_back_does_not_hold_up_the_queue(
    tablet: Tablet, gate: Gate, visit: Appointment, tmp_path: Path
) -> None:
    tablet.clock_days = 1
    tablet.switch_on()
    gate.fault("/photos/", 500, times=1000)
    sent = hand_in(tablet, visit, tmp_path)
    tablet.wait_until("async ({ queue }) => (await queue.list()).some((item) => item.not_before > 0)")
    tablet.kill()
    gate.faults.clear()
    tablet.clock_days = 0
    tablet.switch_on()
    tablet.all_held()
    assert_taken_once(*sent)
