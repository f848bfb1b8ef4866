"""Read an answer of each type strictly, so that no answer is mistaken for another.

A boolean is not a number, and a text is not a number of amps. A whole number may come as 200.0, which a
browser cannot distinguish from 200.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

FactValue = bool | int | float | str | list[str]


class Unfit(ValueError):
    """An answer that is not valid for the fact; ``str()`` says what would be."""


class Allowed(Protocol):
    """The limits and allowed values of a fact."""

    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def values(self) -> tuple[str, ...]: ...


def _bool(given: object, allowed: Allowed) -> bool:
    if not isinstance(given, bool):
        raise Unfit("must be true or false.")
    return given


def _within(given: object, allowed: Allowed, kind: str) -> int | float:
    """Return a number inside the fact's range; NaN and infinities are refused."""
    if (
        isinstance(given, bool)
        or not isinstance(given, int | float)
        or not allowed.least <= given <= allowed.most
    ):
        raise Unfit(f"must be a {kind} from {allowed.least} to {allowed.most}.")
    return given


def _int(given: object, allowed: Allowed) -> int:
    number = _within(given, allowed, "whole number")
    if number != int(number):
        raise Unfit(f"must be a whole number from {allowed.least} to {allowed.most}.")
    return int(number)


def _number(given: object, allowed: Allowed) -> float:
    return float(_within(given, allowed, "number")) + 0.0  # turns -0.0 into 0.0


def _choice(given: object, allowed: Allowed) -> str:
    if not isinstance(given, str) or given not in allowed.values:
        raise Unfit(f"must be one of {', '.join(allowed.values)}.")
    return allowed.values[allowed.values.index(given)]


def _choices(given: object, allowed: Allowed) -> list[str]:
    if not isinstance(given, list | tuple):
        raise Unfit(f"must be a list of {', '.join(allowed.values)}.")
    if not all(isinstance(item, str) and item in allowed.values for item in given):
        raise Unfit(f"must hold nothing but {', '.join(allowed.values)}.")
    return [str(item) for item in given]


def _texts(given: object, allowed: Allowed) -> list[str]:
    if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
        raise Unfit("must be a list of texts.")
    if not all(_can_be_kept(item) for item in given):
        raise Unfit("holds a text with a character that cannot be kept.")
    return [str(item) for item in given]


def _can_be_kept(text: str) -> bool:
    """Return whether a database can store it: no NUL, and no half of a surrogate pair."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


READERS: dict[str, Callable[[object, Allowed], FactValue]] = {
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "int": _int,
    "number": _number,
    "texts": _texts,
}
