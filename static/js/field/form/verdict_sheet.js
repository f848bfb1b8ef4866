// The verdict in full: what is missing, what would change it, the recommendation, what the car gains, every finding.
import { button, el, fill, link, mark } from "../base/dom.js";
import { languageOf } from "../base/languages.js";
import { stepRoute } from "../base/router.js";
import { inWords } from "../base/spanish.js";
import { FINDING_OUTCOMES, verdictWords, recommendationWords } from "../base/words.js";
import { evaluate, inLanguage } from "../rules/eligibility.js";
import { chargeLines } from "./charge_lines.js";
import { stepsOf } from "./work.js";

/** A dialog over the page, in the language of the page: `{node, show, refresh}`. */
export function verdictSheet(work) {
  const language = languageOf(work.job);
  const say = (words) => inWords(words, language);
  const body = el("div", { class: "sheet-body" });
  const close = () => node.close();
  const head = el("h2", { id: "verdict-title" });
  const node = el(
    "dialog",
    { class: "sheet", "aria-labelledby": "verdict-title", lang: language },
    el("div", { class: "sheet-head" }, head, button(say("Close"), close, "btn btn-quiet")),
    body,
  );
  node.addEventListener("click", (event) => (event.target === node || event.target.closest("a")) && close());

  function refresh() {
    if (!node.open) return;
    const answer = language === "es" ? evaluate(work.facts, work.rules, language) : work.answer;
    const { word, mark: kind } = verdictWords(answer);
    const sheet = { work, answer, language, say };
    fill(head, mark(kind, say(word)));
    fill(body, changes(sheet), missing(sheet), solution(sheet), findings(sheet));
  }

  function show() {
    node.showModal();
    refresh();
    body.scrollTop = 0;
  }

  return { node, show, refresh };
}

function missing({ work, answer, language, say }) {
  if (!answer.missing.length) return null;
  const facts = new Map(work.rules.facts.facts.map((fact) => [fact.name, fact]));
  const words = (name) => (facts.has(name) ? inLanguage(facts.get(name).label, language) : name);
  return part(say("Missing"), el("ul", { class: "blockers" }, answer.missing.map((name) => el("li", {}, toQuestion(work, name, words(name))))));
}

function toQuestion(work, name, words) {
  const wanted = work.form.items[name] ? name : "adapter"; // facts of the adapter are answered by choosing it
  const step = stepsOf(work).find((each) => each.name === wanted);
  if (!step) return words;
  return link(mark("ring", words), stepRoute(work.number, work.kind, step.section, wanted), "blocker");
}

function changes({ answer, say }) {
  const open = answer.findings.filter((each) => ["fail", "review", "other_utility"].includes(each.outcome));
  if (!open.length) return null;
  const row = (each) => el("li", {}, el("div", { class: "row-main" }, mark(FINDING_OUTCOMES[each.outcome].mark, each.message), el("p", { class: "fix" }, each.fix)));
  return part(say("What would change it"), el("ul", { class: "rows" }, open.map(row)));
}

function solution({ work, answer, language, say }) {
  const rule21 = answer.rule21_required ? el("p", {}, mark("warn", say("Solar, battery or backup: a separate Rule 21 application is due."))) : null;
  return part(say("Recommended"), el("p", { class: "solution" }, say(recommendationWords(answer.recommendation))), chargeLines(work, language), rule21);
}

function findings({ work, answer, language, say }) {
  const titles = new Map(work.rules.rules.map((rule) => [rule.id, inLanguage(rule.title, language)]));
  const row = ({ rule, outcome, message }) => {
    const { word, mark: kind } = FINDING_OUTCOMES[outcome];
    return el("li", { "data-rule": rule, "data-outcome": outcome }, el("div", { class: "row-main" }, el("b", {}, titles.get(rule)), el("p", {}, message)), mark(kind, say(word)));
  };
  const source = (each) => el("div", {}, el("dt", {}, titles.get(each.rule)), el("dd", {}, each.source));
  const origin = el(
    "details",
    { class: "folded" },
    el("summary", {}, say("Where these rules come from")),
    el("p", { class: "mono" }, answer.ruleset),
    el("dl", { class: "facts", lang: "en" }, answer.findings.map(source)),
  );
  return part(say("Findings"), el("ul", { class: "rows findings" }, answer.findings.map(row)), origin);
}

function part(title, ...children) {
  return el("section", {}, el("h3", {}, title), children);
}
