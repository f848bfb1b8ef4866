"""The evidence for judging a visit: facts, photos, milestones and the window, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Window:
    """A visit window that the utility gave. ``key`` distinguishes it from an earlier, moved one."""

    key: str
    day: date


@dataclass(frozen=True)
class Photo:
    """A photo as evidence: its slot, the window it was taken for, and why it was rejected, if it was.

    ``waits``: nobody of the office has looked at it yet.
    """

    slot: str
    window: str = ""
    rejected_because: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Known:
    """Everything that a judgment is based on, as plain values.

    ``as_built`` is what the installation recorded and takes precedence over ``as_planned``. ``standing``: the
    milestones that are stamped or waived. ``unmended``: reasons of an earlier failed visit that are not fixed
    yet, with the day of that visit.
    """

    request_type: str
    visit_order: str
    fee_usd: Decimal
    as_planned: Mapping[str, Any] = field(default_factory=dict)
    as_built: Mapping[str, Any] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    standing: frozenset[str] = frozenset()
    window: Window | None = None
    adapter_serial: str = ""
    first_final_passed_on: date | None = None
    unmended: Mapping[str, date] = field(default_factory=dict)
    differences: tuple[str, ...] = ()
    """Facts of the job that must agree and do not, in words."""

    def fact(self, name: str) -> Any:
        """Return the fact as built, else as planned; None if neither is recorded."""
        built = self.as_built.get(name)
        return self.as_planned.get(name) if built is None else built
