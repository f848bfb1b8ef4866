// How much storage the device has left, and whether the browser keeps it persistently.
import { changes, emit } from "../base/changes.js";

const MB = 1_000_000;
const LOW_MB = 200;
const FULL_MB = 5;
const USED = "kilowire-tablet";
let forgot = false;
let wasFull = false; // Chromium reports a quota that it does not grant: a failed write is the better sign
changes.addEventListener("storage", ({ detail }) => (wasFull ||= Boolean(detail.full)));

/** Asks the browser for persistent storage; true when it was granted. */
export async function requestPersistence() {
  const persistent = Boolean(await navigator.storage?.persist?.().catch(() => false));
  emit("storage", { persistent });
  return persistent;
}

/** Tells that space was freed, so that photos are stored in full size again. */
export const spaceWasFreed = () => (wasFull = false);

/** `{free_mb, persistent, private, low, full, forgot}`; `free_mb` is null where the browser does not say. */
export async function storageSpace() {
  const estimate = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const free_mb = estimate.quota ? Math.max(0, Math.floor((estimate.quota - (estimate.usage ?? 0)) / MB)) : null;
  const persistent = Boolean(await navigator.storage?.persisted?.().catch(() => false));
  const isBelow = (mb) => free_mb !== null && free_mb < mb;
  return { free_mb, persistent, private: await isPrivate(), low: wasFull || isBelow(LOW_MB), full: isBelow(FULL_MB), forgot };
}

/**
 * Finds out whether the browser has deleted this device's database since the last start: a cookie outlives it. `isNew`
 * says whether the database had to be made.
 */
export function noteStart(isNew) {
  forgot = isNew && document.cookie.includes(`${USED}=`);
  document.cookie = `${USED}=1; path=${location.pathname}; max-age=34560000; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;
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
