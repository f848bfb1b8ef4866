"""What changed, in words: the before and after of an event as lines that a person reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

# Keys of rows and sums over files: they prove something, but say nothing to a reader.
_UNSPOKEN = {
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
}


def change_lines(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """``what``, ``was`` and ``now`` of each fact that changed; an empty word where there was nothing.

    A fact that had and has no value says nothing.
    """
    names = [name for name in (*before, *(n for n in after if n not in before)) if name not in _UNSPOKEN]
    lines = [(_spoken_name(name), spoken(before.get(name)), spoken(after.get(name))) for name in names]
    return [{"what": what, "was": was, "now": now} for what, was, now in lines if was or now]


def spoken(value: Any) -> str:
    """A plain value as a person says it: ``24 Nov 2026``, ``yes``, ``owner, payer``."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, (spoken(item) for item in value)))
    if isinstance(value, dict):
        return ", ".join(f"{_spoken_name(name)} {spoken(item)}" for name, item in value.items())
    return _spoken_day(str(value)) or str(value).replace("_", " ")


def _spoken_name(name: str) -> str:
    if name in _WORDS:
        return _WORDS[name]
    *stem, last = name.split("_")
    return " ".join([*stem, _WORDS.get(last, last)] if stem else [last]).strip()


def _spoken_day(text: str) -> str:
    try:
        if len(text) == len("2026-11-24"):
            return f"{date.fromisoformat(text):%-d %b %Y}"
        return f"{datetime.fromisoformat(text):%-d %b %Y, %H:%M}" if "T" in text else ""
    except ValueError:
        return ""
