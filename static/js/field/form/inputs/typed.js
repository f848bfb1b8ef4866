// Inputs for typed answers: whole numbers, numbers, texts, days; stored and validated while they are typed.
import { today as todayHere } from "../../base/company_time.js";
import { el } from "../../base/dom.js";
import { rememberTyped } from "../../drafts/drafts.js";
import { inWords } from "../../base/spanish.js";
import { inLanguage } from "../../rules/eligibility.js";
import { answered } from "../work.js";

const KEYPADS = { int: "numeric", number: "decimal" };

/** A number with its unit; what is not a number in range is shown as wrong, is not an answer, and stays to be corrected. */
export function typedNumber(work, name, item, context) {
  const said = el("p", { class: "ask-wrong", id: `${context.id}-wrong`, "aria-live": "polite" });
  const input = el("input", {
    ...common(context),
    class: "form-control ask-number",
    inputmode: KEYPADS[item.type],
    "data-typed-first": !item.usual,
    maxlength: 8,
    "aria-describedby": said.id,
    value: work.draft.place?.typed?.[name] ?? "",
    on: { input: typed, keydown: ({ key }) => key === "Enter" && input.value && !said.textContent && context.goOn() },
  });
  if (input.value) parseNumber(input, item, said);
  function typed() {
    context.give(parseNumber(input, item, said));
    rememberTyped(work.draft, name, said.textContent ? input.value : "");
  }
  const unit = item.unit ? el("span", { class: "ask-unit", "aria-hidden": "true" }, item.unit) : null;
  const usual = (item.usual ?? []).map((value) => [value, chip(String(value), () => context.give(value, true))]);
  const chips = usual.length ? el("div", { class: "chips-row chips-usual" }, usual.map(([, node]) => node)) : null;
  return {
    node: el("div", { class: "ask-typed" }, chips, el("span", { class: "ask-line" }, input, unit), said),
    refresh() {
      const value = answered(work, name).value ?? "";
      for (const [each, node] of usual) node.setAttribute("aria-pressed", String(each === value));
      if (document.activeElement === input || (said.textContent && value === "")) return;
      input.value = value;
      if (!said.textContent) return;
      parseNumber(input, item, said); // answered in another way since: the wrong text is no longer needed
      rememberTyped(work.draft, name, "");
    },
  };
}

/** A line of text, with suggestions as buttons. */
export function typedText(work, name, item, context) {
  const isLong = item.type === "longtext";
  const input = el(isLong ? "textarea" : "input", {
    ...common(context),
    class: `form-control${isCode(name) ? " mono" : ""}`,
    maxlength: item.most || 400,
    rows: isLong ? 4 : null,
    "data-typed-first": !isLong && !item.suggestions,
    autocapitalize: isCode(name) ? "characters" : "sentences",
    on: { input: () => context.give(input.value.trim() === "" ? null : input.value), keydown: ({ key }) => key === "Enter" && !isLong && input.value.trim() && context.goOn() },
  });
  const chips = (item.suggestions ?? []).map((words) => chip(inLanguage(words, context.language), () => add(input, words, context)));
  return {
    node: el("div", { class: "ask-typed" }, chips.length ? el("div", { class: "chips-row" }, chips) : null, input),
    refresh() {
      if (document.activeElement !== input) input.value = answered(work, name).value ?? "";
    },
  };
}

/** A day, with the browser's date picker. */
export function typedDay(work, name, item, context) {
  const input = el("input", {
    ...common(context),
    type: "date",
    class: "form-control",
    on: { input: () => context.give(input.value || null) },
  });
  const today = chip(inWords("Today", context.language), () => context.give(todayHere(), true));
  const node = el("div", { class: "ask-line" }, input, today);
  return { node, refresh: () => document.activeElement !== input && (input.value = answered(work, name).value ?? "") };
}

/** A small button for a text that need not be typed. */
export function chip(words, pressed, attributes = {}) {
  return el("button", { type: "button", class: "chip", on: { click: pressed }, ...attributes }, words);
}

/** The number in an input, or null with the reason shown in `said`. */
export function parseNumber(input, item, said) {
  const text = input.value.trim().replace(",", ".");
  const number = Number(text);
  const fits = Number.isFinite(number) && number >= item.least && number <= item.most;
  const isWhole = item.type !== "int" || Number.isInteger(number);
  const isWrong = text !== "" && !(fits && isWhole);
  const kind = item.type === "int" ? "A whole number" : "A number";
  said.textContent = isWrong ? `${kind} from ${item.least} to ${item.most}. This is not taken as an answer.` : "";
  input.classList.toggle("is-invalid", isWrong);
  return text === "" || isWrong ? null : number;
}

function add(input, words, context) {
  const said = inLanguage(words, context.language);
  const before = input.value.trim();
  input.value = before && !before.includes(said) ? `${before}, ${said}` : said;
  context.give(input.value);
}

function common(context) {
  return { type: "text", id: `${context.id}-typed`, "aria-labelledby": context.labelledby, autocomplete: "off", enterkeyhint: "next" };
}

/** A day in ISO format, by this device's calendar. */
function isCode(name) {
  return /number|serial/.test(name);
}
