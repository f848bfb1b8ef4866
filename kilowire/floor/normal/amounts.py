"""Reads amounts of money and ZIP codes as people write them. Pure."""

from __future__ import annotations

import re

from kilowire.floor.normal.text import folded

_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
_NINE_DIGITS = re.compile(r"(\d{5})[- ]?(\d{4})")


def amount_in(text: str) -> str:
    """Return ``4950.00`` for ``$4,950.00``; what is no amount in dollars comes back as it was typed."""
    plain = folded(text).replace("us$", "$")
    plain = plain.removesuffix("usd").removesuffix("dollars").removeprefix("usd").strip().removesuffix("$")
    plain = plain.removeprefix("$").replace(" ", "")
    return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain


def zip_in(text: str) -> str:
    """Return ``90601`` or ``90601-1234`` without blanks, with a plain hyphen."""
    plain = folded(text)
    nine = _NINE_DIGITS.fullmatch(plain)
    return f"{nine[1]}-{nine[2]}" if nine else plain
