// In which order things go: steps of an appointment, then files one by one, then the forms that name them.
import { isFile, isHeld, updateItems } from "../device/item_states.js";
import { all, byIndex } from "../device/store.js";

/** Puts back what a page was sending when it was killed. */
export async function requeueInterrupted() {
  const stuck = (await byIndex("items", "state", "sending")).map((item) => item.id);
  if (stuck.length) await updateItems(stuck, { state: "queued" }, (item) => item.state === "sending");
}

/** A person's items that may go now, in order; a form comes when its files and the form before it are through. */
export async function readyToSend(person) {
  const items = (await all("items")).filter((item) => item.person === person);
  const held = new Map(items.map((item) => [item.id, item]));
  const ready = items.filter((item) => item.state === "queued" && (isFile(item) || isReady(item, held)));
  return ready.sort((one, other) => rank(one) - rank(other) || one.made_at.localeCompare(other.made_at));
}

function isReady(form, held) {
  const before = held.get(form.after);
  if (before && !isHeld(before) && before.state !== "blocked") return false;
  return form.files.every((file) => !held.has(file.id) || isHeld(held.get(file.id)));
}

function rank(item) {
  if (item.kind === "step" && !isFile(item)) return 0;
  return isFile(item) ? 1 : 2;
}
