// One question: its text, its input, "cannot tell", the source of the answer, its warnings.
import { allTrueIn } from "../rules/conditions.js";
import { button, el, fill, fillIfChanged, mark } from "../base/dom.js";
import { inWords } from "../base/spanish.js";
import { inLanguage } from "../rules/eligibility.js";
import { isAnswered, isAsked, isRequired } from "../rules/form_state.js";
import { pickOne, pickSeveral } from "./inputs/pick.js";
import { readingOf } from "./inputs/reading.js";
import { tableOfRows } from "./inputs/rows.js";
import { listOfTexts } from "./inputs/texts.js";
import { typedDay, typedNumber, typedText } from "./inputs/typed.js";
import { cannotTell } from "./cannot_tell.js";
import { goesOn, goOn } from "./guide.js";
import { offerOf } from "./offer.js";
import { warningsFor } from "./warnings.js";
import { sourceLine, sourceOf } from "./sources.js";
import { answer, answered, readings } from "./work.js";

const CONTROLS = {
  bool: pickOne,
  choice: pickOne,
  choices: pickSeveral,
  int: typedNumber,
  number: typedNumber,
  text: typedText,
  longtext: typedText,
  texts: listOfTexts,
  day: typedDay,
  rows: tableOfRows,
};

const MAY_BE_UNKNOWN = new Set(["fact", "place"]); // may be answered by "cannot tell" with a reason
const HALF_WIDTH = new Set(["bool", "int", "number", "day"]); // two of them fit side by side

/** A question of the form: `{node, refresh}`; `refresh` updates what depends on other answers. */
export function question(work, name, item, language) {
  const id = `ask-${name}`;
  const context = { id, labelledby: `${id}-q`, language, give, goOn: () => goOn(work, name) };
  const isReading = item.keeps === "reading";
  const control = (isReading ? readingOf : CONTROLS[item.type])(work, name, item, context);
  const heading = el("h2", { id: context.labelledby, class: "ask-q" }, inLanguage(item.question ?? item.label, language));
  const state = el("p", { class: "ask-state" });
  const cannot = MAY_BE_UNKNOWN.has(item.keeps) ? cannotTell(work, name, item, context) : null;
  const offer = offerOf(work, name, context);
  const parts = [offer, control, cannot, sourceLine(work, name, item, language), warningsFor(work, name, item, language)].filter(Boolean);
  const help = item.help ? el("p", { class: "ask-help" }, inLanguage(item.help, language)) : null;
  const head = el("div", { class: "ask-head" }, heading, cannot?.open);
  const look = isReading ? "ask ask-third" : HALF_WIDTH.has(item.type) ? "ask ask-half" : "ask";
  const node = el("div", { class: look, id, tabindex: "-1" }, head, help, state, parts.map((part) => part.node));

  // one press is a whole answer where a choice was pressed, and the form goes on by itself
  function give(value, isWhole = false) {
    const onward = isWhole && goesOn(work, name);
    answer(work, name, { value, source: sourceOf(work, name, item) });
    if (onward) goOn(work, name);
  }

  function refresh() {
    const field = answered(work, name);
    const isThere = isAnswered(field) || (isReading && readings(work, name).some((each) => !each.struck_at));
    const asked = isAsked(item, work.values);
    const required = isRequired(item, work.values);
    node.hidden = !asked && !isThere;
    node.dataset.state = !asked ? "kept" : isThere ? "done" : required ? "open" : "free";
    fill(state, !asked && isThere ? mark("off", inWords("No longer asked. Your answer is kept.", language)) : !required && asked && !isThere ? inWords("May stay open", language) : "");
    for (const part of parts) part.refresh();
  }

  refresh();
  return { node, refresh };
}

/** The answer that other answers suggest for a field, with a button that takes it. */
export function suggestion(work, name, language) {
  const node = el("div", { class: "suggests", "aria-live": "polite" });
  function refresh() {
    const found = (work.form.suggests ?? []).find((each) => each.field === name && allTrueIn(each.when, work.values));
    const isTaken = found && answered(work, name).value === found.value;
    node.hidden = !found;
    fillIfChanged(node, [found, isTaken], () => (found ? offer(found, isTaken) : []));
  }

  function offer(found, isTaken) {
    const take = () => {
      answer(work, name, { value: found.value, source: "site" });
      goOn(work, name);
    };
    const label = work.form.items[name].choices?.find((choice) => choice.value === found.value);
    const words = label ? inLanguage(label, language) : String(found.value);
    return [mark(isTaken ? "done" : "go", inLanguage(found.said, language)), isTaken ? null : button(`${inWords("Take", language)} ${words}`, take, "btn btn-primary")];
  }
  refresh();
  return { node, refresh };
}
