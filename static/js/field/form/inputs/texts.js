// Input for a list of short texts: checked among suggestions or typed; "nothing found" is an answer too.
import { button, el, fillIfChanged } from "../../base/dom.js";
import { inWords } from "../../base/spanish.js";
import { inLanguage } from "../../rules/eligibility.js";
import { answered } from "../work.js";

/** Each suggestion as a large target, the person's own texts below, and a line to add another. */
export function listOfTexts(work, name, item, context) {
  const list = el("div", { class: "picks picks-wide", role: "group", "aria-labelledby": context.labelledby });
  const input = el("input", { type: "text", class: "form-control", maxlength: 160, "aria-label": inWords("Something else", context.language), autocomplete: "off" });
  const now = () => answered(work, name).value ?? [];
  const give = (value, isWhole) => context.give(value, isWhole);
  const add = () => {
    const words = input.value.trim();
    if (words && !now().includes(words)) give([...now(), words]);
    input.value = "";
  };
  input.addEventListener("change", add);
  const suggestions = (item.suggestions ?? []).map((words) => words.en);
  const shown = new Map((item.suggestions ?? []).map((words) => [words.en, inLanguage(words, context.language)]));

  function refresh() {
    const value = answered(work, name).value;
    const own = (value ?? []).filter((each) => !suggestions.includes(each));
    const isNone = Array.isArray(value) && value.length === 0;
    const checked = document.activeElement?.id;
    fillIfChanged(list, value ?? null, () => [
      box("none", inWords("Checked: nothing found", context.language), isNone, () => give(isNone ? null : [], !isNone)),
      [...suggestions, ...own].map((words, at) =>
        box(at, shown.get(words) ?? words, (value ?? []).includes(words), () =>
          give(now().includes(words) ? without(now(), words) : [...now(), words]),
        ),
      ),
    ]);
    if (checked?.startsWith(`${context.id}-t`)) document.getElementById(checked)?.focus();
  }

  function box(at, words, checked, pressed) {
    const id = `${context.id}-t${at}`;
    const tick = el("input", { type: "checkbox", id, class: "pick-input", checked, on: { change: pressed } });
    return el("label", { class: "pick", for: id }, tick, el("span", { class: "pick-words" }, words));
  }

  const without = (all, words) => (all.length === 1 ? null : all.filter((each) => each !== words));
  const line = el("div", { class: "ask-line" }, input, button(inWords("Add", context.language), add, "btn btn-quiet"));
  return { node: el("div", { class: "ask-typed" }, list, line), refresh };
}
