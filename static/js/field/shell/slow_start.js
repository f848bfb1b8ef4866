// Says what to do where the app takes long to open, as when another tab holds the device's database.
import { button, el, fill } from "../base/dom.js";

const SLOW_MILLISECONDS = 3_000;

/** Shows it in `node` after three seconds, unless the returned function is called before. */
export function sayIfSlow(node) {
  const timer = setTimeout(() => fill(node, slow()), SLOW_MILLISECONDS);
  return () => clearTimeout(timer);
}

function slow() {
  return el(
    "div",
    { class: "warn-card", role: "status", "data-notice": "slow" },
    el("h1", {}, "KiloWire takes long to open"),
    el("p", {}, "Close its other tabs and windows on this device, then start again. Everything on this device stays."),
    button("Start again", () => location.reload(), "btn btn-primary"),
  );
}
