// The states of an item to be sent (draft, queued, sending, acked, aside, blocked, conflict) and the groups people see.
import { emit } from "../base/changes.js";
import { transaction } from "./store.js";

const GROUPS = { draft: "here", queued: "here", sending: "sending", acked: "held", conflict: "held", aside: "held", blocked: "needs" };

/** The group of a state: here (on this device), sending, held (by the office), needs (the person). */
export const groupOf = (state) => GROUPS[state];

/** Whether the server has received the item. */
export const isHeld = (item) => groupOf(item.state) === "held";

/** Whether the item is a file: a photo or a signature. */
export const isFile = (item) => item.type !== "form";

/** Updates items in one transaction, except those that are gone or for which `only` is false. Returns the updated ones. */
export async function updateItems(ids, patch, only = () => true) {
  const updated = await transaction(["items"], async ({ store }) => {
    const written = [];
    for (const id of ids) {
      const item = await store.get(id);
      if (!item || !only(item)) continue;
      written.push({ ...item, ...patch });
      await store.put(written.at(-1));
    }
    return written;
  });
  if (updated.length) emit("queue", {});
  return updated;
}
