"""Checks that the survey form must pass before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.conditions import Condition
from assessments.fact_table import FactTable
from assessments.fact_values import READERS
from assessments.survey_items import CARD_PREFIX, SLOT_PREFIX, TEXTS, Item, SurveyForm
from assessments.texts import RuleFileError, known_keys_only, text_from

KEEPS = ("fact", "place", "reading")
LISTS = ("adapters", "vehicles")
KNOWN_BEFORE = ("request_type",)  # the kind of the job; what comes with the adapter is known as well
_SAMPLES: Mapping[str, Any] = {
    "bool": True,
    "int": 1,
    "number": 0.5,
    "texts": [""],
    "text": "",
    "longtext": "",
}


def refuse_unfit(form: SurveyForm, table: FactTable) -> None:
    """Refuse a form that asks unknown facts, omits a fact, or has a condition on a later question."""
    asked_of_people = {fact.name for fact in table if not fact.from_product} - set(KNOWN_BEFORE)
    if forgotten := sorted(asked_of_people - form.items.keys()):
        raise RuleFileError(f"sections: no section asks {', '.join(forgotten)}.")
    named = [name for section in form.sections for name in section.items]
    if len(set(named)) < len(named):
        raise RuleFileError("sections: something is asked twice.")
    slots, cards = {SLOT_PREFIX + name for name in form.slots}, {CARD_PREFIX + c.name for c in form.cards}
    if odd := sorted({name for name in named if ":" in name} ^ (slots | cards)):
        raise RuleFileError(f"sections: {', '.join(odd)} is asked nowhere, or is not there.")
    for item in form.items.values():
        _refuse_unfit_item(item)
    _refuse_unfit_words(form)
    _refuse_unfit_conditions(form, table)
    _refuse_unfit_cards(form, table)


def _refuse_unfit_item(item: Item) -> None:
    where = f"item {item.name}"
    if item.keeps not in KEEPS or item.type not in {*READERS, *TEXTS}:
        raise RuleFileError(f"{where}: nothing is kept as {item.keeps}, or asked as {item.type}.")
    if (item.type == "choice") is not bool(item.choices or item.choices_from) and item.type != "choices":
        raise RuleFileError(f"{where}: its choices do not suit its type.")
    if item.choices_from and (item.choices or item.choices_from not in LISTS):
        raise RuleFileError(f"{where}: its choices are {' or '.join(LISTS)}, or its own.")
    if item.type in ("int", "number", *TEXTS) and item.least >= item.most:
        raise RuleFileError(f"{where}: needs its least and most.")


def _refuse_unfit_words(form: SurveyForm) -> None:
    not_safe = form.tree["not_safe"]
    known_keys_only(not_safe, needed="label question suggestions", where="not_safe")
    for text in (not_safe["label"], not_safe["question"], *not_safe["suggestions"]):
        text_from(text, where="not_safe")
    for signature in form.tree["signatures"]:
        known_keys_only(signature, needed="paper required asked_when", where="signatures")


def _refuse_unfit_conditions(form: SurveyForm, table: FactTable) -> None:
    """Go through the form in its order: a condition may read only earlier questions."""
    above: dict[str, Any] = {
        fact.name: _sample(fact) for fact in table if fact.from_product or fact.name in KNOWN_BEFORE
    }
    for section in form.sections:
        for name in section.items:
            item = form.items.get(name)
            _refuse_what_stands_below(_before(form, name), above, name)
            if item is not None:
                above[name] = _sample(item)
                _refuse_what_stands_below(_beside(item), above, name)
    for suggestion in form.suggests:
        _refuse_what_stands_below(suggestion.when, above, f"suggests {suggestion.field}")
        if suggestion.field not in form.items:
            raise RuleFileError(f"suggests {suggestion.field}: nothing is named so.")
        form.items[suggestion.field].read(suggestion.value)


def _before(form: SurveyForm, name: str) -> Iterator[Condition]:
    if name.startswith(SLOT_PREFIX):
        slot = form.slots[name.removeprefix(SLOT_PREFIX)]
        yield from (*slot.asked_when, *(slot.required_when or ()), *slot.required_unless)
    elif name.startswith(CARD_PREFIX):
        card = next(each for each in form.cards if CARD_PREFIX + each.name == name)
        yield from card.asked_when
    else:
        yield from (*form.items[name].asked_when, *form.items[name].required_unless)


def _beside(item: Item) -> Iterator[Condition]:
    for notice in (item.stop, item.warn):
        yield from notice.when if notice else ()


def _refuse_what_stands_below(conditions: Iterable[Condition], above: Mapping[str, Any], where: str) -> None:
    for condition in conditions:
        if late := condition.unknown_in(above):
            raise RuleFileError(f"{where}: rests on {', '.join(late)}, which must stand above it.")
        try:
            is_yes_or_no = isinstance(condition.value_in(above), bool)
        except (TypeError, ValueError, RuntimeError) as error:
            raise RuleFileError(f"{where}: {condition.text!r} cannot be judged: {error}") from error
        if not is_yes_or_no:
            raise RuleFileError(f"{where}: {condition.text!r} is neither true nor false.")


def _sample(item: Any) -> Any:
    if item.type == "choices":
        return list(item.values)
    return item.values[0] if item.values else _SAMPLES.get(item.type, 1)


def _refuse_unfit_cards(form: SurveyForm, table: FactTable) -> None:
    """Refuse a card unless it sets exactly the facts that list it as a source."""
    for card in form.cards:
        allowed = {fact.name for fact in table if card.source in fact.sources}
        if allowed != set(card.sets):
            odd = ", ".join(sorted(allowed ^ set(card.sets)))
            raise RuleFileError(f"card {card.name}: sets other facts than may come from it: {odd}.")
    for slot in form.slots.values():
        if odd_facts := sorted(set(slot.proves) - table.by_name.keys()):
            raise RuleFileError(f"photo {slot.name}: {', '.join(odd_facts)} is no fact.")
