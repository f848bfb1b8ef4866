"""Whether a visit by the utility is worth its fee: each reason for a wasted visit, checked by fact or photo.

Judged three times: before the fee is paid, when the visit has a day, and two business days before that day.
An item is never red before it is due. Readiness informs and warns; it blocks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kilowire.floor.calendars import Calendar, add_business_days
from kilowire.floor.days import spoken_day_and_month
from utility_requests.visit_evidence import Known, Window
from utility_requests.visit_reasons import REASONS, Due, Reason

DAYS_BEFORE_VISIT = 2


class Moment(StrEnum):
    """When readiness is judged."""

    BEFORE_FEE = "before_fee"
    AT_BOOKING = "at_booking"
    BEFORE_VISIT = "before_visit"


class State(StrEnum):
    OK = "ok"
    RED = "red"
    TO_LOOK_AT = "to_look_at"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Item:
    """The judgment on one reason for a wasted visit. ``code`` is for tooltips and exports only.

    ``retake``: the slot whose photo was rejected, where that alone makes it red. ``photo_wanted``: a photo
    makes it ready, taken for the first time or again.
    """

    key: str
    code: str
    label: str
    state: State
    reason: str
    due: Due
    facts: tuple[str, ...]
    photo_slots: tuple[str, ...]
    stake_usd: Decimal | None
    retake: str = ""
    photo_wanted: bool = False


@dataclass(frozen=True)
class Readiness:
    """The judgment at one moment. However many items are red, one fee is at stake."""

    moment: Moment
    items: tuple[Item, ...]

    def in_state(self, state: State) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state is state)

    @property
    def is_worth_the_fee(self) -> bool:
        """Whether nothing is red; at the last moment, nothing may be left to judge or to look at either."""
        left = (*self.in_state(State.NOT_YET), *self.in_state(State.TO_LOOK_AT))
        return not self.in_state(State.RED) and not (self.moment is Moment.BEFORE_VISIT and left)

    @property
    def stake_usd(self) -> Decimal | None:
        return next((item.stake_usd for item in self.in_state(State.RED)), None)

    @property
    def summary(self) -> str:
        """The one-sentence summary at the top of the page."""
        red, not_yet = len(self.in_state(State.RED)), len(self.in_state(State.NOT_YET))
        to_look_at = len(self.in_state(State.TO_LOOK_AT))
        if red:
            at_stake = f"a further fee of USD {self.stake_usd} may be charged"
            return f"{_count(red).capitalize()} may waste this visit; {at_stake}."
        if to_look_at:
            return f"Nothing stands against the visit so far; {_photos_of(to_look_at)} to be looked at."
        if not_yet and self.moment is Moment.BEFORE_VISIT:
            return f"Nothing stands against the visit so far, but {_count(not_yet)} cannot be judged yet."
        if not_yet:
            return f"Nothing stands against the visit so far; {_count(not_yet)} will be judged later."
        return "Everything that makes a visit fail is answered."


def judge(known: Known, moment: Moment) -> Readiness:
    """Judge every reason that applies to this request at this moment."""
    return Readiness(
        moment, tuple(_judged(reason, known, moment) for reason in REASONS if reason.applies(known))
    )


def moment_on(on: date, window: Window | None, calendar: Calendar) -> Moment:
    """Return which of the three moments a day belongs to; ``calendar`` is the utility's."""
    if window is None:
        return Moment.BEFORE_FEE
    return Moment.BEFORE_VISIT if on >= last_look_on(window, calendar) else Moment.AT_BOOKING


def last_look_on(window: Window, calendar: Calendar) -> date:
    """Return the day of the last check, from which the adapter bag must be ready."""
    return add_business_days(window.day, -DAYS_BEFORE_VISIT, calendar)


def _judged(reason: Reason, known: Known, moment: Moment) -> Item:
    later = _not_yet_because(reason.due, known, moment)
    found = _Found(State.NOT_YET, later) if later else _found(reason, known)
    return Item(
        key=reason.key,
        code=reason.code,
        label=reason.label,
        state=found.state,
        reason=found.reason,
        due=reason.due,
        facts=reason.facts,
        photo_slots=reason.photo_slots,
        stake_usd=known.fee_usd if found.state is State.RED else None,
        retake=found.retake,
        photo_wanted=found.photo_wanted,
    )


def _not_yet_because(due: Due, known: Known, moment: Moment) -> str:
    if due is Due.SURVEYED and "surveyed" not in known.standing:
        return "Judged once the survey is complete."
    if due is Due.CIRCUIT_IN and "circuit_installed" not in known.standing:
        return "Judged once the circuit is in."
    if due is Due.BOOKED and moment is Moment.BEFORE_FEE:
        return "Judged once the visit has a day."
    if due is Due.WINDOW and moment is not Moment.BEFORE_VISIT:
        return "Judged two business days before the visit."
    return ""


@dataclass(frozen=True)
class _Found:
    """What the evidence says: the state, why, and the slot whose photo was rejected."""

    state: State
    reason: str = ""
    retake: str = ""
    photo_wanted: bool = False


def _found(reason: Reason, known: Known) -> _Found:
    """Judge facts first, then photos; a photo that nobody looked at makes an item neither ready nor red."""
    if reason.code in known.unmended:
        failed = spoken_day_and_month(known.unmended[reason.code])
        return _Found(State.RED, f"The visit of {failed} failed for this, and it is not mended yet.")
    if problem := reason.judges(known):
        return _Found(State.RED, problem)
    photos = [_photo_found(slot, reason, known) for slot in reason.photo_slots]
    worst = (found for state in (State.RED, State.TO_LOOK_AT) for found in photos if found.state is state)
    return next(worst, _Found(State.OK))


def _photo_found(slot: str, reason: Reason, known: Known) -> _Found:
    for_window = known.window.key if known.window else ""
    taken = [
        photo
        for photo in known.photos
        if photo.slot == slot and (reason.due is not Due.WINDOW or photo.window == for_window)
    ]
    good = [photo for photo in taken if not photo.rejected_because]
    if any(not photo.waits for photo in good):
        return _Found(State.OK)
    if good:
        return _Found(State.TO_LOOK_AT, f"{reason.photo_wanted} is to be looked at.")
    if taken:
        why = taken[-1].rejected_because.rstrip(".")
        return _Found(State.RED, f"The photo was rejected: {why}. Take it again.", slot, photo_wanted=True)
    missing = f"{reason.photo_wanted} is missing{_of_this_window(reason, known)}."
    return _Found(State.RED, missing, photo_wanted=True)


def _of_this_window(reason: Reason, known: Known) -> str:
    return (
        f" for the visit of {spoken_day_and_month(known.window.day)}"
        if reason.due is Due.WINDOW and known.window
        else ""
    )


def _count(number: int) -> str:
    return "one thing" if number == 1 else f"{number} things"


def _photos_of(number: int) -> str:
    return "one photo is" if number == 1 else f"{number} photos are"
