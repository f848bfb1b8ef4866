// Input for a measured value: each reading is stored with its time, and earlier ones stay; a mistyped one is struck out.
import { clock } from "../../base/company_time.js";
import { button, el, fillIfChanged } from "../../base/dom.js";
import { inWords } from "../../base/spanish.js";
import { rememberTyped } from "../../drafts/drafts.js";
import { recordReading, readings, strikeOut } from "../work.js";
import { parseNumber } from "./typed.js";

/** A number that is stored when its field is left, by a press elsewhere or by "next" on the keypad. */
export function readingOf(work, name, item, context) {
  const said = el("p", { class: "ask-wrong", id: `${context.id}-wrong`, "aria-live": "polite" });
  const held = el("ul", { class: "readings" });
  const input = el("input", {
    type: "text",
    id: `${context.id}-typed`,
    class: "form-control ask-number",
    inputmode: "decimal",
    maxlength: 8,
    autocomplete: "off",
    enterkeyhint: "next",
    "data-typed-first": true,
    "aria-labelledby": context.labelledby,
    "aria-describedby": said.id,
    value: work.draft.place?.typed?.[name] ?? "",
    on: { input: typed, blur: keep, keydown: ({ key }) => key === "Enter" && toNext() },
  });

  function typed() {
    input.value = withPoint(input.value, item.most);
    remember(input.value);
  }

  function keep() {
    const number = parseNumber(input, { ...item, type: "number" }, said);
    if (number === null) return;
    input.value = "";
    remember("");
    recordReading(work, name, number);
  }

  // what is typed and not stored as a reading yet is shown again after a reload
  function remember(text) {
    parseNumber(input, { ...item, type: "number" }, said);
    rememberTyped(work.draft, name, text);
  }

  function toNext() {
    if (said.textContent) return;
    const all = [...input.closest(".asks").querySelectorAll(".ask-third input")];
    const next = all[all.indexOf(input) + 1];
    if (next) next.focus();
    else input.blur();
  }

  return {
    node: el(
      "div",
      { class: "ask-typed" },
      el("div", { class: "ask-line" }, input, el("span", { class: "ask-unit", "aria-hidden": "true" }, item.unit ?? "")),
      said,
      held,
    ),
    refresh() {
      fillIfChanged(held, readings(work, name), () => rows(work, name, item, context.language));
    },
  };
}

// the newest that stands is the one that counts
function rows(work, name, item, language) {
  const taken = readings(work, name);
  const newest = taken.find((each) => !each.struck_at);
  return taken.map((each) => {
    const value = `${each.value} ${item.unit ?? ""}`;
    if (each.struck_at) return el("li", { class: "is-struck" }, el("s", {}, value), el("small", {}, inWords("struck out", language)));
    const strike = button(inWords("Strike out", language), () => strikeOut(work, each), "btn btn-quiet btn-strike", { "aria-label": `${inWords("Strike out", language)}: ${value}` });
    return el("li", { class: each === newest ? "is-newest" : "" }, el("span", {}, value, el("small", {}, clock(each.at))), strike);
  });
}

/** A number typed without its point: with a digit more than can be, its last one stands behind the point ("2413": 241.3). */
export function withPoint(text, most) {
  if (!/^\d+$/.test(text) || text.length !== String(most).length + 1) return text;
  const read = `${text.slice(0, -1)}.${text.slice(-1)}`;
  return Number(read) <= most ? read : text;
}
