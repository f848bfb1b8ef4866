"""Checks that a set of rules must pass before a job is judged by it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.conditions import Condition
from assessments.fact_values import FactValue
from assessments.facts import Fact, FactTable
from assessments.rule_file import ANSWERS, BESIDE_FACTS, OUTCOMES, Rule, Ruleset
from assessments.texts import RuleFileError

_SAMPLE_OF_ANSWER: Mapping[str, Any] = {
    "eligibility": "pass",
    "correctable": True,
    "rule21_required": True,
    "max_evse_amps": 48,
    "recommendation": "msa",
}


def refuse_unfit(ruleset: Ruleset) -> None:
    """Refuse rules that use unknown names, compare incompatible values, or leave a case undecided."""
    if not isinstance(ruleset.holds_from, datetime.date):
        raise RuleFileError(f"{ruleset.name}: holds_from must be a day.")
    sample: dict[str, Any] = {fact.name: _sample(fact) for fact in ruleset.facts}
    if taken := set(sample) & {*ANSWERS, *BESIDE_FACTS}:
        raise RuleFileError(f"{', '.join(sorted(taken))}: a fact may not have the name of an answer.")
    for rule in ruleset.rules:
        _refuse_unfit_rule(rule, sample, ruleset.facts)
    sample |= {"outcomes": list(OUTCOMES), "uncorrectable": [], "unknown": [*sample]}
    for name, steps in ruleset.answers.items():
        for step in steps:
            _refuse_unfit_conditions([*step.when, *step.unless], sample, ruleset.facts, f"answer {name}")
            _refuse_unknown_names([step.answer], sample, f"answer {name}")
        sample[name] = _SAMPLE_OF_ANSWER[name]


def _sample(fact: Fact) -> FactValue:
    """Return a valid value with which to try each condition."""
    if fact.type == "choices":
        return list(fact.values)
    samples: Mapping[str, FactValue] = {"bool": True, "texts": [""], "int": 1, "number": 0.5}
    return fact.values[0] if fact.values else samples[fact.type]


def _refuse_unfit_rule(rule: Rule, sample: Mapping[str, Any], facts: FactTable) -> None:
    where = f"rule {rule.id}"
    _refuse_unfit_conditions([*rule.applies_when, rule.holds_when], sample, facts, where)
    if any(len(condition.needs) != 1 for condition in rule.applies_when):
        raise RuleFileError(
            f"{where}: a condition of applies_when rests on one fact; list two, do not join them."
        )
    if not rule.holds_when.needs:
        raise RuleFileError(f"{where}: holds_when rests on no fact.")
    judged_by = {name: sample[name] for name in rule.holds_when.needs}
    for entry in rule.otherwise:
        _refuse_unfit_conditions(entry.when, judged_by, facts, where)
        if unknown := set(entry.needs) - set(facts.by_name):
            raise RuleFileError(f"{where}: there is no fact {', '.join(sorted(unknown))} to wait for.")
    if [bool(entry.when) for entry in rule.otherwise] != [True] * (len(rule.otherwise) - 1) + [False]:
        raise RuleFileError(f"{where}: the last entry of otherwise, and no other, stands without when.")


def _refuse_unfit_conditions(
    conditions: Iterable[Condition], sample: Mapping[str, Any], facts: FactTable, where: str
) -> None:
    conditions = tuple(conditions)
    _refuse_unknown_names(conditions, sample, where)
    for condition in conditions:
        try:
            is_yes_or_no = isinstance(condition.value_in(sample), bool)
        except (TypeError, ValueError, RuntimeError) as error:
            raise RuleFileError(f"{where}: {condition.text!r} cannot be judged: {error}") from error
        if not is_yes_or_no:
            raise RuleFileError(f"{where}: {condition.text!r} is neither true nor false.")
        if odd := condition.quoted_words() - _words_for(condition, facts):
            raise RuleFileError(f"{where}: {condition.text!r}: no fact says {', '.join(sorted(odd))}.")


def _refuse_unknown_names(conditions: Iterable[Condition], sample: Mapping[str, Any], where: str) -> None:
    for condition in conditions:
        if odd := condition.unknown_in(sample):
            raise RuleFileError(f"{where}: {condition.text!r} rests on {', '.join(odd)}, not known there.")


def _words_for(condition: Condition, facts: FactTable) -> set[str]:
    """Return the words that may be quoted in a condition, given the names that it reads."""
    words = {value for name in condition.needs if name in facts.by_name for value in facts[name].values}
    if "unknown" in condition.needs:
        words |= set(facts.by_name)
    if {"outcomes", "uncorrectable", "eligibility"} & set(condition.needs):
        words |= set(OUTCOMES)
    return words
