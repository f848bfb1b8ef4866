// Keys of a list of lines: j and k go down and up; a letter presses what the line names with data-key.
const LINES = "[data-lines] > li";
let place = 0;

function lines() {
  return [...document.querySelectorAll(LINES)];
}

function focusLine(to) {
  const all = lines();
  if (!all.length) return;
  place = Math.max(0, Math.min(to, all.length - 1));
  const act = all[place].querySelector("[data-line-act]");
  act.focus({ preventScroll: true });
  all[place].scrollIntoView({ block: "nearest" });
}

function current() {
  return document.activeElement.closest(LINES);
}

document.addEventListener("focusin", () => {
  const here = lines().indexOf(current());
  if (here >= 0) place = here;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.key === "j") focusLine(current() ? place + 1 : place);
  else if (event.key === "k") focusLine(current() ? place - 1 : place);
  else current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

// The list came anew: the line that took the place of the one that left is next.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.matches?.("#lines") || event.detail.elt.matches?.("#lines")) focusLine(place);
});
