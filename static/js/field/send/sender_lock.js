// Lets only one tab send at a time. Where a browser has no locks, or a frozen page keeps one, two tabs may send the same
// item: the server takes it once and gives both the same receipt.
import { whenPageGoes } from "../device/page_life.js";
import { get, put } from "../device/store.js";

const NAME = "kilowire-drain";
const BEAT_MILLISECONDS = 20_000;
const SILENT_MILLISECONDS = 90_000; // a page in the background may beat once a minute
let other = { at: null, since: 0 }; // the last activity of the tab that holds the lock, and when we first saw it

let letGo = () => {};
whenPageGoes(() => letGo());

/**
 * Runs the work unless another tab is running it; "elsewhere" if one is. `work` is told by `holds()` whether the lock is
 * still its own: a page that is left gives it up at once, for a frozen page would keep it from all others.
 */
export async function withSenderLock(work) {
  if (!navigator.locks) return work(() => true);
  let holds = true;
  let done = null;
  let beat = 0;
  const begin = (lock) => {
    if (!lock) return null;
    beat = setInterval(recordActivity, BEAT_MILLISECONDS); // one request may take long; a frozen page beats no more
    done = work(() => holds);
    const left = new Promise((resolve) => (letGo = resolve)).then(() => (holds = false));
    return Promise.race([done, left]);
  };
  try {
    await navigator.locks.request(NAME, { ifAvailable: true }, begin);
    if (!done && (await isSilent())) await navigator.locks.request(NAME, { steal: true }, begin);
    return done ? await done : "elsewhere";
  } finally {
    holds = false;
    clearInterval(beat);
  }
}

async function isSilent() {
  const at = (await get("settings", "drained_at")) ?? 0;
  if (at !== other.at) other = { at, since: Date.now() };
  return Date.now() - other.since > SILENT_MILLISECONDS;
}

/** Records for other tabs that this one is sending; a device too full to record it must still send. */
export const recordActivity = () => put("settings", Date.now(), "drained_at").catch(() => {});
