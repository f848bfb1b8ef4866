// A button that acts only when it is held: for what cannot be undone.
import { el } from "../base/dom.js";

const HOLD_MILLISECONDS = 1_200;

/** A button that calls `run` after it was held for a good second, by finger, mouse, Enter or the space bar. */
export function holdButton(words, run, attributes = {}) {
  let timer = 0;
  const node = el("button", { type: "button", class: "btn btn-danger btn-hold", ...attributes }, words);
  const begin = (event) => {
    if (timer || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    node.dataset.held = "true";
    timer = setTimeout(() => {
      end();
      run();
    }, HOLD_MILLISECONDS);
  };
  const end = () => {
    clearTimeout(timer);
    timer = 0;
    delete node.dataset.held;
  };
  for (const name of ["pointerdown", "keydown"]) node.addEventListener(name, begin);
  for (const name of ["pointerup", "pointercancel", "pointerleave", "keyup", "blur"]) node.addEventListener(name, end);
  node.addEventListener("contextmenu", (event) => event.preventDefault()); // what a long press opens
  return node;
}
