// Why visits could not be done, as far as it is said and not handed in yet: on the disk with each key that is pressed.
import { whoIsHere } from "../device/person.js";
import { get, together } from "../device/store.js";

const EMPTY = { because: "", photo: null };

/** Under which name a person's unsaid reasons are kept. */
export const unsaidKey = (person) => `unsaid:${person}`;

/** What is said so far of an appointment: `{because, photo}`. */
export async function unsaidOf(appointment) {
  const person = await whoIsHere();
  const held = person && (await get("settings", unsaidKey(person.id)));
  return held?.[appointment] ?? { ...EMPTY };
}

/** Keeps what is said so far of an appointment; done when it is on the disk. */
export async function keepUnsaid(appointment, said) {
  const person = await whoIsHere();
  if (person) await together(["settings"], (tx) => changed(tx, person.id, appointment, said));
}

/** Lets go of what was said of an appointment, inside the transaction that hands it in. */
export const said = (tx, person, appointment) => changed(tx, person, appointment, undefined);

async function changed(tx, person, appointment, words) {
  const store = tx.objectStore("settings");
  const held = (await store.get(unsaidKey(person))) ?? {};
  await store.put({ ...held, [appointment]: words }, unsaidKey(person));
}
