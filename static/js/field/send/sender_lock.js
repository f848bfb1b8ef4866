// Lets only one tab send at a time. Where a browser has no locks, or a frozen page keeps one, two tabs may send the same
// item: the server takes it once and gives both the same receipt.
import { get, put } from "../device/store.js";

const NAME = "kilowire-drain";
const SILENT_MILLISECONDS = 300_000;
let other = { at: null, since: 0 }; // the last activity of the tab that holds the lock, and when we first saw it

/** Runs the work unless another tab is running it; "elsewhere" if one is. */
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

/** Records for other tabs that this one is sending; a device too full to record it must still send. */
export const recordActivity = () => put("settings", Date.now(), "drained_at").catch(() => {});
