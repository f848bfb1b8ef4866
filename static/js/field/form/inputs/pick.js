// Inputs for choices: yes or no, one of a few, several of a few, one of a long list.
import { el } from "../../base/dom.js";
import { inWords } from "../../base/spanish.js";
import { inLanguage } from "../../rules/eligibility.js";
import { answered } from "../work.js";

const A_FEW = 12;

/** One of the choices, or yes and no, as large targets; a long list as a select box. */
export function pickOne(work, name, item, context) {
  const options = optionsOf(work, item, context.language);
  return options.length > A_FEW ? asSelect(work, name, item, context, options) : asTargets(work, name, context, options);
}

/** Any of the choices; "none" is an answer too. */
export function pickSeveral(work, name, item, context) {
  const none = { value: null, words: work.form.words?.none ? inLanguage(work.form.words.none, context.language) : "None" };
  const options = [...optionsOf(work, item, context.language), none];
  const toggled = (value) => {
    const now = answered(work, name).value ?? [];
    if (value === null) return [];
    return now.includes(value) ? now.filter((each) => each !== value) : [...now, value];
  };
  const targets = options.map(({ value, words }) =>
    target("checkbox", `${context.id}-${value ?? "none"}`, context.id, words, () => context.give(toggled(value))),
  );
  return {
    node: el("div", { class: "picks", role: "group", "aria-labelledby": context.labelledby }, targets.map((each) => each.node)),
    refresh() {
      const value = answered(work, name).value;
      options.forEach((option, at) => {
        const isNone = option.value === null;
        targets[at].input.checked = isNone ? Array.isArray(value) && value.length === 0 : (value ?? []).includes(option.value);
      });
    },
  };
}

function asTargets(work, name, context, options) {
  const targets = options.map(({ value, words }) =>
    target("radio", `${context.id}-${value}`, context.id, words, (isPressed) => context.give(value, isPressed)),
  );
  return {
    node: el("div", { class: "picks", role: "radiogroup", "aria-labelledby": context.labelledby }, targets.map((each) => each.node)),
    refresh() {
      const value = answered(work, name).value;
      options.forEach((option, at) => (targets[at].input.checked = option.value === value));
    },
  };
}

function asSelect(work, name, item, context, options) {
  const nothing = el("option", { value: "" }, inWords("Choose …", context.language));
  const list = el(
    "select",
    { class: "form-select", "aria-labelledby": context.labelledby, on: { change: () => context.give(options[list.value]?.value ?? null, true) } },
    nothing,
    options.map(({ words }, at) => el("option", { value: at }, words)),
  );
  return {
    node: list,
    refresh() {
      const at = options.findIndex((option) => option.value === answered(work, name).value);
      list.value = at < 0 ? "" : String(at);
    },
  };
}

// a finger or a mouse presses, and the form goes on; the arrow keys only move through the choices
function target(type, id, group, words, chosen) {
  let isPressed = false;
  const on = { click: ({ detail }) => (isPressed = detail > 0), change: () => chosen(isPressed) };
  const input = el("input", { type, id, name: group, class: "pick-input", on });
  return { input, node: el("label", { class: "pick", for: id }, input, el("span", { class: "pick-words" }, words)) };
}

function optionsOf(work, item, language) {
  if (item.type === "bool") {
    const words = work.form.words ?? { yes: { en: "Yes", es: "Sí" }, no: { en: "No", es: "No" } };
    return [true, false].map((value) => ({ value, words: inLanguage(words[value ? "yes" : "no"], language) }));
  }
  if (item.choices_from) {
    const list = work.survey?.[item.choices_from] ?? work.day?.[item.choices_from] ?? [];
    return list.map((each) => ({ value: each.id, words: each.name }));
  }
  return (item.choices ?? []).map((choice) => ({ value: choice.value, words: inLanguage(choice, language) }));
}

