"""What facts and their values are called in the history.

The values of a column are called as the column's own choices. An app whose facts are no columns hands their
words over in its module ``history_words``, which is found when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.apps import apps


@dataclass(frozen=True, slots=True)
class FactWords:
    """``names`` by fact; ``values`` by fact and stored value."""

    names: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


_tables: list[Callable[[], FactWords]] = []


def names_facts(table: Callable[[], FactWords]) -> None:
    """Register the function that returns an app's words; it is called once, when first needed."""
    _tables.append(table)


def name_of(fact: str) -> str:
    """Return what a fact of an app is called; empty where no app names it."""
    return _told().names.get(fact, "")


def value_word(fact: str, value: str) -> str:
    """Return what this value of the fact is called; empty where it is no choice of a list."""
    return _told().values.get(fact, {}).get(value) or _of_columns().get(fact, {}).get(value, "")


@cache
def _told() -> FactWords:
    told = [table() for table in _tables]
    return FactWords(
        {fact: word for each in told for fact, word in each.names.items()},
        {fact: words for each in told for fact, words in each.values.items()},
    )


@cache
def _of_columns() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            for value, label in field.flatchoices:
                words.setdefault(field.name, {}).setdefault(str(value), str(label))
    return words
