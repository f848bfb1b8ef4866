// What a person may do with an item that the office refused, or that does not get through: nothing is stuck for good.
import { emit } from "../base/changes.js";
import { leaveOut } from "./form_files.js";
import { isFile, isHeld, updateItems } from "../device/item_states.js";
import { get, transaction } from "../device/store.js";

const QUEUED = { state: "queued", attempts: 0, not_before: 0, not_until: "", misses: 0 };

/** Lets the forms that wait for a photo go without it; the photo itself stays as it is. */
export async function sendWithout(file) {
  await updateItems([file.id], { left_out: true });
  await leaveOut(file);
}

/** Hands an item to the office as it is: it is stored there with the sentence that refused it, and the office settles it. */
export async function putAside(item) {
  if (isFile(item)) await leaveOut(item);
  await updateItems([item.id], { ...QUEUED, aside: true, refused: item.reason, reason: "" }, (each) => !isHeld(each));
  emit("queue", { saved: true, now: true });
}

/** Deletes an item that the office does not have, a form together with the answers of its draft. */
export async function discard(item) {
  if (isFile(item)) await leaveOut(item);
  await transaction(["items", "blobs", "drafts"], async (tx) => {
    const stored = await tx.objectStore("items").get(item.id);
    if (!stored || isHeld(stored)) return;
    await tx.objectStore("items").delete(item.id);
    await tx.objectStore("blobs").delete(item.id);
    const draft = item.draft && (await tx.objectStore("drafts").get(item.draft));
    if (draft?.last_form === item.id && draft.change === draft.submitted_change) await tx.objectStore("drafts").delete(item.draft);
  });
  if (item.draft && !(await get("drafts", item.draft))) emit("discarded", { key: item.draft });
  emit("queue", {});
}
