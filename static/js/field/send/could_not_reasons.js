// Drafts of why an appointment could not be done, stored with each key that is pressed until the step is queued.
import { currentPerson } from "../device/person.js";
import { get, transaction } from "../device/store.js";

const EMPTY = { because: "", photo: null };

const reasonsKey = (person) => `unsaid:${person}`; // a stored key: it stays as it is

/** The draft for an appointment: `{because, photo}`. */
export async function reasonFor(appointment) {
  const person = await currentPerson();
  const held = person && (await get("settings", reasonsKey(person.id)));
  return held?.[appointment] ?? { ...EMPTY };
}

/** Stores the draft for an appointment; resolves when it is on disk. */
export async function saveReason(appointment, reason) {
  const person = await currentPerson();
  if (person) await transaction(["settings"], (tx) => write(tx, person.id, appointment, reason));
}

/** Deletes the draft for an appointment, inside the transaction that queues its step. */
export const deleteReason = (tx, person, appointment) => write(tx, person, appointment, undefined);

async function write(tx, person, appointment, reason) {
  const store = tx.objectStore("settings");
  const held = (await store.get(reasonsKey(person))) ?? {};
  await store.put({ ...held, [appointment]: reason }, reasonsKey(person));
}
