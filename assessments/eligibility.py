"""Judge the facts of an electrical service by a set of rules: facts in, answer out. Pure.

It knows outcomes, order and conditions, but no rule: rules are data, so that the server and the tablet
judge by the same file. It reads no clock and runs no query.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from assessments import facts
from assessments.conditions import all_true, any_true
from assessments.fact_table import FactError
from assessments.rule_file import Rule, Ruleset, Step
from assessments.rulesets import current_ruleset
from assessments.texts import Text

__all__ = ["Answer", "FactError", "Finding", "Ruleset", "current_ruleset", "evaluate"]

_NO_WORDS = Text("", "")


class Finding(TypedDict):
    """The result of one rule."""

    rule: str
    outcome: str
    correctable: bool
    needs: list[str]
    message: str
    fix: str
    source: str


class Answer(TypedDict):
    """The verdict, and everything that it is based on."""

    ruleset: str
    eligibility: str
    correctable: bool
    missing: list[str]
    findings: list[Finding]
    rule21_required: bool | None
    max_evse_amps: int | None
    recommendation: str | None


def evaluate(given: Mapping[str, object], ruleset: Ruleset, *, language: str = "en") -> Answer:
    """Return the answer for the given facts of a job; raise FactError if one of them is not valid."""
    known = facts.read(given, ruleset.facts)
    findings = [_finding(rule, known, ruleset, language) for rule in ruleset.rules]
    derived = _derived(known, findings, ruleset)
    return {
        "ruleset": ruleset.name,
        "eligibility": derived["eligibility"],
        "correctable": derived["correctable"],
        "missing": sorted({name for finding in findings for name in finding["needs"]}),
        "findings": findings,
        "rule21_required": derived["rule21_required"],
        "max_evse_amps": derived["max_evse_amps"],
        "recommendation": derived["recommendation"],
    }


def _finding(rule: Rule, known: Mapping[str, Any], ruleset: Ruleset, language: str) -> Finding:
    outcome, needs, message, fix = _judged(rule, known, ruleset)
    return {
        "rule": rule.id,
        "outcome": outcome,
        "correctable": rule.correctable,
        "needs": needs,
        "message": message.in_language(language),
        "fix": fix.in_language(language),
        "source": rule.source,
    }


def _judged(rule: Rule, known: Mapping[str, Any], ruleset: Ruleset) -> tuple[str, list[str], Text, Text]:
    for condition in rule.applies_when:
        if needs := condition.unknown_in(known):
            return _waiting(needs, ruleset)
        if not condition.value_in(known):
            return "not_applicable", [], ruleset.words["not_applicable"], _NO_WORDS
    if needs := rule.holds_when.unknown_in(known):
        return _waiting(needs, ruleset)
    if rule.holds_when.value_in(known):
        return "pass", [], rule.holds, _NO_WORDS
    entry = next(entry for entry in rule.otherwise if all_true(entry.when, known))
    return entry.outcome, list(entry.needs), entry.message, entry.fix


def _waiting(needs: list[str], ruleset: Ruleset) -> tuple[str, list[str], Text, Text]:
    waited_for = [ruleset.facts[name] for name in needs]
    labels = _joined([fact.label for fact in waited_for], ", ")
    questions = _joined([fact.question for fact in waited_for], " ")
    message, fix = ruleset.words["waiting"], ruleset.words["waiting_fix"]
    return (
        "info",
        needs,
        Text(message.en.replace("{labels}", labels.en), message.es.replace("{labels}", labels.es)),
        Text(fix.en.replace("{questions}", questions.en), fix.es.replace("{questions}", questions.es)),
    )


def _joined(texts: list[Text], between: str) -> Text:
    return Text(between.join(text.en for text in texts), between.join(text.es for text in texts))


def _derived(known: Mapping[str, Any], findings: list[Finding], ruleset: Ruleset) -> dict[str, Any]:
    """Return the derived answers from facts and findings; each may read those before it."""
    in_sight = {
        **known,
        "outcomes": [finding["outcome"] for finding in findings],
        "uncorrectable": [finding["outcome"] for finding in findings if not finding["correctable"]],
        "unknown": [name for name in ruleset.facts.by_name if name not in known],
    }
    derived = {}
    for name, steps in ruleset.answers.items():
        answer = next((step.answer for step in steps if _matches(step, in_sight)), None)
        is_told = answer is not None and not answer.unknown_in(in_sight)
        derived[name] = answer.value_in(in_sight) if answer and is_told else None
        if derived[name] is not None:
            in_sight[name] = derived[name]
    return derived


def _matches(step: Step, in_sight: Mapping[str, Any]) -> bool:
    return all_true(step.when, in_sight) and not any_true(step.unless, in_sight)
