// Ids that the device makes: of itself once, of each thing that it sends.
import { get, transaction } from "./store.js";

/** A new id for one photo, signature, reading or form. */
export const newId = () => crypto.randomUUID();

/** This device's own id, made on first use and the same ever after. */
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

/** The instant by this device's clock. */
export const now = () => new Date().toISOString();
