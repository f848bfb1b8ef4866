"""The terms of a warranty: what is covered, by whom and until when. Pure.

We cover the workmanship from commissioning; the maker covers a device for the maker's own term. A term that
nobody has looked up stays unknown, and the homeowner must ask the maker.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WORKMANSHIP_MONTHS = 12

MONTHS_A_YEAR = 12


class Covered(StrEnum):
    """What a coverage covers."""

    WORKMANSHIP = "workmanship"
    ADAPTER = "adapter"
    CHARGER = "charger"


@dataclass(frozen=True)
class MakersTerm:
    """A maker's warranty for one product: how many months from which day; both may be unknown."""

    maker: str
    product: str
    months: int | None = None
    starts_on: date | None = None
    serial: str = ""


@dataclass(frozen=True)
class CoverageTerm:
    """One line of the certificate; ``ends_on`` is the last covered day, or None while the term is unknown."""

    covered: Covered
    answered_by: str
    starts_on: date
    ends_on: date | None
    product: str = ""
    serial: str = ""

    def in_term(self, on: date) -> bool | None:
        """Return whether ``on`` is covered; None where the term is unknown."""
        if on < self.starts_on:
            return False
        return None if self.ends_on is None else on <= self.ends_on


def months_of(years: float) -> int:
    """Convert years to whole months: 12.5 years are 150; raise ``ValueError`` where they are not whole."""
    months = years * MONTHS_A_YEAR
    if months <= 0 or months != int(months):
        raise ValueError(f"A term of {years} years is not a whole number of months.")
    return int(months)


def coverages(
    *,
    commissioned_on: date,
    contractor: str,
    adapter: MakersTerm | None = None,
    charger: MakersTerm | None = None,
    workmanship_months: int = WORKMANSHIP_MONTHS,
) -> tuple[CoverageTerm, ...]:
    """Return everything covered on a commissioned job, workmanship first.

    A maker's term begins with the commissioning where the maker's own first day is not known.
    """
    workmanship = CoverageTerm(
        Covered.WORKMANSHIP,
        contractor,
        commissioned_on,
        workmanship_ends_on(commissioned_on, workmanship_months),
    )
    devices = ((Covered.ADAPTER, adapter), (Covered.CHARGER, charger))
    return (workmanship, *(_of_maker(covered, term, commissioned_on) for covered, term in devices if term))


def term_is_over_on(covered: tuple[CoverageTerm, ...]) -> date:
    """Return the first day after our own workmanship term."""
    ours = next(coverage for coverage in covered if coverage.covered is Covered.WORKMANSHIP)
    if ours.ends_on is None:
        raise ValueError("The workmanship warranty has no last day.")
    return date.fromordinal(ours.ends_on.toordinal() + 1)


def coverage_of_adapter(term: MakersTerm, set_on: date) -> CoverageTerm:
    """Return the maker's coverage of an adapter that was set on this day in place of another."""
    return _of_maker(Covered.ADAPTER, term, set_on)


def _of_maker(covered: Covered, term: MakersTerm, commissioned_on: date) -> CoverageTerm:
    starts_on = term.starts_on or commissioned_on
    ends_on = None if term.months is None else months_later(starts_on, term.months)
    return CoverageTerm(covered, term.maker, starts_on, ends_on, term.product, term.serial)


def months_later(day: date, months: int) -> date:
    """Return the same day ``months`` later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def workmanship_ends_on(commissioned_on: date, months: int = WORKMANSHIP_MONTHS) -> date:
    """Return the last day of the workmanship warranty; the anniversary itself is still covered."""
    return months_later(commissioned_on, months)


@dataclass(frozen=True)
class CoverageFacts:
    """What a coverage's state on screen is made from. ``in_question``: why it may not hold now, or ""."""

    starts_on: date
    until_on: date | None
    needs_registration: bool
    in_question: str = ""


def state_of(coverage: CoverageFacts, today: date) -> tuple[str, str]:
    """Return tone and word: ended, in question, to be registered, or in force; the first that is so."""
    if coverage.until_on and coverage.until_on < today:
        return "", "ended"
    if coverage.in_question:
        return "bad", "in question"
    if coverage.needs_registration:
        return "warn", "to be registered"
    return "ok", "in force"
