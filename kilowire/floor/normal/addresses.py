"""The normal form of street addresses: Street is St, North is N, and the unit stands apart. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scourgify import normalize_address_record
from scourgify.address_constants import (
    CITY_ABBRS,
    DIRECTIONAL_REPLACEMENTS,
    OCCUPANCY_TYPE_ABBREVIATIONS,
    STREET_TYPE_ABBREVIATIONS,
)
from scourgify.exceptions import AddressNormalizationError

from kilowire.floor.normal.text import folded, words_of

# What the parser raises for lines that are no address, beside its own errors.
_NO_ADDRESS = (AddressNormalizationError, ValueError, TypeError, AttributeError, LookupError)


def spellings(word: str) -> frozenset[str]:
    """Return the ways to write a word of an address, in lower case: ``street``, ``strt``.

    A spelling with which another one begins is left out, since the search finds it by that one.
    """
    return _SPELLINGS.get(word, frozenset({word}))


def street_and_unit(line: str) -> tuple[str, str]:
    """Split ``12 Main Street, Apt 4-B`` into ``12 main st`` and ``4b``, the unit without its word.

    What cannot be read as an address comes back in lower case, without a unit.
    """
    typed = folded(line)
    whole = {
        "address_line_1": typed, "address_line_2": None, "city": "X", "state": "CA", "postal_code": "90001"
    }  # fmt: skip
    try:
        read = normalize_address_record(whole)
    except _NO_ADDRESS:
        return typed, ""
    unit = words_of(folded(read["address_line_2"] or ""))
    named = [word for word in unit if word not in _KINDS_OF_UNIT]
    return folded(read["address_line_1"] or "") or typed, "".join(named or unit)


def _all_spellings() -> dict[str, frozenset[str]]:
    same: defaultdict[str, set[str]] = defaultdict(set)
    for table in (STREET_TYPE_ABBREVIATIONS, DIRECTIONAL_REPLACEMENTS, CITY_ABBRS):
        for spelled, short in table.items():
            together = same[spelled.lower()] | same[short.lower()] | {spelled.lower(), short.lower()}
            for word in together:
                same[word] = together
    return {word: _longest(together) for word, together in same.items()}


def _longest(words: Iterable[str]) -> frozenset[str]:
    words = set(words)
    return frozenset(w for w in words if not any(other != w and other.startswith(w) for other in words))


_KINDS_OF_UNIT = {word.lower() for pair in OCCUPANCY_TYPE_ABBREVIATIONS.items() for word in pair}
_SPELLINGS = _all_spellings()
