// How long to wait after failures: one second, doubling to five minutes, never all devices at the same moment.
const SECOND = 1_000;
const MOST = 300 * SECOND;

/** Milliseconds to wait after so many failures in a row. */
export function backoff(failures) {
  const wait = Math.min(MOST, SECOND * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + Math.random() / 2));
}

/** Whether an item's time has come; a time further away than we ever wait is a clock that was set. */
export function isDue(item) {
  const wait = (item.not_before || 0) - Date.now();
  return wait <= 0 || wait > 2 * MOST;
}
