// Nothing is drawn anew under a finger: a control that is replaced between down and up loses its press.
const LATE_CLICK_MILLISECONDS = 120; // a touch sends its mouse events and its click after the finger is up
const waiting = new Set();
let presses = 0;
let isDown = false;

/** Calls `draw` at once, or after the press that is on its way; a function that waits already is called once. */
export function afterPress(draw) {
  if (isDown) waiting.add(draw);
  else draw();
}

/** Resolves as soon as no press is on its way. */
export const pressEnded = () => new Promise(afterPress);

function press() {
  presses += 1;
  isDown = true;
}

// a new press that began meanwhile is not ended by the one before it
function release(milliseconds) {
  const mine = presses;
  setTimeout(() => {
    if (mine !== presses) return;
    isDown = false;
    const draws = [...waiting];
    waiting.clear();
    for (const draw of draws) draw();
  }, milliseconds);
}

for (const name of ["pointerdown", "mousedown"]) addEventListener(name, press, { capture: true });
for (const name of ["pointerup", "pointercancel", "mouseup"]) addEventListener(name, () => release(LATE_CLICK_MILLISECONDS), { capture: true });
addEventListener("click", () => release(0), { capture: true });
addEventListener("blur", () => release(0)); // the window's own: the finger went up elsewhere
addEventListener("pointermove", ({ buttons }) => isDown && !buttons && release(0), { capture: true });
