// One drainer for all tabs. Where a browser has no locks, or lost one with a frozen page, the office's sameness covers us.
import { get, put } from "../device/store.js";

const NAME = "kilowire-drain";
const SILENT_MILLISECONDS = 300_000;
let other = { at: null, since: 0 }; // the last sign of life of the tab that holds the lock, and since when it is the last

/** Does the work while no other tab does it; "elsewhere" when another one does. */
export async function withSenderLock(work) {
  if (!navigator.locks) return work();
  const done = await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? work() : "elsewhere"));
  if (done !== "elsewhere" || !(await isSilent())) return done;
  return navigator.locks.request(NAME, { steal: true }, work);
}

async function isSilent() {
  const at = (await get("settings", "drained_at")) ?? 0;
  if (at !== other.at) other = { at, since: Date.now() };
  return Date.now() - other.since > SILENT_MILLISECONDS;
}

/** Says to other tabs that the drainer is at work; a device too full to say so must still send. */
export const recordActivity = () => put("settings", Date.now(), "drained_at").catch(() => {});
