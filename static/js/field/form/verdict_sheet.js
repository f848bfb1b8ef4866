// The verdict in full: what is missing, what would change it, the recommendation, what the car gains, every finding.
import { chargeLines } from "./charge_lines.js";
import { button, el, fill, link, mark } from "../base/dom.js";
import { stepRoute } from "../base/router.js";
import { FINDING_OUTCOMES, verdictWords, recommendationWords } from "../base/words.js";
import { stepsOf } from "./work.js";

/** A dialog over the page: `{node, show, refresh}`. */
export function verdictSheet(work) {
  const body = el("div", { class: "sheet-body" });
  const close = () => node.close();
  const head = el("h2", { id: "verdict-title" });
  const node = el(
    "dialog",
    { class: "sheet", "aria-labelledby": "verdict-title" },
    el("div", { class: "sheet-head" }, head, button("Close", close, "btn btn-quiet")),
    body,
  );
  node.addEventListener("click", (event) => (event.target === node || event.target.closest("a")) && close());

  function refresh() {
    if (!node.open) return;
    const { word, mark: kind } = verdictWords(work.answer);
    fill(head, mark(kind, word));
    fill(body, changes(work), missing(work), solution(work), findings(work));
  }

  function show() {
    node.showModal();
    refresh();
    body.scrollTop = 0;
  }

  return { node, show, refresh };
}

function missing(work) {
  const names = work.answer.missing;
  if (!names.length) return null;
  const facts = new Map(work.rules.facts.facts.map((fact) => [fact.name, fact]));
  return part("Missing", el("ul", { class: "blockers" }, names.map((name) => el("li", {}, toQuestion(work, name, facts.get(name)?.label.en ?? name)))));
}

function toQuestion(work, name, words) {
  const wanted = work.form.items[name] ? name : "adapter"; // facts of the adapter are answered by choosing it
  const step = stepsOf(work).find((each) => each.name === wanted);
  if (!step) return words;
  return link(mark("ring", words), stepRoute(work.number, work.kind, step.section, wanted), "blocker");
}

function changes(work) {
  const open = work.answer.findings.filter((each) => ["fail", "review", "other_utility"].includes(each.outcome));
  if (!open.length) return null;
  return part(
    "What would change it",
    el(
      "ul",
      { class: "rows" },
      open.map((each) =>
        el("li", {}, el("div", { class: "row-main" }, mark(FINDING_OUTCOMES[each.outcome].mark, each.message), el("p", { class: "fix" }, each.fix))),
      ),
    ),
  );
}

function solution(work) {
  const rule21 = work.answer.rule21_required ? el("p", {}, mark("warn", "Solar, battery or backup: a separate Rule 21 application is due.")) : null;
  return part("Recommended", el("p", { class: "solution" }, recommendationWords(work.answer.recommendation)), chargeLines(work), rule21);
}

function findings(work) {
  const titles = new Map(work.rules.rules.map((rule) => [rule.id, rule.title.en]));
  const row = (each) => {
    const { word, mark: kind } = FINDING_OUTCOMES[each.outcome];
    return el(
      "li",
      { "data-rule": each.rule, "data-outcome": each.outcome },
      el("div", { class: "row-main" }, el("b", {}, titles.get(each.rule)), el("p", {}, each.message), el("small", {}, each.source)),
      mark(kind, word),
    );
  };
  return part(`Findings by the rules ${work.answer.ruleset}`, el("ul", { class: "rows findings" }, work.answer.findings.map(row)));
}

function part(title, ...children) {
  return el("section", {}, el("h3", {}, title), children);
}
