// Whether this page is in use, or was left and may be kept frozen by the browser: then it must hold nothing open.
let isGone = false;
const leaving = [];
let waiting = [];

/** Resolves while the page is in use; after it was left, once it is shown again. */
export const pageIsHere = () => (isGone ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve());

/** Calls `work` in the moment in which the page is left; nothing asynchronous runs to its end then. */
export const whenPageGoes = (work) => leaving.push(work);

addEventListener("pagehide", () => {
  isGone = true;
  for (const work of leaving) work();
});
addEventListener("pageshow", () => {
  isGone = false;
  const resumed = waiting;
  waiting = [];
  for (const resume of resumed) resume();
});
