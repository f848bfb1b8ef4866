// The queue of submitted forms and steps with their files: what is in it, in which state, and what each waits for.
import { emit } from "../base/changes.js";
import { isFile, isHeld, updateItems, groupOf } from "../device/item_states.js";
import { currentPerson } from "../device/person.js";
import { byIndex } from "../device/store.js";

/** All items of the current person, drafts with unsent changes included, oldest first. */
export async function list() {
  const person = await currentPerson();
  if (!person) return [];
  const drafts = (await byIndex("drafts", "person", person.id)).filter((draft) => draft.change > draft.submitted_change);
  const open = drafts.map((draft) => ({ ...draft, id: draft.key, type: "draft", state: "draft", made_at: draft.started_at }));
  const items = [...open, ...(await byIndex("items", "person", person.id))];
  const shown = items.map((item) => ({ ...item, seen: groupOf(item.state) }));
  return shown.sort((one, other) => one.made_at.localeCompare(other.made_at));
}

/** The items of a list that must be with the office before this one goes. */
export function waitsFor(item, items) {
  if (item.type !== "form" || item.state !== "queued") return [];
  const named = new Set([...item.files.map(({ id }) => id), item.after]);
  return items.filter((each) => named.has(each.id) && !isHeld(each) && (isFile(each) || each.state !== "blocked"));
}

/** How many items are here (on this device), sending, held (by the office), and need the person. */
export async function counts() {
  const tally = { here: 0, sending: 0, held: 0, needs: 0 };
  for (const item of await list()) tally[item.seen] += 1;
  return tally;
}

const AGAIN = { state: "queued", attempts: 0, not_before: 0, not_until: "", misses: 0, reason: "" };

/** Queues one blocked or waiting item again, to be sent now. */
export async function retry(id) {
  await updateItems([id], AGAIN, isOpen);
  emit("queue", { saved: true, now: true });
}

/** Queues every blocked or waiting item again, to be sent now. */
export async function retryAll() {
  const ids = (await list()).filter((item) => item.type !== "draft").map((item) => item.id);
  await updateItems(ids, AGAIN, isOpen);
  emit("queue", { saved: true, now: true });
}

const isOpen = (item) => item.state === "blocked" || item.state === "queued";
