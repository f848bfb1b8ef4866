"""Splits what a user types into the search into the folded words to look for. Pure."""

from __future__ import annotations

import re
import unicodedata

_PHONE_DIGITS = 7
_JOB_NUMBER = re.compile(r"(?:kw)?[\s-]*(\d{4,})", re.IGNORECASE)


def folded(text: str) -> str:
    """Return the text in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def search_terms(text: str) -> list[str]:
    """Return the terms, each of which must be a prefix of one of a job's search words.

    A number is looked up without its punctuation, as it is indexed: ``222-014`` finds ``222-014-7781``. A
    text of digits alone is one number however it is grouped: ``(562) 555-0142``.
    """
    plain = folded(text)
    digits = re.sub(r"\D", "", plain)
    if len(digits) >= _PHONE_DIGITS and not re.search(r"[^\W\d_]", plain):
        return [digits]
    terms: list[str] = []
    for chunk in plain.split():
        words = re.findall(r"[^\W_]+", chunk)
        terms += ["".join(words)] if re.search(r"\d", chunk) else words
    return list(dict.fromkeys(term[:80] for term in terms if term))


def job_number_in(text: str) -> str:
    """Return ``KW-1042`` where the text is a job number in any spelling, else an empty text."""
    match = _JOB_NUMBER.fullmatch(text.strip())
    return f"KW-{match[1]}" if match else ""
