// How much room the device has, and whether the browser promised to keep what is stored.
import { changes, emit } from "../base/changes.js";

const MB = 1_000_000;
const LITTLE_MB = 200;
let refused = false; // Chromium names a quota that it does not give: a write that failed knows better
changes.addEventListener("storage", ({ detail }) => (refused ||= Boolean(detail.full)));

/** Asks the browser never to clear this app's storage; true when it promised. */
export async function requestPersistence() {
  const keeps = Boolean(await navigator.storage?.persist?.().catch(() => false));
  emit("storage", { keeps });
  return keeps;
}

/** Room was made: photos of full size are tried again. */
export const spaceWasFreed = () => (refused = false);

/** `{free_mb, keeps, private, little}`; free_mb is null where the browser does not say. */
export async function storageSpace() {
  const estimate = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const free_mb = estimate.quota ? Math.max(0, Math.floor((estimate.quota - (estimate.usage ?? 0)) / MB)) : null;
  const keeps = Boolean(await navigator.storage?.persisted?.().catch(() => false));
  return { free_mb, keeps, private: await isPrivate(), little: refused || (free_mb !== null && free_mb < LITTLE_MB) };
}

async function isPrivate() {
  if (!("serviceWorker" in navigator)) return true;
  try {
    await navigator.storage?.getDirectory?.(); // Safari refuses it in a private window
    return false;
  } catch {
    return true;
  }
}
