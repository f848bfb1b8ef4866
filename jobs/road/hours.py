"""Hours of a day as somebody typed them: what is nothing but hours, and what says more. Pure."""

from __future__ import annotations

import re

_TIME = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?)?|noon|midday)"
_PART = r"(?:(?:early |late )?(?:morning|forenoon|afternoon|evening)|all day|a\.?m\.?|p\.?m\.?)"
_SPAN = rf"(?:between |from )?{_TIME}\s*(?:[-–—]|to|and|until|till)\s*{_TIME}"
_HOURS = re.compile(
    rf"(?:in the )?(?:{_SPAN}|(?:(?:by|before|after|at|about|around|from) )?{_TIME}|{_PART})", re.IGNORECASE
)


def only_hours(typed: str) -> str:
    """Return what was typed where it is nothing but hours of a day, such as ``8–12``; else nothing."""
    return typed if _HOURS.fullmatch(typed.strip()) else ""
