// The one drainer: sends what is queued, whenever there is a way to the office, and waits longer after each failure.
import { backoff, isDue } from "../base/backoff.js";
import { changes, tell } from "../base/changes.js";
import { contact, obey } from "./contact.js";
import { now } from "../device/ids.js";
import { post, online } from "../device/net.js";
import { alone, atWork } from "./sender_lock.js";
import { refresh } from "../device/packs.js";
import { isLeaving, welcome, whoIsHere } from "../device/person.js";
import { settle } from "./outcomes.js";
import { freeRoom, letOldGo } from "../device/retention.js";
import { send } from "./send_item.js";
import { takeUp, waiting } from "./send_order.js";
import { get, isFull } from "../device/store.js";

const CONTACT_MILLISECONDS = 60_000;
const AGAIN_MILLISECONDS = 1_000;
const BUSY = 3;
const known = { online: false, person: null, next_try_at: 0, last_contact_at: "", needs_sign_in: false };
let running = null;
let once_more = false;
let failures = 0;
let busy_rounds = 0;
let timer = 0;
let contacted = 0;

/** `{online, person, next_try_at, last_contact_at, needs_sign_in}`; person is whom the office knows, null when nobody. */
export const status = () => ({ ...known });

/** Starts the drainer: now, and whenever the network or the page comes back, something is saved, or time has passed. */
export async function start() {
  known.last_contact_at = (await get("settings", "last_contact_at")) ?? "";
  addEventListener("online", () => drainSoon());
  addEventListener("offline", () => reached(null));
  addEventListener("pageshow", (event) => event.persisted && drainSoon());
  document.addEventListener("visibilitychange", () => document.hidden || drainSoon());
  changes.addEventListener("queue", ({ detail }) => detail.saved && !detail.elsewhere && drainSoon());
  return drainSoon();
}

function drainSoon() {
  return drainNow().catch((error) => console.error(error)); // what the store refused it has told; the timer comes back
}

/** Sends what is queued; done when nothing more can be sent now. */
export function drainNow() {
  if (running) once_more = true;
  running ??= rounds().finally(() => (running = null));
  return running;
}

async function rounds() {
  clearTimeout(timer);
  try {
    do {
      once_more = false;
      if ((await alone(round)) === "elsewhere") return later(AGAIN_MILLISECONDS); // it may have looked before our last save
    } while (once_more);
    return later(await untilNext());
  } catch (error) {
    failures += 1;
    if (isFull(error)) await freeRoom().catch(() => {}); // what the office holds makes room for what it does not
    later(backoff(failures)); // the timer goes on whatever happens: nothing may wait for ever
    throw error;
  }
}

async function round() {
  await atWork();
  await takeUp();
  let answer = await reach();
  let sent = 0;
  let busy = 0;
  while (answer?.person && busy < BUSY) {
    const item = (await waiting(answer.person.id)).find(isDue);
    if (!item) break;
    let outcome = await settle(item, () => send(item, answer.csrf));
    if (outcome.came === "sign_in") {
      answer = await reach(); // one fresh token, and one more try
      if (!answer?.person) break;
      if (answer.person.id !== item.person) continue;
      outcome = await settle(item, () => send(item, answer.csrf));
    }
    if (outcome.came === "unreached") return reached(null);
    if (outcome.came === "sign_in") return reached({ ...answer, person: null });
    if (outcome.came === "held" || outcome.came === "conflict") sent += 1;
    busy = outcome.busy ? busy + 1 : 0;
    answer = await reach();
  }
  busy_rounds = busy < BUSY ? 0 : busy_rounds + 1;
  if (answer?.person) await afterwards(answer, sent);
}

async function afterwards(answer, sent) {
  if (!sent && Date.now() - contacted < CONTACT_MILLISECONDS) return;
  contacted = Date.now();
  if (await obey(await contact(answer.csrf))) {
    await contact(answer.csrf);
    return location.reload();
  }
  known.last_contact_at = now();
  await refresh();
  await letOldGo();
  tell("online", status());
}

async function reach() {
  let answer = await online();
  if (answer?.forget && (await obey(answer.forget))) {
    if (answer.person) await contact(answer.csrf);
    location.reload();
    return null;
  }
  if (answer?.person && (await isLeaving())) {
    await welcome(answer.person);
    if (!(await whoIsHere())) {
      await post(document.body.dataset.signOut, "", { csrf: answer.csrf });
      answer = await online();
    }
  }
  if (answer) await welcome(answer.person);
  reached(answer);
  return answer;
}

function reached(answer) {
  failures = answer ? 0 : failures + 1;
  const before = JSON.stringify(known);
  Object.assign(known, { online: Boolean(answer), person: answer?.person ?? null, needs_sign_in: Boolean(answer && !answer.person) });
  if (JSON.stringify(known) !== before) tell("online", status());
}

async function untilNext() {
  if (!known.online || busy_rounds) return backoff(failures + busy_rounds);
  const person = known.needs_sign_in ? null : known.person;
  const times = person ? (await waiting(person.id)).map((item) => item.not_before - Date.now()) : [];
  return Math.max(AGAIN_MILLISECONDS, Math.min(CONTACT_MILLISECONDS, ...times));
}

function later(milliseconds) {
  clearTimeout(timer);
  known.next_try_at = Date.now() + milliseconds;
  timer = setTimeout(drainSoon, milliseconds);
}
