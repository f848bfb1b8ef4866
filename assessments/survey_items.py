"""The parts of the site survey: questions, photos, cards and suggestions; and how an answer is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.conditions import Condition, all_true, any_true
from assessments.fact_table import Fact, FactError, Named
from assessments.fact_values import READERS, FactValue, Unfit
from assessments.texts import Text

TEXTS = ("text", "longtext")
SLOT_PREFIX, CARD_PREFIX = "photo:", "card:"


@dataclass(frozen=True)
class Notice:
    """Text shown next to an answer while every condition is true."""

    when: tuple[Condition, ...]
    said: Text

    def holds(self, known: Mapping[str, Any]) -> bool:
        return all_true(self.when, known)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of the form: a fact, a column of the assessment, or a reading."""

    name: str
    keeps: str
    type: str
    label: Text
    question: Text
    least: int = 0
    most: int = 0
    unit: str = ""
    choices: tuple[Named, ...] = ()
    choices_from: str = ""
    asked_when: tuple[Condition, ...] = ()
    required: bool = False
    required_unless: tuple[Condition, ...] = ()
    stop: Notice | None = None
    warn: Notice | None = None

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The allowed values of a choice."""
        return tuple(choice.name for choice in self.choices)

    def is_asked(self, known: Mapping[str, Any]) -> bool:
        return all_true(self.asked_when, known)

    def is_required(self, known: Mapping[str, Any]) -> bool:
        """Return whether it is asked and the survey is not complete without it."""
        return self.required and self.is_asked(known) and not any_true(self.required_unless, known)

    def read(self, given: object) -> FactValue:
        """Return the typed value of an answer; raise FactError if it is not valid."""
        try:
            if self.type in TEXTS:
                return _text(given, self.most)
            return _key(given) if self.choices_from else READERS[self.type](given, self)
        except Unfit as unfit:
            raise FactError(self.name, str(unfit)) from None

    def shown(self, value: object, words: Mapping[str, Text]) -> str:
        """Return a value as shown to users: "Yes", "36 in", "Cut or broken"."""
        if value in (None, ""):
            return str(words["unknown"])
        if isinstance(value, bool):
            return str(words["yes" if value else "no"])
        for choice in self.choices:
            if choice.name == value:
                return str(choice.label)
        return f"{value:g} {self.unit}".strip() if isinstance(value, int | float) else str(value)


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One photo of the survey: what it must show, which fact it proves, when it is asked and required."""

    name: str
    label: Text
    instruction: Text
    proves: tuple[str, ...]
    rules: tuple[str, ...]
    asked_when: tuple[Condition, ...]
    required_when: tuple[Condition, ...] | None
    required_unless: tuple[Condition, ...]

    def is_asked(self, known: Mapping[str, Any]) -> bool:
        return all_true(self.asked_when, known)

    def is_required(self, known: Mapping[str, Any]) -> bool:
        if self.required_when is None or not self.is_asked(known):
            return False
        return all_true(self.required_when, known) and not any_true(self.required_unless, known)


@dataclass(frozen=True)
class Card:
    """Several answers that are confirmed with one tap."""

    name: str
    title: Text
    text: Text
    source: str
    sets: Mapping[str, FactValue]
    asked_when: tuple[Condition, ...]


@dataclass(frozen=True)
class Suggestion:
    """An answer that readings suggest; the technician confirms it."""

    field: str
    value: FactValue
    when: tuple[Condition, ...]
    said: Text


@dataclass(frozen=True)
class Section:
    """A section of the form, with the names of its questions, photos and cards."""

    name: str
    title: Text
    items: tuple[str, ...]


@dataclass(frozen=True)
class SurveyForm:
    """One version of the survey."""

    version: str
    sections: tuple[Section, ...]
    items: Mapping[str, Item]
    slots: Mapping[str, Slot]
    cards: tuple[Card, ...]
    suggests: tuple[Suggestion, ...]
    tree: Mapping[str, Any] = field(repr=False, compare=False)

    @cached_property
    def place(self) -> tuple[Item, ...]:
        """The questions kept as columns of the assessment, in the order in which they are asked."""
        return self._kept_as("place")

    @cached_property
    def readings(self) -> tuple[Item, ...]:
        return self._kept_as("reading")

    def _kept_as(self, keeps: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items.values() if item.keeps == keeps)

    def set_by(self, source: str) -> dict[str, FactValue]:
        """Return the facts and values that the cards of this source confirm."""
        return {
            name: value for card in self.cards if card.source == source for name, value in card.sets.items()
        }

    def suggested(self, name: str, known: Mapping[str, Any]) -> Suggestion | None:
        """Return what the readings suggest for a field, if anything."""
        fitting = (each for each in self.suggests if each.field == name and all_true(each.when, known))
        return next(fitting, None)


def item_of_fact(fact: Fact) -> Item:
    """Return a fact as a required question: answer it, or mark it as "cannot tell"."""
    return Item(
        name=fact.name,
        keeps="fact",
        type=fact.type,
        label=fact.label,
        question=fact.question,
        least=fact.least,
        most=fact.most,
        unit=fact.unit,
        choices=fact.choices,
        asked_when=fact.asked_when,
        required=True,
    )


def _text(given: object, most: int) -> str:
    if not isinstance(given, str) or "\0" in given or any("\ud800" <= each <= "\udfff" for each in given):
        raise Unfit("must be a text.")
    if len(given.strip()) > most:
        raise Unfit(f"must be a text of at most {most} characters.")
    return given.strip()


def _key(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise Unfit("must be one of the list.")
    return given
