// When the page is drawn anew: soon after something changed, never under a finger that is on its way.
import { changes } from "../base/changes.js";
import { say } from "./frame.js";
import { afterPress } from "../base/pressing.js";

const SOON_MILLISECONDS = 120;

/** Calls `redraw` after changes; drafts concern only pages that list them, which `listsDrafts` tells. */
export function redrawOnChange(redraw, listsDrafts) {
  let timer = 0;
  const soon = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      afterPress(redraw);
    }, SOON_MILLISECONDS);
  };
  for (const name of ["queue", "pack", "online", "update"]) changes.addEventListener(name, soon);
  changes.addEventListener("draft", () => listsDrafts() && soon());
  changes.addEventListener("storage", ({ detail }) => detail.said && say(detail.said));
  addEventListener("unhandledrejection", ({ reason }) => {
    say(`Something went wrong: ${reason?.message ?? reason}. What is shown as on this device is safe.`);
  });
}
