// Drafts: what is entered and not sent yet. Every change is on the disk within 150 ms, field by field, so that two tabs
// never overwrite each other.
import { changes } from "../base/changes.js";
import { dayOf, today } from "../base/company_time.js";
import { noChanges, mergeStored, write } from "./draft_writes.js";
import { newId, now } from "../device/ids.js";
import { jobFacts } from "./job_facts.js";
import { dayPack, newestForm } from "../device/packs.js";
import { beforeSignOut, currentPerson } from "../device/person.js";
import { get } from "../device/store.js";

const SOON_MILLISECONDS = 50; // with the write itself, on the disk within 150 ms
const RETRY_MILLISECONDS = 2_000;
const opened = new Map();
let timer = 0;
let writing = Promise.resolve();

/** The draft of a job's form; a new one starts with the newest definition. */
export async function openDraft(job, kind) {
  const person = await currentPerson();
  if (!person) throw new Error("Nobody is signed in on this device.");
  const key = `${person.id}/${job}/${kind}`;
  if (!opened.has(key)) {
    const draft = (await get("drafts", key)) ?? (await newDraft(key, person.id, job, kind));
    if (!opened.has(key)) opened.set(key, { draft, unsaved: noChanges(), inFlight: noChanges(), bases: {} });
  }
  const entry = opened.get(key);
  const known = (await jobFacts(job, kind))?.given.fields ?? {};
  entry.bases = Object.fromEntries(Object.entries(known).map(([name, field]) => [name, field.base ?? ""]));
  return entry.draft;
}

async function newDraft(key, person, job, kind) {
  const rules = (await jobFacts(job, kind))?.given.ruleset;
  const form_version = (await newestForm(kind))?.version ?? "";
  const versions = { form_version, rules_version: rules ?? "" };
  const empty = { fields: {}, readings: [], change: 0, submitted_change: 0, place: {} };
  return { key, person, job, kind, appointment: await visitFor(job, kind), ...versions, ...empty, started_at: now(), changed_at: "" };
}

// the visit in whose card the form is begun: one of today that is for this form, else the job's first
async function visitFor(job, kind) {
  const visits = ((await dayPack())?.appointments ?? []).filter((each) => each.job === job);
  const isNow = (each) => dayOf(each.starts_at) === today();
  const isFor = (each) => isNow(each) && (each.offers ?? []).includes(kind);
  return (visits.find(isFor) ?? visits.find(isNow) ?? visits[0])?.id ?? null;
}

/** Changes one field; written soon, without waiting for it. */
export function setField(draft, name, patch) {
  const entry = opened.get(draft.key);
  const base = draft.fields[name]?.base ?? entry.bases[name] ?? "";
  draft.fields[name] = { ...draft.fields[name], ...patch, base, at: now() };
  entry.unsaved.fields.add(name);
  changed(entry);
}

/** Adds a reading; readings are never changed or deleted, only struck out. */
export function addReading(draft, name, value) {
  const entry = opened.get(draft.key);
  const reading = { id: newId(), name, value: String(value), at: now() };
  draft.readings.push(reading);
  entry.unsaved.readings.add(reading.id);
  changed(entry);
  return reading;
}

/** Strikes a reading out, one of this draft or one that the server has: it is sent once more with the instant. */
export function strikeReading(draft, { id, name, value, at }) {
  const entry = opened.get(draft.key);
  const others = draft.readings.filter((each) => each.id !== id);
  draft.readings = [...others, { id, name, value: String(value), at, struck_at: now() }];
  entry.unsaved.readings.add(id);
  changed(entry);
}

/** Saves where the person is: `{route, scroll}`. */
export function rememberPlace(draft, place) {
  const entry = opened.get(draft.key);
  draft.place = place;
  entry.unsaved.place = true;
  soon();
}

/** Saves typed text that is not an answer (yet), to show it again after a reload; "" deletes it. */
export function rememberTyped(draft, name, text) {
  if ((draft.place?.typed?.[name] ?? "") === text) return;
  rememberPlace(draft, { ...draft.place, typed: { ...draft.place?.typed, [name]: text } });
}

/** Where the person was last, for the next start; or null. */
export async function lastPlace() {
  const person = await currentPerson();
  return person ? ((await get("settings", `place:${person.id}`)) ?? null) : null;
}

/** Writes all unsaved changes; resolves when they are on disk and rejects when they are not. */
export function flush() {
  clearTimeout(timer);
  timer = 0;
  writing = writing.catch(() => {}).then(writeAll);
  writing.catch(() => soon(RETRY_MILLISECONDS)); // already reported by the store; it stays unsaved and is retried
  return writing;
}

function changed(entry) {
  entry.draft.changed_at = now();
  soon();
}

function soon(milliseconds = SOON_MILLISECONDS) {
  timer ||= setTimeout(flush, milliseconds);
}

async function writeAll() {
  for (const entry of opened.values()) await write(entry);
}

async function reload(key) {
  const entry = opened.get(key);
  const stored = entry && (await get("drafts", key));
  if (stored) mergeStored(entry, stored);
}

async function close() {
  await flush();
  opened.clear();
}

changes.addEventListener("draft", ({ detail }) => reload(detail.key));
changes.addEventListener("forgotten", () => opened.clear());
changes.addEventListener("discarded", ({ detail }) => opened.delete(detail.key));
document.addEventListener("visibilitychange", () => document.hidden && flush());
beforeSignOut(close);
