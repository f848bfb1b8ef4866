// The person using this device: whoever signed in last, remembered without a network; nobody when it is locked.
import { emit } from "../base/changes.js";
import { factsKey } from "./fact_keys.js";
import { all, byIndex, get, put, transaction } from "./store.js";

const UNSENT = new Set(["queued", "sending", "blocked"]);

const tasksBeforeSignOut = [];

/** Registers work to do before a sign-out, such as writing what is unsaved. */
export const beforeSignOut = (work) => tasksBeforeSignOut.push(work);

/** The person whose work is shown, or null when the device is locked. */
export const currentPerson = async () => (await get("settings", "person")) ?? null;

/** Accepts the person signed in at the server; whoever signed out here stays out until they sign in again. */
export async function acceptPerson(person) {
  const before = await currentPerson();
  const leaving = await get("settings", "leaving");
  if (!person) {
    if (leaving) await put("settings", null, "leaving");
    return before;
  }
  if (leaving === person.id) return null;
  if (before?.id === person.id && before.name === person.name) return before;
  await transaction(["settings"], async ({ store }) => {
    await store.put({ id: person.id, name: person.name }, "person");
    await store.put(null, "leaving");
  });
  emit("pack", {});
  return person;
}

/** Whether the server session of somebody who signed out here has still to be ended. */
export const isSignOutPending = async () => Boolean(await get("settings", "leaving"));

/** How many of these items and drafts the server has not received yet. */
export function countUnsent(items, drafts) {
  const open = drafts.filter((draft) => draft.change > draft.submitted_change);
  return items.filter((item) => UNSENT.has(item.state)).length + open.length;
}

const isCounted = (item) => !item.aside; // handed to the office: it goes by itself, and nothing waits for it

/** How many items and drafts of this person the server has not received yet, except what was put aside. */
export const unsentOf = async (person) =>
  countUnsent((await byIndex("items", "person", person)).filter(isCounted), await byIndex("drafts", "person", person));

/** How many items and drafts of anybody the server has not received yet, except what was put aside. */
export const unsentOnDevice = async () => countUnsent((await all("items")).filter(isCounted), await all("drafts"));

/** Locks the device: unsent work stays for its person, locked; the day's jobs and papers are deleted. */
export async function signOutLocally() {
  const person = await currentPerson();
  if (!person) return;
  for (const work of tasksBeforeSignOut) await work();
  const names = ["settings", "packs", "papers", "drafts", "items", "blobs"];
  await transaction(names, async (tx) => {
    await tx.objectStore("settings").put(null, "person");
    await tx.objectStore("settings").put(person.id, "leaving");
    const own = (name) => tx.objectStore(name).index("person").getAll(person.id);
    await removeDayOf(person.id, tx);
    if (!countUnsent(await own("items"), await own("drafts"))) await removeWorkOf(person.id, tx);
  });
  emit("queue", {});
  emit("pack", {});
}

async function removeDayOf(person, tx) {
  for (const key of await tx.objectStore("packs").getAllKeys()) {
    if (String(key).startsWith(`${person}:`)) await tx.objectStore("packs").delete(key);
  }
  await tx.objectStore("papers").clear();
}

async function removeWorkOf(person, tx) {
  for (const name of ["drafts", "items"]) {
    for (const key of await tx.objectStore(name).index("person").getAllKeys(person)) {
      await tx.objectStore(name).delete(key);
      if (name === "items") await tx.objectStore("blobs").delete(key);
    }
  }
  const settings = tx.objectStore("settings");
  for (const name of ["place", "unsaid", "ink"]) await settings.delete(`${name}:${person}`);
  for (const key of await settings.getAllKeys()) if (String(key).startsWith(factsKey(`${person}/`))) await settings.delete(key);
}
