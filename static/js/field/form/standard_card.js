// A card that answers several questions at once, each recorded with the card's source.
import { button, el, fillIfChanged, mark } from "../base/dom.js";
import { inLanguage } from "../rules/eligibility.js";
import { inWords } from "../base/spanish.js";
import { isAsked } from "../rules/form_state.js";
import { goOn } from "./guide.js";
import { answer, answered } from "./work.js";

/** The card: what it sets, its button, and what was changed since: `{node, refresh}`. */
export function standardCard(work, card, language) {
  const id = `ask-card-${card.name}`;
  const state = el("div", { class: "card-state", "aria-live": "polite" });
  const node = el(
    "div",
    { class: "ask standard-card", id, tabindex: "-1" },
    el("h2", { class: "ask-q", id: `${id}-q` }, inLanguage(card.title, language)),
    el("p", {}, inLanguage(card.text, language)),
    state,
  );
  const names = Object.keys(card.sets);
  const same = (name) => JSON.stringify(answered(work, name).value) === JSON.stringify(card.sets[name]);

  function confirm() {
    for (const name of names) answer(work, name, { value: card.sets[name], source: card.source });
    goOn(work, `card:${card.name}`);
  }

  function refresh() {
    node.hidden = !isAsked(card, work.values);
    const others = names.filter((name) => !same(name));
    const isConfirmed = others.length < names.length && others.length <= names.length / 2;
    node.dataset.state = others.length === 0 ? "done" : "open";
    fillIfChanged(state, [others, isConfirmed], () => {
      if (others.length === 0) return [mark("done", inWords("Confirmed. Each answer below can still be changed.", language))];
      if (!isConfirmed) return [button(inWords("Confirm our standard build", language), confirm, "btn btn-primary")];
      return [mark("go", `${inWords("Changed", language)}: ${others.map((name) => label(name)).join(", ")}.`), button(inWords("Back to our standard", language), confirm)];
    });
  }

  const label = (name) => (work.form.items[name] ? inLanguage(work.form.items[name].label, language).toLowerCase() : name);
  refresh();
  return { node, refresh };
}
