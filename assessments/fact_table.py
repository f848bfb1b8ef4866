"""A fact, and the table of all facts: labels, when and by which source they are asked, and shown values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assessments.conditions import Condition
from assessments.fact_values import READERS, FactValue, Unfit
from assessments.texts import Text


class FactError(ValueError):
    """A value is not valid for its fact; ``fact`` names it and ``sentence`` says why."""

    def __init__(self, fact: str, sentence: str) -> None:
        super().__init__(f"{fact} {sentence}")
        self.fact = fact
        self.sentence = sentence


@dataclass(frozen=True)
class Named:
    """A name in code with its label: an allowed value, a section, a source."""

    name: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that can be known or unknown about the electrical service."""

    name: str
    type: str
    section: str
    sources: tuple[str, ...]
    label: Text
    question: Text
    help: Text | None
    unit: str
    least: int
    most: int
    choices: tuple[Named, ...]
    suggestions: tuple[Text, ...]
    asked_when: tuple[Condition, ...]

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The allowed values of a choice."""
        return tuple(choice.name for choice in self.choices)

    @property
    def from_product(self) -> bool:
        """Whether it follows from the chosen adapter instead of being asked."""
        return self.sources == ("product",)

    @property
    def only_on_site(self) -> bool:
        """Whether it can be judged only at the house."""
        return self.sources == ("site",)

    def is_asked(self, known: Mapping[str, FactValue]) -> bool:
        """Return whether it matters for a job with these known facts."""
        return all(condition.is_true_in(known) for condition in self.asked_when)

    def read(self, given: object) -> FactValue:
        """Return the typed value of an answer; raise FactError if it is not valid."""
        try:
            return READERS[self.type](given, self)
        except Unfit as unfit:
            raise FactError(self.name, str(unfit)) from None


@dataclass(frozen=True)
class FactTable:
    """All facts in the order in which they are asked, with their sections and sources."""

    facts: tuple[Fact, ...]
    sections: tuple[Named, ...]
    sources: tuple[Named, ...]
    words: Mapping[str, Text]
    tree: Mapping[str, Any]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __getitem__(self, name: str) -> Fact:
        return self.by_name[name]

    @cached_property
    def by_name(self) -> Mapping[str, Fact]:
        """The facts by their names, in order."""
        return {fact.name: fact for fact in self.facts}

    def shown(self, name: str, value: FactValue | None, language: str = "en") -> str:
        """Return a value as shown to users: "Yes", "200 A", "Solar, Battery"."""
        fact, words = self[name], self.words
        if value is None:
            return words["unknown"].in_language(language)
        if isinstance(value, bool):
            return words["yes" if value else "no"].in_language(language)
        labels = {choice.name: choice.label.in_language(language) for choice in fact.choices}
        if isinstance(value, list):
            shown = (labels.get(item, item) for item in value)
            return ", ".join(shown) or words["none"].in_language(language)
        return labels.get(value, value) if isinstance(value, str) else f"{value:g} {fact.unit}".strip()
