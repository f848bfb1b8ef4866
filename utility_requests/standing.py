"""How application, visits and fees of one job stand, as the plain values that the rules take. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from utility_requests.ledger import FeeState


@dataclass(frozen=True, slots=True)
class Application:
    """The latest request. ``approved``: the approval stands, by its day or by a waiver."""

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

    ``adapter_is_ours``: it was bought, and its title has not passed to the customer.
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

    serial_seen: str = ""
    serial_bought: str = ""
    placed: bool = True
    has_seal_photo: bool = False

    @property
    def serials_differ(self) -> bool:
        return self.placed and _bare(self.serial_seen) != _bare(self.serial_bought)


@dataclass(frozen=True, slots=True)
class Fee:
    """The fee of one visit as the ledger has it; ``over``: the visit has its outcome."""

    ordinal: int
    state: FeeState
    amount_usd: Decimal
    over: bool


@dataclass(frozen=True, slots=True)
class RedItem:
    """Something that may waste the visit, with why."""

    key: str
    what: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Interconnection:
    """The Rule 21 application: how far it has come."""

    submitted_on: date | None = None
    approved_on: date | None = None
    permission_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """How everything at the utility stands for one job. ``closed``: cancelled or closed out.

    ``lock_ring_asked_for``: the survey has an open item of its own on the lock ring.
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


def _bare(serial: str) -> str:
    return "".join(sign for sign in serial.upper() if sign.isalnum())
