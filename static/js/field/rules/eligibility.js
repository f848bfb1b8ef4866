// Evaluates the facts of a service by a set of rules, with the same answer as the server.
//
// It knows outcomes, order and conditions, but no rule: rules come from the server as data, so that both
// evaluate the same file.
import { allTrueIn, isTrueIn, unknownIn, valueIn } from "./conditions.js";
import { readFacts } from "./fact_values.js";

const NO_WORDS = { en: "", es: "" };

/** The answer to the known facts, in the server's format; throws a FactError where something given is not a fact. */
export function evaluate(given, ruleset, language = "en") {
  const known = readFacts(given, ruleset.facts.facts);
  const findings = ruleset.rules.map((rule) => findingOf(rule, known, ruleset, language));
  const derived = derivedFrom(known, findings, ruleset);
  return {
    ruleset: ruleset.ruleset,
    eligibility: derived.eligibility,
    correctable: derived.correctable,
    missing: [...new Set(findings.flatMap((finding) => finding.needs))].sort(),
    findings,
    rule21_required: derived.rule21_required,
    max_evse_amps: derived.max_evse_amps,
    recommendation: derived.recommendation,
  };
}

/** A text in a language ("es", "es-mx"); English for any other. */
export function inLanguage(text, language) {
  return String(language).split("-")[0] === "es" ? text.es : text.en;
}

function findingOf(rule, known, ruleset, language) {
  const { outcome, needs, message, fix } = evaluateRule(rule, known, ruleset);
  return {
    rule: rule.id,
    outcome,
    correctable: rule.correctable,
    needs,
    message: inLanguage(message, language),
    fix: inLanguage(fix, language),
    source: rule.source,
  };
}

function evaluateRule(rule, known, ruleset) {
  for (const text of rule.applies_when) {
    const needs = unknownIn(text, known);
    if (needs.length) return waitingFor(needs, ruleset);
    if (valueIn(text, known) !== true) {
      return { outcome: "not_applicable", needs: [], message: ruleset.words.not_applicable, fix: NO_WORDS };
    }
  }
  const needs = unknownIn(rule.holds_when, known);
  if (needs.length) return waitingFor(needs, ruleset);
  if (valueIn(rule.holds_when, known) === true) return { outcome: "pass", needs: [], message: rule.holds, fix: NO_WORDS };
  const entry = rule.otherwise.find((each) => allTrueIn(each.when, known));
  return { outcome: entry.outcome, needs: [...(entry.needs ?? [])].sort(), message: entry.message, fix: entry.fix };
}

function waitingFor(needs, ruleset) {
  const facts = needs.map((name) => ruleset.facts.facts.find((fact) => fact.name === name));
  const { waiting: message, waiting_fix: fix } = ruleset.words;
  const filled = (text, slot, part, between) =>
    Object.fromEntries(
      ["en", "es"].map((code) => [code, text[code].replaceAll(slot, () => facts.map((fact) => fact[part][code]).join(between))]),
    );
  return {
    outcome: "info",
    needs,
    message: filled(message, "{labels}", "label", ", "),
    fix: filled(fix, "{questions}", "question", " "),
  };
}

function derivedFrom(known, findings, ruleset) {
  const visible = new Map(known);
  visible.set("outcomes", findings.map((finding) => finding.outcome));
  visible.set("uncorrectable", findings.filter((finding) => !finding.correctable).map((finding) => finding.outcome));
  visible.set("unknown", ruleset.facts.facts.map((fact) => fact.name).filter((name) => !known.has(name)));
  const derived = {};
  for (const { name, steps } of ruleset.answers) {
    const step = steps.find((each) => matches(each, visible));
    const isTold = step !== undefined && unknownIn(step.answer, visible).length === 0;
    const value = isTold ? (valueIn(step.answer, visible) ?? null) : null;
    derived[name] = typeof value === "bigint" ? Number(value) : value;
    if (value !== null) visible.set(name, value);
  }
  return derived;
}

function matches(step, visible) {
  return allTrueIn(step.when, visible) && !(step.unless ?? []).some((text) => isTrueIn(text, visible));
}
