// "Cannot tell" with a reason, as an answer instead of a guess.
import { button, el, fill } from "../base/dom.js";
import { chip } from "./inputs/typed.js";
import { goesOn, goOn } from "./guide.js";
import { sourceOf } from "./sources.js";
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { answer, answered } from "./work.js";

/** The button (`open`), and below it the reasons that it opens and the one that was given (`node`). */
export function cannotTell(work, name, item, context) {
  const say = (words) => inWords(words, context.language);
  const { reasons: usual = [], most = 240 } = work.form.cannot_tell ?? {}; // what the server takes, as the form says it
  const suggested = context.reasons ?? usual.map((words) => inLanguage(words, context.language));
  const cannot = context.cannot || say("Cannot tell");
  const input = el("input", { type: "text", class: "form-control", maxlength: most, "aria-label": say("Another reason"), autocomplete: "off" });
  const reasons = el("div", { class: "reasons", id: `${context.id}-reasons`, hidden: true });
  const open = button(cannot, toggle, "btn btn-cannot", { "aria-expanded": "false", "aria-controls": reasons.id });
  const said = el("p", { class: "cannot-said" });
  const node = el("div", { class: "cannot" }, said, reasons);
  const give = (because) => {
    answer(work, name, { value: null, cannot_tell: because, source: sourceOf(work, name, item) });
  };

  input.addEventListener("input", () => input.value.trim() && give(input.value.trim()));
  fill(
    reasons,
    el("p", { class: "reasons-q" }, context.why || say("Why?")),
    el("div", { class: "chips-row" }, suggested.map((words) => chip(words, () => choose(words)))),
    input,
  );

  function choose(words) {
    const onward = goesOn(work, name);
    give(words);
    show(false);
    open.focus();
    if (onward) goOn(work, name);
  }

  function toggle() {
    if (answered(work, name).cannot_tell) {
      answer(work, name, { value: null, cannot_tell: "" });
      return;
    }
    show(reasons.hidden);
  }

  function show(isOpen) {
    reasons.hidden = !isOpen;
    open.setAttribute("aria-expanded", String(isOpen));
  }

  function refresh() {
    const because = answered(work, name).cannot_tell ?? "";
    open.classList.toggle("is-chosen", Boolean(because));
    open.textContent = because ? say("Take this back") : cannot;
    said.textContent = because ? `${cannot}: ${because}` : "";
    if (because && document.activeElement !== input) show(false);
  }

  return { open, node, refresh };
}
