// How long to wait after failures: one second, doubling to five minutes, with jitter so that devices do not retry together.
const SECOND = 1_000;
const LONGEST = 300 * SECOND;

/** Milliseconds to wait after this many failures in a row. */
export function backoff(failures) {
  const wait = Math.min(LONGEST, SECOND * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + Math.random() / 2));
}

/** Whether an item may be sent now; a time further away than the longest wait means that the clock was changed. */
export function isDue(item) {
  const wait = (item.not_before || 0) - Date.now();
  return wait <= 0 || wait > 2 * LONGEST;
}
