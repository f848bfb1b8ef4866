"""What an address and a few answers say before anybody has seen the house: the registry of who judges it.

The app that judges declares itself in its module ``job_facts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LIKELY, OTHER_UTILITY, NO, LOOK = "likely", "other_utility", "no", "look"


@dataclass(frozen=True)
class PreCheck:
    """``verdict`` is one of the four; ``reasons`` say what stands against it or is to be seen."""

    verdict: str
    reasons: tuple[str, ...] = ()
    asked: tuple[str, ...] = field(default=())
    """Facts that a homeowner could tell and that are not known."""


Judge = Callable[[Mapping[str, Any], str], PreCheck]
"""Judges facts of the eligibility contract, with its sentences in this language."""

_JUDGES: list[Judge] = []


def judges_early(judge: Judge) -> None:
    """Declare who judges a house before it is surveyed."""
    _JUDGES[:] = [judge]


def pre_check(facts: Mapping[str, Any], language: str = "en") -> PreCheck:
    """Return what these facts say so far; facts that are None are unknown."""
    return _JUDGES[0](facts, language) if _JUDGES else PreCheck(LOOK)
