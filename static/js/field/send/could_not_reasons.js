// Why visits could not be done, as far as it is said and not handed in yet: on the disk with each key that is pressed.
import { currentPerson } from "../device/person.js";
import { get, transaction } from "../device/store.js";

const EMPTY = { because: "", photo: null };

/** Under which name a person's unsaid reasons are kept. */
const reasonsKey = (person) => `unsaid:${person}`;

/** What is said so far of an appointment: `{because, photo}`. */
export async function reasonFor(appointment) {
  const person = await currentPerson();
  const held = person && (await get("settings", reasonsKey(person.id)));
  return held?.[appointment] ?? { ...EMPTY };
}

/** Keeps what is said so far of an appointment; done when it is on the disk. */
export async function saveReason(appointment, reason) {
  const person = await currentPerson();
  if (person) await transaction(["settings"], (tx) => changed(tx, person.id, appointment, reason));
}

/** Lets go of what was said of an appointment, inside the transaction that hands it in. */
export const deleteReason = (tx, person, appointment) => changed(tx, person, appointment, undefined);

async function changed(tx, person, appointment, words) {
  const store = tx.objectStore("settings");
  const held = (await store.get(reasonsKey(person))) ?? {};
  await store.put({ ...held, [appointment]: words }, reasonsKey(person));
}
