"""The words by which a job is found, made of the texts on file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kilowire.floor.normal.addresses import spellings
from kilowire.floor.normal.numbers import number_key
from kilowire.floor.normal.phones import phone_keys
from kilowire.floor.normal.text import folded, words_of

LONGEST = 80


def search_words(
    *,
    names: Iterable[str],
    addresses: Iterable[str],
    phones: Iterable[str],
    numbers: Iterable[str],
    notes: Iterable[str] = (),
) -> set[str]:
    """Return the words, of at most 80 letters: names and addresses by word, numbers also as a whole.

    ``names`` takes email addresses too. A word of an address stands in every spelling: Street, St, Str.
    """
    words: set[str] = set()
    for name in names:
        words.update(_spoken(name))
    for address in addresses:
        words.update(spelling for word in _spoken(address) for spelling in spellings(word))
    for phone in phones:
        words.update(phone_keys(phone))
    for number in numbers:
        words.update((*_spoken(number), number_key(number)))
    for note in notes:
        words.update(note_words(note))
    return {word[:LONGEST] for word in words if word}


def note_words(note: str) -> set[str]:
    """Return the words of a note, of at most 80 letters."""
    return {word[:LONGEST] for word in _spoken(note)}


def _spoken(text: str) -> Iterator[str]:
    """Yield the words, and those that hold together as one: O'Brien also as OBrien, 12-B also as 12B."""
    yield from words_of(folded(text, apostrophe=" "))
    yield from words_of(folded(text))
    for chunk in folded(text).split():
        if "-" in chunk or (any(sign.isdigit() for sign in chunk) and "@" not in chunk):
            yield "".join(words_of(chunk))
