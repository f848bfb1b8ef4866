// Redraws the page soon after something changed, but never during a press.
import { changes } from "../base/changes.js";
import { say } from "./frame.js";
import { afterPress } from "../base/pressing.js";

const SOON_MILLISECONDS = 120;
const MINUTE = 60_000;

/** Calls `redraw` after changes; after a change of a draft only where `listsDrafts()` is true. */
export function redrawOnChange(redraw, listsDrafts) {
  let timer = 0;
  const soon = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      afterPress(redraw);
    }, SOON_MILLISECONDS);
  };
  for (const name of ["queue", "pack", "online", "update"]) changes.addEventListener(name, soon);
  setInterval(() => listsDrafts() && soon(), MINUTE); // an appointment begins, a day ends
  changes.addEventListener("draft", () => listsDrafts() && soon());
  changes.addEventListener("storage", ({ detail }) => detail.said && say(detail.said));
  addEventListener("unhandledrejection", ({ reason }) => {
    say(`Something went wrong: ${reason?.message ?? reason}. What is shown as on this device is safe.`);
  });
}
