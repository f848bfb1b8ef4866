"""Words as they are spelled but for one typing mistake. Pure.

Each mistake that may have been made is looked up in the index of the search words: an exact key each, so
PostgreSQL and SQLite find the same jobs and neither needs an extension or a table of trigrams.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase, digits

from kilowire.floor.normal.addresses import spellings

SHORTEST = 3
_LONGEST = 24
_LONGEST_NUMBER = 6


def nearly(terms: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Return for each term the words that one mistake turns into it; none for what is not looked up so.

    A mistake is a letter left out, put in, or taken for another, or two neighbors swapped. Short words and
    numbers of up to six digits, such as a house number, are looked up so beside another term alone. What
    has both letters and digits, or letters that are not Latin, and longer numbers must be right.
    """
    terms = tuple(terms)
    return tuple(_in_index(term) if _may_be_wrong(term, len(terms)) else frozenset() for term in terms)


def one_mistake_from(word: str) -> frozenset[str]:
    """Return the words, of digits for a number, else of Latin letters, that are one mistake away."""
    signs = digits if word.isdigit() else ascii_lowercase
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {left + sign + right[1:] for left, right in parts if right for sign in signs}
    found |= {left + sign + right for left, right in parts for sign in signs}
    return frozenset(found - {word, ""})


def _in_index(term: str) -> frozenset[str]:
    """Return what was meant in the spellings of an address that the index has."""
    meant = one_mistake_from(term)
    return meant.union(*(spellings(word) for word in meant))


def _may_be_wrong(term: str, terms: int) -> bool:
    if not term.isascii() or not (term.isalpha() or term.isdigit()):
        return False
    if term.isdigit():
        return terms > 1 and len(term) <= _LONGEST_NUMBER
    return len(term) <= _LONGEST and (len(term) >= SHORTEST or terms > 1)
