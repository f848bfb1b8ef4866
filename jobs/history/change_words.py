"""What an event changed, before and after, as lines of text for the screen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kilowire.floor.days import exact_day, exact_moment

# Row ids and checksums: kept as evidence, but of no use to a reader.
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
    *("unit", "upload", "sha256"),
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
    lines = [(_name_in_words(name), spoken(before.get(name)), spoken(after.get(name))) for name in names]
    return [{"what": what, "was": was, "now": now} for what, was, now in lines if was or now]


def spoken(value: Any) -> str:
    """Return a plain value as text for the screen: ``24 Nov 2026``, ``yes``, ``owner, payer``."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (spoken(item) for item in value)))
    if isinstance(value, dict):
        return ", ".join(f"{_name_in_words(name)} {spoken(item)}" for name, item in value.items())
    return _day_in_words(str(value)) or str(value).replace("_", " ")


def _name_in_words(name: str) -> str:
    if name in _WORDS:
        return _WORDS[name]
    *stem, last = name.split("_")
    return " ".join([*stem, _WORDS.get(last, last)] if stem else [last]).strip()


def _day_in_words(text: str) -> str:
    try:
        if len(text) == len("2026-11-24"):
            return exact_day(date.fromisoformat(text))
        return exact_moment(datetime.fromisoformat(text)) if "T" in text else ""
    except ValueError:
        return ""
