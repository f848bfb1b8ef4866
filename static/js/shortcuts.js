// Keyboard shortcuts for the office: "/" searches, "g" and a letter opens a page, "?" lists the shortcuts.
const SEQUENCE_MILLISECONDS = 1200;
let goPressedAt = 0;

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select, dialog[open]") !== null;
}

function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

function go(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) link.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.timeStamp - goPressedAt < SEQUENCE_MILLISECONDS && goPressedAt) {
    goPressedAt = 0;
    go(event.key);
    return;
  }
  const search = document.querySelector("[data-search]");
  if (event.key === "g") goPressedAt = event.timeStamp;
  else if (event.key === "?") open("shortcuts");
  else if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (!opener) return;
  opener.closest("[popover]")?.hidePopover();
  open(opener.dataset.openDialog);
});
function showWhatNeedsScript() {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
}
showWhatNeedsScript();
document.addEventListener("htmx:afterSettle", showWhatNeedsScript);
