// What the job already knows about a question, offered to be confirmed: it counts as an answer only once somebody confirms it.
import { button, el, fillIfChanged, mark } from "../base/dom.js";
import { inWords } from "../base/spanish.js";
import { isAnswered } from "../rules/form_state.js";
import { valueWords } from "./value_words.js";
import { answered } from "./work.js";

/** The offer beside a question: `{node, refresh}`; null where the pack knows nothing of it. */
export function offerOf(work, name, { language, give }) {
  const value = work.given.offers?.[name];
  if (value === undefined || value === null) return null;
  const words = valueWords(work, name, value, language);
  const node = el("div", { class: "offer" });
  function refresh() {
    const isOpen = !isAnswered(answered(work, name));
    node.hidden = !isOpen;
    const confirm = () => give(value, true);
    fillIfChanged(node, isOpen, () => (isOpen ? [mark("go", `${inWords("On file", language)}: ${words}`), button(inWords("Confirm", language), confirm, "btn btn-primary")] : []));
  }
  return { node, refresh };
}
