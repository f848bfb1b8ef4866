// The order of sending: steps of an appointment, then files one by one, then the forms that name them. What failed goes
// behind what was tried less often, so that no item holds up another job's.
import { isFile, isHeld, updateItems } from "../device/item_states.js";
import { all, byIndex } from "../device/store.js";

/** Queues again what a page was sending when it was killed. */
export async function requeueInterrupted() {
  const interrupted = (await byIndex("items", "state", "sending")).map((item) => item.id);
  if (interrupted.length) await updateItems(interrupted, { state: "queued" }, (item) => item.state === "sending");
}

/** A person's items that may be sent now, in order; a form follows its files and the form before it. */
export async function readyToSend(person) {
  const items = (await all("items")).filter((item) => item.person === person);
  const known = new Map(items.map((item) => [item.id, item]));
  const ready = items.filter((item) => item.state === "queued" && (isFile(item) || isReady(item, known)));
  return ready.sort((one, other) => one.attempts - other.attempts || rank(one) - rank(other) || one.made_at.localeCompare(other.made_at));
}

function isReady(form, known) {
  if (form.aside) return true;
  const before = known.get(form.after);
  if (before && !isHeld(before) && before.state !== "blocked") return false;
  return form.files.every((file) => !known.has(file.id) || isHeld(known.get(file.id)));
}

function rank(item) {
  if (item.kind === "step" && !isFile(item)) return 0;
  return isFile(item) ? 1 : 2;
}
