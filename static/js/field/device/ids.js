// Ids created on the device: its own, once, and one for each item that it sends.
import { get, transaction } from "./store.js";

/** A new id for a photo, signature, reading or form. */
export const newId = () => crypto.randomUUID();

/** This device's id, created on first use and never changed. */
export async function tabletId() {
  const known = await get("settings", "tablet");
  if (known) return known;
  return transaction(["settings"], async (tx) => {
    const settings = tx.objectStore("settings");
    const id = (await settings.get("tablet")) ?? newId();
    await settings.put(id, "tablet");
    return id;
  });
}

/** The current time by this device's clock, as an ISO instant. */
export const now = () => new Date().toISOString();
