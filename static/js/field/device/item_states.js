// The states of what is to be sent: draft, queued, sending, acked, blocked, conflict; and what people see of them.
import { emit } from "../base/changes.js";
import { transaction } from "./store.js";

const SEEN = { draft: "here", queued: "here", sending: "sending", acked: "held", conflict: "held", blocked: "needs" };

/** What people see of a state: here (on this device), sending, held (by the office), needs (you). */
export const groupOf = (state) => SEEN[state];

/** Whether the office holds it. */
export const isHeld = (item) => item.state === "acked" || item.state === "conflict";

/** Whether it is a file: a photo or a signature. */
export const isFile = (item) => item.type !== "form";

/** Changes items in one go; those that are gone or that `only` does not want are left. Gives back the changed ones. */
export async function updateItems(ids, patch, only = () => true) {
  const changed = await transaction(["items"], async ({ store }) => {
    const made = [];
    for (const id of ids) {
      const item = await store.get(id);
      if (!item || !only(item)) continue;
      made.push({ ...item, ...patch });
      await store.put(made.at(-1));
    }
    return made;
  });
  if (changed.length) emit("queue", {});
  return changed;
}
