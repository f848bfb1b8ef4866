"""Which version of the rules is valid on a day, and the rules as JSON for the tablet."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any

from assessments import facts
from assessments.rule_checks import refuse_unfit
from assessments.rule_file import Ruleset, ruleset_from
from assessments.texts import RULES_FOLDER, RuleFileError


@cache
def load_ruleset(path: Path) -> Ruleset:
    """Return the rules of one file; raise RuleFileError that says what is wrong with it."""
    ruleset = ruleset_from(path, facts.load())
    refuse_unfit(ruleset)
    return ruleset


@cache
def versions(utility_programme: str, folder: Path = RULES_FOLDER) -> tuple[Ruleset, ...]:
    """Return all versions of a program's rules, the oldest first."""
    found = [load_ruleset(path) for path in (folder / utility_programme).glob("*.toml")]
    if not found:
        raise RuleFileError(f"There are no rules for {utility_programme}.")
    if len({ruleset.holds_from for ruleset in found}) < len(found):
        raise RuleFileError(f"Two versions of the rules for {utility_programme} hold from the same day.")
    return tuple(sorted(found, key=lambda ruleset: ruleset.holds_from))


def current_ruleset(
    utility_programme: str = "sce_msa", *, on: datetime.date, folder: Path = RULES_FOLDER
) -> Ruleset:
    """Return the version valid on a day; for a day before the first version, the first."""
    known = versions(utility_programme, folder)
    return next((each for each in reversed(known) if each.holds_from <= on), known[0])


def ruleset_named(name: str, folder: Path = RULES_FOLDER) -> Ruleset:
    """Return the version by which an evaluation was made, for instance "sce-msa/2026-11"."""
    programme = name.partition("/")[0].replace("-", "_")
    for ruleset in versions(programme, folder):
        if ruleset.name == name:
            return ruleset
    raise RuleFileError(f"There are no rules named {name}.")


def ruleset_json(ruleset: Ruleset) -> dict[str, Any]:
    """Return rules and facts as plain values: all that a tablet needs to ask, judge and show the answer."""
    return {
        **ruleset.tree,
        "holds_from": ruleset.holds_from.isoformat(),
        "facts": {key: part for key, part in ruleset.facts.tree.items() if key != "conditions"},
    }
