// How long to wait after failures, with jitter so that devices do not retry together: the network is asked for again
// after one second to five minutes, an item that failed after one second to fifteen minutes.
import { companyNow } from "./company_time.js";

const SECOND = 1_000;
const LONGEST = 300 * SECOND;
const LONGEST_OF_ITEM = 900 * SECOND;
const FIRST_OF_LARGE = 30 * SECOND; // a large upload is not repeated at once: each try costs the whole line
const LARGE_BYTES = 1_000_000;

/** Milliseconds to wait before the server is asked again, after this many failures in a row. */
export const backoff = (failures) => doubled(SECOND, failures, LONGEST);

/** Milliseconds before an item is tried again, by how often it was tried and how large it is. */
export const pauseOf = (item) => doubled(item.size > LARGE_BYTES ? FIRST_OF_LARGE : SECOND, item.attempts, LONGEST_OF_ITEM);

function doubled(first, failures, longest) {
  const wait = Math.min(longest, first * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + Math.random() / 2));
}

/** Milliseconds until an item may be sent; a pause longer than the longest one means that the clock was changed. */
export function dueIn(item) {
  const pause = (item.not_before || 0) - Date.now();
  const appointed = item.not_until ? Date.parse(item.not_until) - companyNow() : 0; // the server takes it from then on
  return Math.max(0, pause > 2 * LONGEST_OF_ITEM ? 0 : pause, appointed);
}

/** Whether an item may be sent now. */
export const isDue = (item) => dueIn(item) === 0;
