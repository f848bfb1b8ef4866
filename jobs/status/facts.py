"""The facts of a job that the homeowner's page may mention, as values that can be compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from jobs.road.item_endings import SAID_DONE, is_in_our_words
from jobs.road.stages import Milestone
from kilowire.floor.calendars import FEDERAL, Calendar

HOMEOWNER, CITY, UTILITY = ("homeowner", "owner"), "city", "utility"
"""Parties of open items: values of ``jobs.models.Party``."""
NOBODY_OF_THE_ROAD = ("hoa", "supplier", "manufacturer", "other")


class Item(NamedTuple):
    """An open item, by the columns of its row."""

    pk: int
    party: str
    key: str
    what: str
    since_on: date
    expected_on: date | None = None
    first_expected_on: date | None = None
    dated_on: date | None = None
    window: str = ""
    unwinds: bool = False
    act: str = ""

    @property
    def is_in_our_words(self) -> bool:
        """Whether an app wrote it; what somebody typed may name anything and is read behind the code."""
        return is_in_our_words(self.key)


class Coming(NamedTuple):
    """An appointment of ours to come, in local time."""

    pk: int
    kind: str
    starts_at: datetime
    ends_at: datetime


class Usual(NamedTuple):
    """How long a milestone took: the median in days over so many closed jobs of ours."""

    milestone: str
    jobs: int
    days: int


class Company(NamedTuple):
    """We, as the foot of the page names us."""

    name: str
    license: str
    phone: str
    email: str


@dataclass(frozen=True)
class HomeownerFacts:
    """All values are hashable. ``days`` are those of recorded milestones, ``stopped``: they may not charge.

    ``utility_days``: what the utility says it takes, in its business days; ``city_days``: the same of the
    city. ``has_papers``: a paper can be opened.
    """

    kind: str
    stage: str
    standing: frozenset[str]
    utility: str
    today: date
    days: tuple[tuple[str, date], ...] = ()
    items: tuple[Item, ...] = ()
    coming: tuple[Coming, ...] = ()
    usual: tuple[Usual, ...] = ()
    held: bool = False
    stopped: bool = False
    cancelled_on: date | None = None
    has_papers: bool = True
    company: Company | None = None
    utility_days: int | None = None
    city_days: int | None = None
    calendars: tuple[tuple[str, Calendar], ...] = field(default=(), repr=False)

    @property
    def asked(self) -> tuple[Item, ...]:
        """What the homeowner is asked for, in the order of its days."""
        return tuple(item for item in self.items if item.party in HOMEOWNER and not item.unwinds)

    def is_told(self, item: Item) -> bool:
        """Whether the homeowner said already that it is done."""
        return any(each.key == f"{SAID_DONE}{item.pk}" for each in self.items)

    @property
    def visit(self) -> Item | None:
        """The open item of the utility's visit to come, once the utility has given its day."""
        return next((item for item in self._visits if (item.expected_on or self.today) >= self.today), None)

    @property
    def visit_has_passed(self) -> bool:
        """Whether the day of the utility's visit is over and nothing is recorded of it."""
        return bool(self._visits) and self.visit is None

    @property
    def call(self) -> str:
        """Whom to call: our name and phone."""
        return ", ".join(filter(None, self.company[:1] + self.company[2:3])) if self.company else ""

    @property
    def stamped(self) -> Mapping[str, date]:
        return dict(self.days)

    def calendar_of(self, party: str) -> Calendar:
        return dict(self.calendars).get(party, FEDERAL)

    @property
    def _visits(self) -> list[Item]:
        if Milestone.OUTAGE_CONFIRMED not in self.standing or Milestone.ADAPTER_SET in self.standing:
            return []
        return [item for item in self.items if item.party == UTILITY and item.expected_on]
