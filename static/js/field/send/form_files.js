// The files that a waiting form names: one that was refused or taken again leaves it, so that nothing waits for it.
import { emit } from "../base/changes.js";
import { sha256 } from "../base/hashes.js";
import { isHeld } from "../device/item_states.js";
import { byIndex, transaction } from "../device/store.js";

/**
 * Lets every waiting form of the file's job name `instead`, or no file, in its place; the forms then go by themselves. A form
 * that is sent without a photo tells the office so, with the sentence that refused it.
 */
export async function leaveOut(file, instead = null) {
  const forms = (await byIndex("items", "job", file.job)).filter((item) => isWaiting(item) && names(item, file.id));
  const changed = await Promise.all(forms.map((form) => without(form, file, instead)));
  await transaction(["items"], async ({ store }) => {
    for (const form of changed) if (isWaiting(await store.get(form.id))) await store.put(form);
  });
  if (changed.length) emit("queue", { saved: true });
  return changed.length;
}

const isWaiting = (item) => item?.type === "form" && !isHeld(item) && item.state !== "sending";
const names = (form, id) => form.files.some((file) => file.id === id);

async function without(form, file, instead) {
  const body = JSON.parse(form.body);
  for (const name of ["photos", "signatures"]) body[name] = body[name]?.filter(({ id }) => id !== file.id);
  if (instead) body.photos.push({ id: instead.id, slot: instead.slot, sha256: instead.sha256 });
  else if (file.type === "photo") body.without = [...(body.without ?? []), { photo: file.id, slot: file.slot, because: file.reason }];
  for (const field of Object.values(body.fields ?? {})) if (field.photo === file.id) field.photo = instead?.id ?? null;
  const files = form.files.filter(({ id }) => id !== file.id);
  if (instead) files.push({ id: instead.id, sha256: instead.sha256 });
  const text = JSON.stringify(body);
  return { ...form, body: text, sha256: await sha256(text), files, state: "queued", misses: 0, not_before: 0 };
}
