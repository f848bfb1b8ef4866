"""The state of one job's application, visits and fees as the plain values that the rules take. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utility_requests.ledger import FeeState


@dataclass(frozen=True, slots=True)
class Application:
    """The latest request. ``approved``: it was approved, or the approval was waived."""

    submitted_on: date | None = None
    typical_on: date | None = None
    approved: bool = False
    approved_on: date | None = None
    has_approval_paper: bool = False
    ended_as: str = ""
    ended_on: date | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class ComingVisit:
    """The visit that has no outcome yet. ``window_on``: the day its window starts.

    ``adapter_is_ours``: it was bought, and its title has not passed to the homeowner.
    """

    ordinal: int
    fee_usd: Decimal
    stake_usd: Decimal
    since_on: date
    window_on: date | None = None
    window_ends_on: date | None = None
    hours: str = ""
    given_on: date | None = None
    window_waived: bool = False
    adapter_is_ours: bool = False


@dataclass(frozen=True, slots=True)
class DoneVisit:
    """The visit at which the adapter was set or removed."""

    has_seal_photo: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee of one visit in USD, from the ledger; ``over``: the visit has its outcome."""

    ordinal: int
    state: FeeState
    amount_usd: Decimal
    over: bool


@dataclass(frozen=True, slots=True)
class RedItem:
    """A risk of a wasted visit, with the reason. ``retake``: the slot of a rejected photo, if that is it."""

    key: str
    what: str
    due_on: date | None = None
    retake: str = ""
    photo_wanted: bool = False


@dataclass(frozen=True, slots=True)
class Interconnection:
    """The progress of the Rule 21 application."""

    submitted_on: date | None = None
    approved_on: date | None = None
    permission_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """The state of one job at the utility. ``closed``: cancelled or closed out.

    ``lock_ring_asked_for``: the assessment has its own open item about the lock ring. ``retakes_asked_for``:
    the slots whose rejected photo has an open item of its own.
    """

    utility: str
    kind: str
    today: date
    application: Application | None = None
    coming: ComingVisit | None = None
    done: DoneVisit | None = None
    fees: tuple[Fee, ...] = ()
    to_mend: tuple[tuple[int, str], ...] = ()
    red: tuple[RedItem, ...] = ()
    interconnection: Interconnection | None = None
    closed: bool = False
    lock_ring_asked_for: bool = False
    retakes_asked_for: frozenset[str] = frozenset()
