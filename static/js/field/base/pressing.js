// Delays redrawing while a finger is down: a control that is replaced between down and up loses its press.
const LATE_CLICK_MILLISECONDS = 120; // a touch sends its mouse and click events after the finger is up
const waiting = new Set();
let presses = 0;
let isDown = false;

/** Calls `draw` now, or after the press in progress; the same function is called once however often it was asked for. */
export function afterPress(draw) {
  if (isDown) waiting.add(draw);
  else draw();
}

/** Resolves when no press is in progress. */
export const pressEnded = () => new Promise(afterPress);

function press() {
  presses += 1;
  isDown = true;
}

// does not end a new press that began meanwhile
function release(milliseconds) {
  const started = presses;
  setTimeout(() => {
    if (started !== presses) return;
    isDown = false;
    const draws = [...waiting];
    waiting.clear();
    for (const draw of draws) draw();
  }, milliseconds);
}

for (const name of ["pointerdown", "mousedown"]) addEventListener(name, press, { capture: true });
for (const name of ["pointerup", "pointercancel", "mouseup"]) addEventListener(name, () => release(LATE_CLICK_MILLISECONDS), { capture: true });
addEventListener("click", () => release(0), { capture: true });
addEventListener("blur", () => release(0)); // of the window: the finger went up elsewhere
addEventListener("pointermove", ({ buttons }) => isDown && !buttons && release(0), { capture: true });
