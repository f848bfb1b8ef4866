"""What should be open on a job, as plain values that an app makes from its facts. Pure."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal

OFFICE, FIELD, CITY, UTILITY = "office", "field", "city", "utility"
"""Who an app's own items are on, as ``jobs.models.Party`` has them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item that should be open: who owes what, by when, and what is at stake in US dollars.

    ``since_on``: without it, the day of the act. ``expected_on``: without it, an item that is open keeps the
    day it had; with ``keeps_day`` False it is ended and opened anew without a day. ``opens`` False: the item
    is brought up to date where it is open already, and never opened.
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
    """An item that should not be open: the day it ended, else that of the act, and what came of it."""

    key: str
    on: date | None = None
    note: str = ""
