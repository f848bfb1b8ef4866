"""Reads what a user types into the search as the words to look for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kilowire.floor.normal.numbers import number_key
from kilowire.floor.normal.phones import is_phone, phone_keys
from kilowire.floor.normal.text import folded, words_of

Reading = tuple[str, ...]
_PHONE_DIGITS = 7
_LONGEST = 80
_JOB_NUMBER = re.compile(r"(?:kw)?[\s-]*(\d{4,})", re.IGNORECASE)
_NAMED_JOB = re.compile(r"kw", re.IGNORECASE)
_ZIP_AND_FOUR = re.compile(r"(?<![\w-])(\d{5})-\d{4}(?![\w-])")


def readings(text: str) -> list[Reading]:
    """Return the ways to read a search. Each is the terms that must all begin one of a job's search words.

    A number is looked up without its punctuation, as it is indexed: ``222-014`` finds ``222-014-7781``. A
    text of several pieces with a digit may also be one number typed in groups, a telephone number with or
    without its country code, or an address with ZIP+4.
    """
    found = [reading for reading in _readings(text) if reading]
    return list(dict.fromkeys(found))


def _readings(text: str) -> Iterator[Reading]:
    plain = folded(text)
    if is_phone(text):
        yield tuple(phone_keys(text))
    digits = re.sub(r"\D", "", plain)
    if len(digits) >= _PHONE_DIGITS and not any(sign.isalpha() for sign in plain):
        yield (digits[:_LONGEST],)
        if plain.startswith("+1"):
            yield (digits[1:],)
        return
    yield _terms(plain)
    if digits and " " in plain:
        yield (number_key(plain)[:_LONGEST],)
    if _ZIP_AND_FOUR.search(plain):
        yield _terms(_ZIP_AND_FOUR.sub(r"\1", plain))


def spoken_terms(text: str) -> Reading:
    """Return the terms of a text as names and addresses are read, in which a word may be misspelled."""
    return () if is_phone(text) else _terms(folded(text))


def _terms(plain: str) -> Reading:
    terms: list[str] = []
    for chunk in plain.split():
        words = words_of(chunk)
        terms += ["".join(words)] if any(sign.isdigit() for sign in chunk) else words
    return tuple(dict.fromkeys(term[:_LONGEST] for term in terms if term))


def job_number_in(text: str) -> str:
    """Return ``KW-1042`` where the text is a job number in any spelling, else an empty text."""
    match = _JOB_NUMBER.fullmatch(folded(text))
    return f"KW-{match[1]}" if match else ""


def names_a_job(text: str) -> bool:
    """Return whether the text says itself that it is a job number: ``kw 1042``, and not ``1042`` alone."""
    return bool(job_number_in(text)) and bool(_NAMED_JOB.search(folded(text)))
