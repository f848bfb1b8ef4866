// Deletes what is no longer needed: nothing before its receipt, everything seven days after it, and all of it when the
// office orders this device erased.
import { emit } from "../base/changes.js";
import { isOrphan } from "./fact_keys.js";
import { isFile, isHeld } from "./item_states.js";
import { deleteOldPacks } from "./packs.js";
import { countUnsent } from "./person.js";
import { all, transaction } from "./store.js";
import { spaceWasFreed, storageSpace } from "./storage_space.js";

const WEEK = 7 * 24 * 3600 * 1000;
const ERASED_STORES = ["packs", "forms", "rules", "papers", "drafts", "items", "blobs"];

/** Deletes what the server has had for seven days, and more where storage is low. */
export async function deleteOld() {
  const items = await all("items");
  const drafts = await all("drafts");
  const old = items.filter((item) => isHeld(item) && isWeekOld(item.acked_at));
  const isNeeded = neededByUnsentWork(items, drafts);
  const finished = drafts.filter((draft) => isDone(draft, items));
  await transaction(["items", "blobs", "drafts", "settings"], async (tx) => {
    for (const { id, ...item } of old) {
      await tx.objectStore("blobs").delete(id);
      if (!isNeeded(item, id)) await tx.objectStore("items").delete(id);
    }
    for (const draft of finished) await tx.objectStore("drafts").delete(draft.key);
    const settings = tx.objectStore("settings");
    const drafted = new Set(await tx.objectStore("drafts").getAllKeys());
    for (const key of (await settings.getAllKeys()).filter((each) => isOrphan(each, drafted))) {
      if (isWeekOld((await settings.get(key)).at)) await settings.delete(key);
    }
  });
  if (old.length) spaceWasFreed();
  await deleteOldPacks();
  if ((await storageSpace()).low) await freeSpace();
}

/** Deletes the bytes of files that the server has received together with their form, oldest first. */
export async function freeSpace() {
  const items = await all("items");
  const isNeeded = neededByUnsentWork(items, await all("drafts"));
  const inForms = new Set(items.filter((item) => !isFile(item) && isHeld(item)).flatMap((form) => form.files.map(({ id }) => id)));
  const free = items.filter((item) => isFile(item) && isHeld(item) && inForms.has(item.id) && !isNeeded(item, item.id));
  free.sort((one, other) => one.acked_at.localeCompare(other.acked_at));
  await transaction(["blobs"], async ({ store }) => {
    for (const { id } of free.slice(0, 40)) await store.delete(id);
  });
}

function neededByUnsentWork(items, drafts) {
  const forms = items.filter((item) => !isFile(item) && !isHeld(item));
  const ids = new Set(forms.flatMap((form) => form.files.map(({ id }) => id)));
  const open = new Set(drafts.filter((draft) => draft.change > draft.submitted_change).map((draft) => draft.key));
  return (item, id) => ids.has(id) || open.has(`${item.person}/${item.job}/${item.kind}`);
}

function isDone(draft, items) {
  if (draft.change > draft.submitted_change) return false;
  if (!draft.last_form) return isWeekOld(draft.started_at); // opened, and nothing entered
  const form = items.find((item) => item.id === draft.last_form);
  return !form || (isHeld(form) && isWeekOld(form.acked_at));
}

function isWeekOld(at) {
  return Math.abs(Date.now() - Date.parse(at)) > WEEK; // far in the future: the clock was wrong at the time
}

/**
 * Erases everybody's work on this device, unsent work only if `unsentToo`; true if it did. The device's id stays, so
 * that the office knows which device was erased.
 */
export async function eraseAll(unsentToo) {
  const erased = await transaction([...ERASED_STORES, "settings"], async (tx) => {
    const unsent = countUnsent(await tx.objectStore("items").getAll(), await tx.objectStore("drafts").getAll());
    if (unsent && !unsentToo) return false;
    for (const name of ERASED_STORES) await tx.objectStore(name).clear();
    const settings = tx.objectStore("settings");
    for (const key of await settings.getAllKeys()) if (key !== "tablet") await settings.delete(key);
    await settings.put(true, "forgot");
    return true;
  });
  if (!erased) return false;
  emit("forgotten", {});
  emit("queue", {});
  emit("pack", {});
  return true;
}
