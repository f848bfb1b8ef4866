// Sends what is queued whenever the server can be reached, and waits longer after each failure.
import { backoff, dueIn, isDue } from "../base/backoff.js";
import { changes, emit } from "../base/changes.js";
import { contact, eraseIfOrdered } from "./contact.js";
import { now } from "../device/ids.js";
import { post, askServer } from "../device/net.js";
import { withSenderLock, recordActivity } from "./sender_lock.js";
import { refreshPacks } from "../device/packs.js";
import { isSignOutPending, acceptPerson, currentPerson, signOutLocally } from "../device/person.js";
import { holdBack, sendAndRecord } from "./outcomes.js";
import { freeSpace, deleteOld } from "../device/retention.js";
import { sendItem } from "./send_item.js";
import { requeueInterrupted, readyToSend } from "./send_order.js";
import { get, isFull } from "../device/store.js";

const CONTACT_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 1_000;
const MOST_BUSY = 3; // answers in a row by which a server says that it is busy
const known = { online: null, person: null, next_try_at: 0, last_contact_at: "", needs_sign_in: false };
let running = null;
let run_again = false;
let failures = 0;
let busy_rounds = 0;
let timer = 0;
let contacted = 0;

/** `{online, person, next_try_at, last_contact_at, needs_sign_in}`; `online` is null until asked, `person` who is signed in there, or null. */
export const status = () => ({ ...known });

/** Starts sending: now, and whenever the network or the page comes back, something is saved, or time has passed. */
export async function start() {
  known.last_contact_at = (await get("settings", "last_contact_at")) ?? "";
  addEventListener("online", () => sendInBackground());
  addEventListener("offline", () => setStatus(null));
  addEventListener("pageshow", (event) => event.persisted && sendInBackground());
  document.addEventListener("visibilitychange", () => document.hidden || sendInBackground());
  changes.addEventListener("queue", ({ detail }) => detail.saved && !detail.elsewhere && sendInBackground());
  return sendInBackground();
}

// a failed write was reported by the store; the timer tries again
const sendInBackground = () => sendNow().catch((error) => console.error(error));

/** Sends what is queued; resolves when nothing more can be sent now. */
export function sendNow() {
  if (running) run_again = true;
  running ??= rounds().finally(() => (running = null));
  return running;
}

async function rounds() {
  clearTimeout(timer);
  try {
    do {
      run_again = false;
      if ((await withSenderLock(round)) === "elsewhere") return await waitForOtherTab();
    } while (run_again);
    schedule(await millisecondsToNext());
  } catch (error) {
    failures += 1;
    if (isFull(error)) await freeSpace().catch(() => {}); // delete what the server has, to make room for what it has not
    schedule(run_again ? RETRY_MILLISECONDS : backoff(failures)); // whatever happens; a page that is back waits least
    throw error;
  }
}

// the other tab may have looked before our last save; who is here and whether there is a network does not wait for it
async function waitForOtherTab() {
  if (!known.online) await checkIn();
  schedule(known.online ? RETRY_MILLISECONDS : backoff(failures));
}

async function round(holds) {
  await recordActivity();
  await requeueInterrupted();
  let answer = await checkIn();
  let sent = 0;
  let busy = 0;
  while (answer?.person && busy < MOST_BUSY && holds()) {
    const item = (await readyToSend(answer.person.id)).find(isDue);
    if (!item) break;
    let outcome = await sendAndRecord(item, () => sendItem(item, answer.csrf));
    if (outcome.result === "sign_in") {
      answer = await checkIn(); // one fresh token, and one more try
      if (!answer?.person) break;
      if (answer.person.id !== item.person) continue;
      outcome = await sendAndRecord(item, () => sendItem(item, answer.csrf));
    }
    if (outcome.result === "sign_in") return holdBack(item, outcome.said).then(() => setStatus({ ...answer, person: null }));
    if (outcome.result === "held" || outcome.result === "conflict") sent += 1;
    busy = outcome.busy ? busy + 1 : 0;
    answer = await checkIn(); // after a request that broke, this says whether the network did, or that item alone
  }
  busy_rounds = busy < MOST_BUSY ? 0 : busy_rounds + 1;
  if (answer?.person && holds()) await afterSending(answer, sent);
}

async function afterSending(answer, sent) {
  if (!sent && Date.now() - contacted < CONTACT_MILLISECONDS) return;
  contacted = Date.now();
  if (await eraseIfOrdered(await contact(answer.csrf))) {
    await contact(answer.csrf);
    return location.reload();
  }
  known.last_contact_at = now();
  await refreshPacks();
  await deleteOld();
  emit("online", status());
}

async function checkIn() {
  let answer = await askServer();
  if (answer?.forget && (await eraseIfOrdered(answer.forget))) {
    if (answer.person) await contact(answer.csrf);
    location.reload();
    return null;
  }
  const left = answer?.left ?? null; // who signed out in this browser, on whichever page
  if (left && answer.person?.id !== left && (await currentPerson())?.id === left) await signOutLocally();
  if (answer?.person && (await isSignOutPending())) {
    await acceptPerson(answer.person);
    if (!(await currentPerson())) {
      await post(document.body.dataset.signOut, "", { csrf: answer.csrf });
      answer = await askServer();
    }
  }
  if (answer) await acceptPerson(answer.person);
  setStatus(answer);
  return answer;
}

function setStatus(answer) {
  failures = answer ? 0 : failures + 1;
  const before = JSON.stringify(known);
  Object.assign(known, { online: Boolean(answer), person: answer?.person ?? null, needs_sign_in: Boolean(answer && !answer.person) });
  if (JSON.stringify(known) !== before) emit("online", status());
}

async function millisecondsToNext() {
  if (!known.online || busy_rounds) return backoff(failures + busy_rounds);
  const person = known.needs_sign_in ? null : known.person;
  const times = person ? (await readyToSend(person.id)).map(dueIn) : [];
  return Math.max(RETRY_MILLISECONDS, Math.min(CONTACT_MILLISECONDS, ...times));
}

function schedule(milliseconds) {
  clearTimeout(timer);
  known.next_try_at = Date.now() + milliseconds;
  timer = setTimeout(sendInBackground, milliseconds);
}
