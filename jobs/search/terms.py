"""What a person types into the search, as the folded words to look for. Pure."""

from __future__ import annotations

import re
import unicodedata

_PHONE_DIGITS = 7
_JOB_NUMBER = re.compile(r"(?:kw)?[\s-]*(\d{4,})", re.IGNORECASE)


def folded(text: str) -> str:
    """Lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def search_terms(text: str) -> list[str]:
    """Each word that must be found as the beginning of one of a job's words.

    A number is looked for without its signs, as it is indexed: ``222-014`` finds ``222-014-7781``. Digits
    alone, however grouped, are one number: ``(562) 555-0142``.
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
    """``KW-1042`` where the text is a job number in any spelling, else nothing."""
    match = _JOB_NUMBER.fullmatch(text.strip())
    return f"KW-{match[1]}" if match else ""
