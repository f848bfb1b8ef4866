// Input for a measured value: each reading is stored with its time, and earlier ones stay.
import { button, el, fill } from "../../base/dom.js";
import { rememberTyped } from "../../drafts/drafts.js";
import { clock } from "../../base/company_time.js";
import { recordReading, readings } from "../work.js";
import { parseNumber } from "./typed.js";

/** A number that is stored by Enter, by leaving the field, or by its button. */
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
    "aria-labelledby": context.labelledby,
    "aria-describedby": said.id,
    value: work.draft.place?.typed?.[name] ?? "",
    on: { input: () => remember(input.value), change: keep },
  });

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

  return {
    node: el(
      "div",
      { class: "ask-typed" },
      el("div", { class: "ask-line" }, input, el("span", { class: "ask-unit", "aria-hidden": "true" }, item.unit ?? ""), button("Keep", keep)),
      said,
      held,
    ),
    refresh() {
      const taken = readings(work, name);
      const unit = item.unit ?? "";
      fill(held, taken.map((each, at) => el("li", { class: at ? "" : "is-newest" }, `${each.value} ${unit}`, el("small", {}, ` ${clock(each.at)}`))));
    },
  };
}
