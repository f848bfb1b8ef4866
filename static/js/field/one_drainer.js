// One drainer for all tabs. Where a browser has no locks, or lost one with a frozen page, the office's sameness covers us.
import { get, put } from "./store.js";

const NAME = "kilowire-drain";
const SILENT_MILLISECONDS = 300_000;

/** Does the work while no other tab does it; "elsewhere" when another one does. */
export async function alone(work) {
  if (!navigator.locks) return work();
  const stale = Math.abs(Date.now() - ((await get("settings", "drained_at")) ?? 0)) > SILENT_MILLISECONDS;
  const done = await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? work() : "elsewhere"));
  if (done !== "elsewhere" || !stale) return done;
  return navigator.locks.request(NAME, { steal: true }, work); // its holder has been silent for too long
}

/** Says to other tabs that the drainer is at work. */
export const atWork = () => put("settings", Date.now(), "drained_at");
