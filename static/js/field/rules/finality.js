// Whether a verdict stands whatever is still to be answered.
import { isTrueIn, unknownIn } from "./conditions.js";
import { readFacts } from "./fact_values.js";

/** Whether no open answer can change the verdict: another utility, or a failure that nobody can correct. */
export function nothingChangesIt(answer, rules, facts) {
  if (!answer || !["fail", "other_utility"].includes(answer.eligibility)) return false;
  const known = readFacts(facts, rules.facts.facts);
  const settled = answer.findings.filter((finding) => isSettled(rules.rules.find((rule) => rule.id === finding.rule), finding, known));
  if (answer.eligibility === "other_utility") return settled.some(({ outcome }) => outcome === "other_utility");
  const isFinal = settled.some(({ outcome, correctable }) => outcome === "fail" && !correctable);
  return isFinal && answer.findings.every((finding) => !mayBeAnothers(finding, rules, settled));
}

// a finding is settled when no entry above the one that speaks can still become true
function isSettled(rule, { outcome, message }, known) {
  if (outcome === "info") return false;
  const at = rule.otherwise.findIndex((entry) => entry.outcome === outcome && [entry.message.en, entry.message.es].includes(message));
  return rule.otherwise.slice(0, Math.max(0, at)).every(({ when }) => when.some((text) => unknownIn(text, known).length === 0 && !isTrueIn(text, known)));
}

function mayBeAnothers(finding, rules, settled) {
  const rule = rules.rules.find(({ id }) => id === finding.rule);
  return !settled.includes(finding) && rule.otherwise.some(({ outcome }) => outcome === "other_utility");
}
