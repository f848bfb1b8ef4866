// Exports the current person's unsent work as one zip: queue.json with each form's text as it would be sent, and the files.
import { downloadZip } from "../../../vendor/client-zip/index.js";
import { flush } from "../drafts/drafts.js";
import { now, tabletId } from "../device/ids.js";
import { isFile, isHeld } from "../device/item_states.js";
import { currentPerson } from "../device/person.js";
import { byIndex, get } from "../device/store.js";

/** A zip of everything that the server has not received, with the files that its forms name. */
export async function exportZip() {
  await flush();
  const person = await currentPerson();
  if (!person) throw new Error("Nobody is signed in on this device.");
  const items = await wanted(person.id);
  const drafts = await byIndex("drafts", "person", person.id);
  const exported = {
    made_by: "kilowire-field", version: 1, exported_at: now(), tablet: await tabletId(), person,
    app: document.body.dataset.version, items, drafts: drafts.filter((draft) => draft.change > draft.submitted_change),
  };
  return downloadZip(entries(exported), { buffersAreUTF8: true }).blob();
}

async function wanted(person) {
  const items = await byIndex("items", "person", person);
  const open = items.filter((item) => !isHeld(item));
  const named = new Set(open.flatMap((item) => (item.files ?? []).map(({ id }) => id)));
  return items.filter((item) => !isHeld(item) || named.has(item.id));
}

async function* entries(exported) {
  yield { name: "queue.json", input: JSON.stringify(exported, null, 1) };
  for (const item of exported.items.filter(isFile)) {
    const held = await get("blobs", item.id);
    if (held) yield { name: `blobs/${item.id}`, input: held.bytes };
  }
}
