// A job's form while it is being filled in: its draft, definition, the server's values, and the verdict.
import { addReading, openDraft, setField, strikeReading } from "../drafts/drafts.js";
import { evaluate } from "../rules/eligibility.js";
import { fieldOf, isAnswered, isAsked, isRequired, readingsOf, valuesOf } from "../rules/form_state.js";
import { formOf, newestForm, rulesOf } from "../device/packs.js";
import { jobFacts } from "../drafts/job_facts.js";
import { afterPress } from "../base/pressing.js";
import { photosOfSlot, stateOfSlots } from "../photos/slot_state.js";

const OF_THE_ADAPTER = { approval: "device_approval", isolating: "device_isolating", max_circuit_amps: "device_max_circuit_amps" };

/** Opens one form of one job; null where this device does not have the job or the form. */
export async function openWork(number, kind) {
  const facts = await jobFacts(number, kind);
  if (!facts) return null;
  const draft = await openDraft(number, kind);
  const form = (await formOf(draft.form_version)) ?? (await newestForm(kind));
  if (!form) return null;
  const rules = await rulesOf(draft.rules_version || facts.given.ruleset || "");
  const work = { ...facts, number, kind, draft, form, rules, listeners: new Set() };
  await refreshPhotos(work);
  evaluateAnswers(work);
  return work;
}

/** Reads the server's values and the photos again, and notifies the page. */
export async function refreshWork(work) {
  const facts = await jobFacts(work.number, work.kind);
  if (facts) {
    Object.assign(work, facts);
    await openDraft(work.number, work.kind); // updates the bases of fields that were not changed here
  }
  await refreshPhotos(work);
}

/** Reads the photos of the job again and notifies the page. */
export async function refreshPhotos(work) {
  work.slots = await stateOfSlots(work);
  if (work.values) changed(work);
}

/** Answers a question; the page is redrawn after the press, the answer is stored within a second. */
export function answer(work, name, patch) {
  setField(work.draft, name, { cannot_tell: "", photo: undefined, ...patch });
  changed(work);
}

/** Adds a reading; earlier ones stay. */
export function recordReading(work, name, value) {
  addReading(work.draft, name, value);
  changed(work);
}

/** Draws again what shows the form, after a press in progress. */
export function redraw(work) {
  for (const listener of work.listeners) afterPress(listener);
}

/** Strikes a reading out: it stays in sight and in the history, and counts no more. */
export function strikeOut(work, reading) {
  strikeReading(work.draft, reading);
  changed(work);
}

/** Calls `listener` after each change. */
export function onChange(work, listener) {
  work.listeners.add(listener);
}

/** The answer to a question. */
export const answered = (work, name) => fieldOf(name, work.draft, work.given);

/** The readings of a name, newest first. */
export const readings = (work, name) => readingsOf(name, work.draft, work.given);

/** The chosen adapter or car, from the lists of the pack; or null. */
export function chosen(work, name, list) {
  const id = answered(work, name).value;
  return (work.survey?.[list] ?? []).find((each) => each.id === id) ?? null;
}

/** Every question, photo and card in the form's order: `{section, name, kind, key, thing, asked, required, done}`. */
export function stepsOf(work) {
  return work.form.sections.flatMap((section) => section.items.map((name) => step(work, section, name)));
}

function step(work, section, name) {
  const [prefix, rest] = name.includes(":") ? name.split(":") : ["item", name];
  const thing = { item: work.form.items, photo: work.form.slots, card: cardsOf(work.form) }[prefix]?.[rest] ?? {};
  const found = { section: section.name, name, kind: prefix, key: rest, thing };
  return { ...found, asked: isAsked(thing, work.values), required: isRequired(thing, work.values), done: isDone(work, found) };
}

function isDone(work, { kind, key, name, thing }) {
  if (kind === "photo") return photosOfSlot(work, key).held || isAnswered(answered(work, name));
  if (kind === "card") return Object.keys(thing.sets ?? {}).every((each) => isAnswered(answered(work, each)) || !isAsked(work.form.items[each] ?? {}, work.values));
  if (thing.type === "rows") return isFull(thing, answered(work, key).value);
  return thing.keeps === "reading" ? readings(work, key).some((each) => !each.struck_at) : isAnswered(answered(work, key));
}

const isFull = ({ columns }, rows) => rows?.length > 0 && rows.every((row) => columns.every(({ name }) => isAnswered({ value: row[name] })));

/** The cards of a form by their names. */
export const cardsOf = (form) => Object.fromEntries((form.cards ?? []).map((card) => [card.name, card]));

/** What is required and open, in the form's order. */
export const openSteps = (work) => stepsOf(work).filter((each) => each.required && !each.done);

function changed(work) {
  evaluateAnswers(work);
  redraw(work);
}

function evaluateAnswers(work) {
  work.values = valuesOf(work.form, work.draft, { ...work.given, known: knownOf(work) });
  if (!work.rules) return;
  work.facts = factsOf(work);
  work.answer = evaluate(work.facts, work.rules);
}

function knownOf(work) {
  const adapter = chosen(work, "adapter", "adapters");
  const ofAdapter = adapter ? Object.entries(OF_THE_ADAPTER).map(([from, to]) => [to, adapter[from]]) : [];
  return { ...work.given.known, ...Object.fromEntries(ofAdapter) };
}

/** The facts as the server takes them: plain values, unknown ones left out. */
function factsOf(work) {
  const facts = {};
  const known = knownOf(work);
  for (const { name } of work.rules.facts.facts) {
    const value = work.form.items[name] ? answered(work, name).value : known[name];
    if (value !== null && value !== undefined && value !== "") facts[name] = value;
  }
  return facts;
}

