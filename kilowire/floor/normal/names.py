"""The normal form of names, and where two names differ. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kilowire.floor.normal.text import folded, words_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a name as it was typed; ``differs``: the other name does not have it there."""

    text: str
    differs: bool


def name_key(name: str) -> str:
    """Return the words of a name in lower case, without accents: ``O’Brien-Núñez`` is ``obrien nunez``."""
    return " ".join(words_of(folded(name)))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same in whatever way each is typed; an empty one is never."""
    key = name_key(one)
    return bool(key) and key == name_key(other)


def compared(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Return both names in pieces, as typed, letter by letter equal or different.

    Letters are compared in their normal form, so that an accent or a capital alone is no difference.
    """
    ones, others = _letters(one), _letters(other)
    matcher = SequenceMatcher(None, [_key(each) for each in ones], [_key(each) for each in others], False)
    first: list[Piece] = []
    second: list[Piece] = []
    for tag, begin, end, other_begin, other_end in matcher.get_opcodes():
        _add(first, ones[begin:end], differs=tag != "equal")
        _add(second, others[other_begin:other_end], differs=tag != "equal")
    return first, second


def _letters(text: str) -> list[str]:
    """Split into letters, each with its accents and whatever else after it is no letter of its own."""
    letters: list[str] = []
    for sign in " ".join(text.split()):
        if letters and sign != " " and folded(sign) != "-" and not name_key(sign):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _key(letter: str) -> str:
    """Return the letter's normal form; a blank and a hyphen are the same."""
    return name_key(letter) or " "


def _add(pieces: list[Piece], letters: Sequence[str], *, differs: bool) -> None:
    if letters:
        pieces.append(Piece("".join(letters), differs))
