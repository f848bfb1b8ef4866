"""A permit, its notices and its inspections as plain values, from which open items follow. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

PREFIX = "permits."
APPLY = f"{PREFIX}apply"
TAB = "permits:permit"


def item_key(what: str, pk: int) -> str:
    """Return the key of the open item of one row: ``permits.issue:7``."""
    return f"{PREFIX}{what}:{pk}"


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A correction notice from the city, and the day of our answer."""

    pk: int
    asked_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """An inspection. ``word`` and ``result_word`` are its kind and result as shown to users.

    ``written``: the current act wrote this row, so new items may be opened for it; for other rows, items are
    only kept or ended.
    """

    pk: int
    kind: str
    word: str
    asked_on: date
    scheduled_on: date | None = None
    window: str = ""
    result: str = ""
    result_word: str = ""
    decided_on: date | None = None
    mended_on: date | None = None
    revoked_on: date | None = None
    has_card: bool = False
    written: bool = False


@dataclass(frozen=True, slots=True)
class PermitFacts:
    """A permit. ``named`` is its name inside a sentence; ``numbers`` are the city's, the permit's own first.

    ``written``: the current act wrote this row, as for an inspection. ``near``: it lapses soon; the warning
    starts on ``warned_on``. ``asks_after``: the inspection after which the city is asked for another one.
    ``silent``: the nightly task found that the city's silence now counts. ``is_new``: just applied for.
    ``is_missed``: just ended, and the job needs another one.
    """

    pk: int
    named: str
    kind_word: str
    today: date
    applied_on: date
    is_live: bool = True
    is_open: bool = True
    required: bool = True
    job_cancelled: bool = False
    jurisdiction: str = ""
    numbers: tuple[str, ...] = ()
    complete_on: date | None = None
    answer_due_on: date | None = None
    issued_on: date | None = None
    work_started_on: date | None = None
    lapses_on: date | None = None
    warned_on: date | None = None
    ended_on: date | None = None
    fee_usd: Decimal | None = None
    has_paper: bool = False
    corrections: tuple[CorrectionFacts, ...] = ()
    inspections: tuple[InspectionFacts, ...] = ()
    written: bool = False
    asks_after: int | None = None
    silent: bool = False
    is_new: bool = False
    is_missed: bool = False

    @property
    def answered_on(self) -> date | None:
        """The day on which the latest answered notice of the city was answered."""
        return max((each.answered_on for each in self.corrections if each.answered_on), default=None)

    @property
    def awaits_city(self) -> bool:
        """Applied for, not issued, and no notice of the city is waiting for our answer."""
        rests = any(each.answered_on is None for each in self.corrections)
        return self.is_open and self.issued_on is None and not self.job_cancelled and not rests

    @property
    def near(self) -> bool:
        return self.warned_on is not None and self.warned_on <= self.today

    def blocks(self, milestone: str) -> str:
        """Return the milestone that the permit's items block: none if the job does not require the permit."""
        return milestone if self.required else ""
