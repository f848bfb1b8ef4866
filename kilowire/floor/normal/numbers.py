"""The normal form of numbers that others give: meters, accounts, permits, requests, serials. Pure."""

from __future__ import annotations

from kilowire.floor.normal.text import folded, words_of


def number_key(number: str) -> str:
    """Return the letters and digits alone, in lower case: ``R 45-120`` becomes ``r45120``."""
    return "".join(words_of(folded(number)))


def same_number(one: str, other: str) -> bool:
    """Return whether two numbers are the same in whatever way each is typed; an empty one is never."""
    key = number_key(one)
    return bool(key) and key == number_key(other)
