/** When the page is drawn anew: soon after something changed, never under a finger that is on its way. */
import { changes } from "./changes.js";
import { say } from "./frame.js";

const SOON_MILLISECONDS = 120;

/** Calls `redraw` after changes; drafts concern only pages that list them, which `listsDrafts` tells. */
export function whenChanged(redraw, listsDrafts) {
  let timer = 0;
  let isPressed = false;
  const soon = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      if (isPressed) soon();
      else redraw();
    }, SOON_MILLISECONDS);
  };
  addEventListener("pointerdown", () => (isPressed = true), { capture: true });
  for (const name of ["pointerup", "pointercancel", "blur"]) {
    addEventListener(name, () => setTimeout(() => (isPressed = false), SOON_MILLISECONDS), { capture: true });
  }
  for (const name of ["queue", "pack", "online", "update"]) changes.addEventListener(name, soon);
  changes.addEventListener("draft", () => listsDrafts() && soon());
  changes.addEventListener("storage", ({ detail }) => detail.said && say(detail.said));
  addEventListener("unhandledrejection", ({ reason }) => {
    say(`Something went wrong: ${reason?.message ?? reason}. What is shown as on this device is safe.`);
  });
}
