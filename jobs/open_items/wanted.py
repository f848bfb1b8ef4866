"""The open items that a job should have, as plain values that an app derives from its facts. Pure."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal

OFFICE, FIELD, CITY, UTILITY = "office", "field", "city", "utility"
"""The parties of an app's own items: values of ``jobs.models.Party``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item that should be open: who owes what, by when, and what is at stake in US dollars.

    ``since_on`` is the day of the act by default. Without ``expected_on`` an item that is open keeps its
    expected day; with ``keeps_day`` False it is ended and opened again without one. With ``opens`` False the
    item is updated where it is open, and never opened.
    """

    key: str
    party: str
    what: str
    _: KW_ONLY
    act: str = ""
    since_on: date | None = None
    expected_on: date | None = None
    window: str = ""
    stake_usd: Decimal | None = None
    blocks: str = ""
    unwinds: bool = False
    keeps_day: bool = True
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Over:
    """An item that should not be open: the day it ended (by default the day of the act), and the outcome."""

    key: str
    on: date | None = None
    note: str = ""
