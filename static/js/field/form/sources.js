// The source of an answer: seen on site unless another is chosen; from a photo, the photo is named.
import { button, el, fill } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { isAnswered } from "../rules/form_state.js";
import { chip } from "./inputs/typed.js";
import { photosOfSlot } from "../photos/slot_state.js";
import { inWords } from "../base/spanish.js";
import { SOURCES } from "../base/words.js";
import { answer, answered } from "./work.js";

/** The source of an answer unless another is chosen. */
function defaultSource(item) {
  const sources = item.sources ?? [];
  return sources.length === 0 || sources.includes("site") ? "site" : sources[0];
}

/** The source for an answer given now: the one chosen on this device, else the default; never that of an earlier answer. */
export function sourceOf(work, name, item) {
  const here = work.draft.fields[name]?.source;
  const isFromCard = (work.form.cards ?? []).some((card) => card.source === here); // confirmed with a card, not seen
  return !isFromCard && (item.sources ?? []).includes(here) ? here : defaultSource(item);
}

/** The line below an answer that names its source, with buttons to choose another: `{node, refresh}`. */
export function sourceLine(work, name, item, language) {
  const node = el("div", { class: "source" });
  if ((item.sources ?? []).length < 2) return { node, refresh: () => {} };
  let isOpen = false;
  const toggle = button("", () => ((isOpen = !isOpen), refresh()), "btn-source");
  const more = el("div", { class: "source-more" });
  fill(node, toggle, more);
  const words = (source) => (work.form.sources?.[source] ? inLanguage(work.form.sources[source], language) : inWords(SOURCES[source] ?? source, language));

  function choose(source) {
    isOpen = false;
    const { value, cannot_tell } = answered(work, name);
    answer(work, name, { value, cannot_tell, source, photo: source === "photo" ? provingPhoto(work, name)?.id : undefined });
    toggle.focus();
  }

  function refresh() {
    const field = answered(work, name);
    node.hidden = !isAnswered(field);
    if (node.hidden) return;
    const now = field.source || defaultSource(item);
    toggle.textContent = words(now);
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.setAttribute("aria-label", `${inWords("Source", language)}: ${words(now)}. ${inWords("Change", language)}`);
    const open = isOpen ? el("div", { class: "chips-row" }, item.sources.map((each) => chip(words(each), () => choose(each), { "aria-pressed": String(each === now) }))) : null;
    fill(more, now === "photo" ? photoLine(work, name, language) : null, open);
  }

  return { node, refresh };
}

function photoLine(work, name, language) {
  const photo = provingPhoto(work, name);
  const slot = provingSlot(work, name);
  if (!slot) return null;
  const words = inLanguage(work.form.slots[slot].label, language);
  return el("small", { class: "source-photo" }, `${inWords(photo ? "Photo" : "No photo yet", language)}: ${words}`);
}

function provingSlot(work, name) {
  const slots = Object.entries(work.form.slots ?? {}).filter(([, slot]) => (slot.proves ?? []).includes(name));
  return (slots.find(([slot]) => photosOfSlot(work, slot).held) ?? slots[0])?.[0] ?? null;
}

function provingPhoto(work, name) {
  const slot = provingSlot(work, name);
  return slot ? (photosOfSlot(work, slot).standing.at(-1) ?? null) : null;
}
