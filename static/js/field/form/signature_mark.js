// What a signer puts under one paper: a name typed or drawn, and the sentence that they mean by it.
import { button, el } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { inkOn, linesOf } from "./ink.js";

/** A tick with its sentence, large enough for a gloved finger: `{input, node}`. */
export function tick(id, words, checked, changed) {
  const input = el("input", { type: "checkbox", id, class: "pick-input", checked, on: { change: changed } });
  return { input, node: el("label", { class: "pick", for: id }, input, el("span", { class: "pick-words" }, words)) };
}

/** The mark under one of `signs`, begun with what was kept: `{node, kept, wrong, written}`. `changed` is called after each change. */
export function signatureMark(signs, kept, { words, language, changed }) {
  const id = `mark-${signs.paper}`;
  const canvas = el("canvas", { class: "sign-glass", "aria-label": words.glass, role: "img" });
  const name = el("input", { type: "text", class: "form-control", id: `${id}-name`, maxlength: 120, autocomplete: "off", value: kept?.name ?? "", on: { input: () => changed() } });
  const means = tick(`${id}-means`, inLanguage(signs, language), kept?.means ?? false, () => changed());
  const ink = inkOn(canvas, kept?.ink ?? null, () => changed());
  const said = el("p", { class: "ask-wrong", role: "alert" });
  const node = el(
    "fieldset",
    { class: "ask sign", id },
    el("legend", { class: "ask-q" }, inLanguage(signs, language)),
    el("label", { class: "form-label", for: name.id }, words.name),
    name,
    el("p", { class: "form-label" }, words.draw),
    canvas,
    el("div", { class: "acts" }, button(words.clear, () => ink.clear())),
    means.node,
    said,
  );

  function fault() {
    const isDrawn = ink.ink().strokes.length > 0;
    if (!isDrawn && !name.value.trim()) return words.nothing;
    if (isDrawn && !ink.isSignature()) return words.short;
    return means.input.checked ? "" : words.noMark;
  }

  return {
    node,
    kept: () => ({ name: name.value, ink: ink.ink(), means: means.input.checked }),
    /** Says what is missing; true where something is. */
    wrong() {
      said.textContent = fault();
      return Boolean(said.textContent);
    },
    written: () => ({ paper: signs.paper, name: name.value.trim(), drawn: linesOf(ink.ink()) }),
  };
}
