"""Read one rule file, and refuse a file that cannot be used.

A mistake in a rule file must show when it is loaded, not at a meter. The form (keys, words, CEL) is checked
here; what the rules mean is checked in ``rule_checks``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.conditions import Condition, compiled, spelled_out
from assessments.facts import FactTable
from assessments.texts import RuleFileError, Text, known_keys_only, text_from, texts_from, tree_of

OUTCOMES = ("pass", "fail", "info", "review", "other_utility", "not_applicable")
ANSWERS = ("eligibility", "correctable", "rule21_required", "max_evse_amps", "recommendation")
BESIDE_FACTS = ("outcomes", "uncorrectable", "unknown")


@dataclass(frozen=True)
class Otherwise:
    """The finding if the rule does not hold."""

    when: tuple[Condition, ...]
    outcome: str
    needs: tuple[str, ...]
    message: Text
    fix: Text


@dataclass(frozen=True)
class Rule:
    """One requirement: when it applies, when it holds, and the finding if it does not."""

    id: str
    title: Text
    source: str
    applies_when: tuple[Condition, ...]
    holds_when: Condition
    holds: Text
    correctable: bool
    otherwise: tuple[Otherwise, ...]


@dataclass(frozen=True)
class Step:
    """One step of a derived answer: it matches if all of ``when`` and none of ``unless`` are true."""

    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    answer: Condition


@dataclass(frozen=True)
class Ruleset:
    """One version of the rules of a utility's program."""

    name: str
    programme: Text
    holds_from: datetime.date
    words: Mapping[str, Text]
    rules: tuple[Rule, ...]
    answers: Mapping[str, tuple[Step, ...]]
    facts: FactTable
    tree: Mapping[str, Any]

    def titles(self) -> dict[str, Text]:
        """The title of each rule, by its id."""
        return {rule.id: rule.title for rule in self.rules}


def ruleset_from(path: Path, facts: FactTable) -> Ruleset:
    """Return the rules in a file, checked against the facts; raise RuleFileError if it cannot be used."""
    tree = tree_of(path)
    needed = "ruleset programme holds_from words rules answers"
    known_keys_only(tree, needed=needed, optional="conditions", where=path.name)
    _spell_out(tree)
    rules = tuple(_rule_from(table) for table in tree["rules"])
    if len({rule.id for rule in rules}) != len(rules):
        raise RuleFileError(f"{path.name}: two rules have the same id.")
    if tuple(table["name"] for table in tree["answers"]) != ANSWERS:
        raise RuleFileError(f"{path.name}: the answers must be {', '.join(ANSWERS)}, in this order.")
    answers = {table["name"]: _steps_from(table) for table in tree["answers"]}
    words = texts_from(tree["words"], where="words")
    known_keys_only(dict(words), needed="not_applicable waiting waiting_fix", where="words")
    return Ruleset(
        name=tree["ruleset"],
        programme=text_from(tree["programme"], where="programme"),
        holds_from=tree["holds_from"],
        words=words,
        rules=rules,
        answers=answers,
        facts=facts,
        tree=tree,
    )


def _spell_out(tree: dict[str, Any]) -> None:
    """Replace each named condition by its expression, so that evaluators see expressions only."""
    conditions = tree.pop("conditions", {})
    for rule in tree["rules"]:
        rule["applies_when"] = spelled_out(rule.get("applies_when", []), conditions)
        for entry in rule.get("otherwise", []):
            entry["when"] = spelled_out(entry.get("when", []), conditions)
            entry["needs"] = sorted(entry.get("needs", []))
    for answer in tree["answers"]:
        for step in answer.get("steps", []):
            step["when"] = spelled_out(step.get("when", []), conditions)
            step["unless"] = spelled_out(step.get("unless", []), conditions)


def _rule_from(table: dict[str, Any]) -> Rule:
    where = f"rule {table.get('id')}"
    needed = "id title source applies_when holds_when holds correctable otherwise"
    known_keys_only(table, needed=needed, where=where)
    if not isinstance(table["correctable"], bool) or not str(table["source"]).strip():
        raise RuleFileError(f"{where}: correctable must be true or false, and the source must be named.")
    return Rule(
        id=table["id"],
        title=text_from(table["title"], where=f"{where}, title"),
        source=table["source"],
        applies_when=_all_compiled(table["applies_when"], where),
        holds_when=compiled(table["holds_when"], where=where),
        holds=text_from(table["holds"], where=f"{where}, holds"),
        correctable=table["correctable"],
        otherwise=tuple(_otherwise_from(entry, where) for entry in table["otherwise"]),
    )


def _otherwise_from(table: dict[str, Any], where: str) -> Otherwise:
    known_keys_only(table, needed="when needs outcome message fix", where=f"{where}, otherwise")
    if table["outcome"] not in OUTCOMES or bool(table["needs"]) is not (table["outcome"] == "info"):
        raise RuleFileError(f"{where}: outcome is one of {', '.join(OUTCOMES)}; info alone has needs.")
    return Otherwise(
        when=_all_compiled(table["when"], where),
        outcome=table["outcome"],
        needs=tuple(table["needs"]),
        message=text_from(table["message"], where=f"{where}, message"),
        fix=text_from(table["fix"], where=f"{where}, fix"),
    )


def _steps_from(table: dict[str, Any]) -> tuple[Step, ...]:
    where = f"answer {table['name']}"
    known_keys_only(table, needed="name steps", where=where)
    for step in table["steps"]:
        known_keys_only(step, needed="when unless answer", where=where)
    return tuple(
        Step(
            when=_all_compiled(step["when"], where),
            unless=_all_compiled(step["unless"], where),
            answer=compiled(step["answer"], where=where),
        )
        for step in table["steps"]
    )


def _all_compiled(texts: Iterable[object], where: str) -> tuple[Condition, ...]:
    return tuple(compiled(text, where=where) for text in texts)
