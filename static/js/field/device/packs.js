// The data for working without a network: the day's jobs, forms and rules, fetched from the server and stored.
import { changes, emit } from "../base/changes.js";
import { learnZone } from "./company.js";
import { fetchIfChanged } from "./net.js";
import { keepPapers } from "./papers.js";
import { unsentOf, currentPerson } from "./person.js";
import { all, get, put, transaction } from "./store.js";

const ADDRESSES = document.body.dataset.packs.split(" ").filter(Boolean);
const nameOf = (address) => (address.includes("survey") ? "survey" : "day");
const WEEK = 7 * 24 * 3600 * 1000;
let known = new Map();
changes.addEventListener("pack", () => (known = new Map()));

async function pack(name) {
  const person = await currentPerson();
  if (!person) return null;
  const key = `${person.id}:${name}`;
  if (!known.has(key)) known.set(key, (await get("packs", key)) ?? null);
  return known.get(key);
}

/** The current person's jobs of today and tomorrow, or null. */
export const dayPack = async () => (await pack("day"))?.body ?? null;

/** When the day's jobs were fetched last, by this device's clock; "" where they never were. */
export const dayFetchedAt = async () => (await pack("day"))?.fetched_at ?? "";

/** The survey form, rules and known facts of the same jobs, or null. */
export const surveyPack = async () => (await pack("survey"))?.body ?? null;

/** The definition of a form in the given version, or null. */
export const formOf = async (version) => (await get("forms", version)) ?? null;

/** A set of rules by its name, or null. */
export const rulesOf = async (name) => (await get("rules", name)) ?? null;

/** The newest definition of a kind of form, for a new draft; or null. */
export async function newestForm(kind) {
  const packs = [await dayPack(), await surveyPack()];
  return packs.flatMap((body) => body?.forms ?? []).find((form) => form.kind === kind) ?? null;
}

/** Fetches every pack that has changed; true when all of them are up to date. */
export async function refreshPacks() {
  const person = await currentPerson();
  if (!person) return false;
  const results = [];
  for (const address of ADDRESSES) results.push(await refreshOne(`${person.id}:${nameOf(address)}`, address));
  await keepPapers(await dayPack(), await unsentOf(person.id));
  await deleteUnusedForms();
  if (results.includes("changed")) emit("pack", {});
  return results.length > 0 && !results.includes("failed");
}

async function refreshOne(key, address) {
  const held = await get("packs", key);
  const { status, answer, etag } = await fetchIfChanged(address, { etag: held?.etag });
  const fetched_at = new Date().toISOString();
  if (status === 304) {
    await put("packs", { ...held, fetched_at }, key);
    known.delete(key);
    return "same";
  }
  if (status !== 200) return "failed";
  await transaction(["packs", "forms", "rules"], async (tx) => {
    for (const form of answer.forms ?? []) await tx.objectStore("forms").put(form, form.version);
    for (const [name, rules] of Object.entries(answer.rules ?? {})) await tx.objectStore("rules").put(rules, name);
    await tx.objectStore("packs").put({ etag, fetched_at, body: answer }, key);
  });
  if (answer.zone) await learnZone(answer.zone);
  known.delete(key);
  return "changed";
}

/** Deletes forms and rules that no pack and no draft uses. */
export async function deleteUnusedForms() {
  const packs = (await all("packs")).map((held) => held.body);
  const drafts = await all("drafts");
  const forms = new Set([...packs.flatMap((body) => body.forms ?? []).map((form) => form.version)]);
  const rules = new Set(packs.flatMap((body) => Object.keys(body.rules ?? {})));
  for (const draft of drafts) {
    forms.add(draft.form_version);
    rules.add(draft.rules_version);
  }
  await transaction(["forms", "rules"], async (tx) => {
    for (const [name, used] of [["forms", forms], ["rules", rules]]) {
      const store = tx.objectStore(name);
      for (const key of await store.getAllKeys()) if (!used.has(key)) await store.delete(key);
    }
  });
}

/** Deletes packs older than a week of people who have nothing unsent. */
export async function deleteOldPacks() {
  const before = new Date(Date.now() - WEEK).toISOString();
  const held = await transaction(["packs"], async ({ store }) => {
    const keys = await store.getAllKeys();
    return Promise.all(keys.map(async (key) => [key, (await store.get(key)).fetched_at]));
  });
  for (const [key, at] of held) {
    if (at < before && !(await unsentOf(Number(key.split(":")[0])))) {
      await transaction(["packs"], ({ store }) => store.delete(key));
      emit("pack", {});
    }
  }
}
