"""Load the fact table from ``rules/facts.toml``, read given values, and tell which facts are asked.

The file is the only definition of the facts, for the form, both checks and the labels.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from assessments.conditions import compiled, spelled_out
from assessments.fact_table import Fact, FactError, FactTable, Named
from assessments.fact_values import READERS, FactValue
from assessments.texts import (
    RULES_FOLDER,
    RuleFileError,
    Text,
    known_keys_only,
    text_from,
    texts_from,
    tree_of,
)

__all__ = ["Fact", "FactError", "FactTable", "FactValue", "Named", "asked", "load", "read"]

FACTS_FILE = RULES_FOLDER / "facts.toml"
_LONGEST_NAME_REPEATED = 80


@cache
def load(path: Path = FACTS_FILE) -> FactTable:
    """Return the facts in the file, in its order."""
    tree = tree_of(path)
    known_keys_only(tree, needed="facts sections sources words", optional="conditions", where=path.name)
    for table in tree["facts"]:
        table["asked_when"] = spelled_out(table.get("asked_when", []), tree.get("conditions", {}))
    facts = FactTable(
        facts=tuple(_fact_from(table) for table in tree["facts"]),
        sections=_named(tree["sections"], label="title"),
        sources=_named(tree["sources"], label="label"),
        words=texts_from(tree["words"], where="words"),
        tree=tree,
    )
    _refuse_unfit(facts)
    return facts


def _named(tables: Iterable[dict[str, Any]], *, label: str) -> tuple[Named, ...]:
    return tuple(Named(each["name"], text_from(each[label], where=each["name"])) for each in tables)


def _fact_from(table: dict[str, Any]) -> Fact:
    where = f"fact {table.get('name')}"
    known_keys_only(
        table,
        needed="name type section sources label question asked_when",
        optional="help unit least most usual choices suggestions",
        where=where,
    )
    choices = [Named(each["value"], Text(each["en"], each["es"])) for each in table.get("choices", [])]
    suggestions = [text_from(each, where=f"{where}, suggestions") for each in table.get("suggestions", [])]
    return Fact(
        name=table["name"],
        type=table["type"],
        section=table["section"],
        sources=tuple(table["sources"]),
        label=text_from(table["label"], where=f"{where}, label"),
        question=text_from(table["question"], where=f"{where}, question"),
        help=text_from(table["help"], where=f"{where}, help") if "help" in table else None,
        unit=table.get("unit", ""),
        least=table.get("least", 0),
        most=table.get("most", 0),
        choices=tuple(choices),
        suggestions=tuple(suggestions),
        asked_when=tuple(compiled(text, where=where) for text in table["asked_when"]),
    )


def _refuse_unfit(facts: FactTable) -> None:
    """Refuse a table whose facts could not be asked."""
    earlier: set[str] = set()
    for fact in facts:
        where = f"fact {fact.name}"
        if fact.name in earlier:
            raise RuleFileError(f"{where}: stands twice.")
        if fact.type not in READERS or bool(fact.choices) is not fact.type.startswith("choice"):
            raise RuleFileError(f"{where}: the type {fact.type} is not known or does not suit its choices.")
        if fact.type in ("int", "number") and fact.least >= fact.most:
            raise RuleFileError(f"{where}: a number needs its least and most.")
        if fact.section not in [section.name for section in facts.sections]:
            raise RuleFileError(f"{where}: there is no section {fact.section}.")
        if not fact.sources or set(fact.sources) - {source.name for source in facts.sources}:
            raise RuleFileError(f"{where}: needs one or more of the sources.")
        for condition in fact.asked_when:
            if late := sorted(set(condition.needs) - earlier):
                raise RuleFileError(f"{where}: is asked by {', '.join(late)}, which must stand above it.")
        earlier.add(fact.name)


def read(given: Mapping[str, object], table: FactTable | None = None) -> dict[str, FactValue]:
    """Return the given values as typed facts in table order, without unknown ones; or raise FactError."""
    table = table or load()
    for name in given:
        if name not in table.by_name:
            raise FactError(*_not_a_fact(str(name)[:_LONGEST_NAME_REPEATED], table))
    return {fact.name: fact.read(given[fact.name]) for fact in table if given.get(fact.name) is not None}


def _not_a_fact(name: str, table: FactTable) -> tuple[str, str]:
    near = difflib.get_close_matches(name, table.by_name, n=1)
    return name, f"is not a fact{f'; {near[0]} is' if near else ''}."


def asked(known: Mapping[str, FactValue], table: FactTable | None = None) -> list[Fact]:
    """Return the facts that matter for a job with these known facts, including those of the adapter."""
    return [fact for fact in table or load() if fact.is_asked(known)]
