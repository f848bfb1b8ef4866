"""Reads phone numbers out of what was typed: their normal form, and how a browser dials them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import phonenumbers

from kilowire.floor.normal.text import folded, words_of

HOME = "US"
LEAST_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of a text, where it stands there.

    ``key`` is its normal form: ten digits for a number of ours, others with their country code.
    """

    key: str
    international: str
    extension: str
    begin: int
    end: int

    @property
    def uri(self) -> str:
        """What a link dials: ``tel:+15625557104;ext=12``."""
        return f"tel:{self.international}{f';ext={self.extension}' if self.extension else ''}"


def phones_in(text: str) -> list[Phone]:
    """Return the phone numbers that stand in a text; none where there is nothing that could be dialed."""
    return list(_all_found(text))


@lru_cache(maxsize=256)
def _all_found(text: str) -> tuple[Phone, ...]:
    """Find them; cached, since pages repeat the same few and one search takes as long as a query."""
    return tuple(_found(text))


def phone_keys(text: str) -> list[str]:
    """Return the normal form of each number in a text, or its digits alone where none can be read."""
    keys = [phone.key for phone in phones_in(text)] or [re.sub(r"\D", "", folded(text))]
    return list(dict.fromkeys(key for key in keys if key))


def dial_uri(text: str) -> str:
    """Return what a link dials for the first number of a text; empty where there is none."""
    return next((phone.uri for phone in phones_in(text)), "")


def text_number(text: str) -> str:
    """Return the first number of a text in E.164 where texts can reach it; empty with an extension."""
    return next((phone.international for phone in phones_in(text) if not phone.extension), "")


def shown_phone(text: str) -> str:
    """Return one number the American way, ``(562) 555-7104 ext. 12``; any other text as it stands."""
    found = phones_in(text)
    if len(found) != 1 or not is_phone(text):
        return text.strip()
    number = phonenumbers.parse(found[0].international, HOME)
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    said = phonenumbers.format_number(number, style)
    return f"{said} ext. {found[0].extension}" if found[0].extension else said


def is_phone(text: str) -> bool:
    """Return whether a text is nothing but one or more phone numbers."""
    found = phones_in(text)
    between = [text[one.end : other.begin] for one, other in pairwise(found)]
    around = text[: found[0].begin] + text[found[-1].end :] if found else text
    joined = all(words_of(folded(each)) in ([], ["or"], ["and"]) for each in between)
    return bool(found) and joined and not words_of(folded(around))


def _found(text: str) -> Iterator[Phone]:
    possible = phonenumbers.Leniency.POSSIBLE
    for match in phonenumbers.PhoneNumberMatcher(text, HOME, leniency=possible):
        national = phonenumbers.national_significant_number(match.number)
        at_home = match.number.country_code == phonenumbers.country_code_for_region(HOME)
        if len(national) < (LEAST_DIGITS if at_home else 1):
            continue
        yield Phone(
            key=national if at_home else f"{match.number.country_code}{national}",
            international=phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164),
            extension=match.number.extension or "",
            begin=match.start,
            end=match.end,
        )
