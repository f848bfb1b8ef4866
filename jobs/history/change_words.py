"""What an event changed, before and after, as lines of text for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jobs.history.fact_words import name_of, value_word
from kilowire.floor.days import exact_day, exact_moment

# Row ids, checksums and names of rules: kept as evidence, but of no use to a reader.
_HIDDEN = {
    *(
        "appointment",
        "document",
        "evaluation",
        "notice",
        "payment",
        "permit",
        "photo",
        "request",
        "signature",
        "submission",
    ),
    *("correction", "inspection", "rule", "ruleset", "sha256", "unit", "upload", "visit"),
}
_WORDS = {
    "usd": "(USD)",
    "on": "",
    "at": "",
    "texts_agreed_on": "agreed to text messages",
    "senior_stated_on": "said to be 65 or over",
    "is_65_or_over": "65 or over",
    "owner_is_65_or_over": "owner 65 or over when signing",
}


def change_lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return ``what``, ``was`` and ``now`` as text for each fact that changed; empty text for no value.

    A fact without a value before and after is left out.
    """
    names = [name for name in (*before, *(n for n in after if n not in before)) if name not in _HIDDEN]
    lines = [
        (_name_in_words(name), spoken(before.get(name), name), spoken(after.get(name), name))
        for name in names
    ]
    return [{"what": what, "was": was, "now": now} for what, was, now in lines if was or now]


def spoken(value: Any, fact: str = "") -> str:
    """Return a plain value as text for the screen: ``24 Nov 2026``, ``yes``, ``owner, payer``."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (spoken(item, fact) for item in value)))
    if isinstance(value, dict) and "value" in value:
        return _answer(value, fact)
    if isinstance(value, dict):
        return ", ".join(f"{_name_in_words(name)} {spoken(item, name)}" for name, item in value.items())
    text = str(value)
    return (
        value_word(fact, text)
        or value_word(fact.removesuffix("s"), text)
        or _day_in_words(text)
        or text.replace("_", " ")
    )


def _answer(given: Mapping[str, Any], fact: str) -> str:
    """``EV charger (seen on site)``: an answer with where it came from."""
    said = "none" if given["value"] == [] else spoken(given["value"], fact)
    source = spoken(given.get("source"), "source")
    return f"{said} ({source[:1].lower()}{source[1:]})" if said and source else said


def _name_in_words(name: str) -> str:
    if said := _WORDS.get(name) or name_of(name):
        return said
    *stem, last = name.split("_")
    return " ".join([*stem, _WORDS.get(last, last)] if stem else [last]).strip()


def _day_in_words(text: str) -> str:
    try:
        if len(text) == len("2026-11-24"):
            return exact_day(date.fromisoformat(text))
        return exact_moment(datetime.fromisoformat(text)) if "T" in text else ""
    except ValueError:
        return ""
