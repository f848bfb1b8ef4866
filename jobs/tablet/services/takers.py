"""Who takes which kind of form from the tablets: each app says so itself, since the jacket imports none.

An app that takes forms has a module ``tablet_forms`` that is found when Django starts, as the clock-driven
``nightly`` modules are, and that calls ``takes``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jobs.models import Conflict, Job
from jobs.tablet.services.sent import Sent
from kilowire.models import User


@dataclass(frozen=True)
class FieldConflict:
    """One field that the office changed since the tablet began: both values, as they are and in words."""

    field: str
    label: str
    office_value: Any
    tablet_value: Any
    office_shown: str
    tablet_shown: str


@dataclass(frozen=True)
class FormTaken:
    """What came of a form: a sentence for its receipt, what is apart, and what stands now by field.

    ``bases`` are tokens of ``kilowire.floor.bases``: the tablet's next form of this kind goes on with them.
    """

    said: str
    apart: tuple[FieldConflict, ...] = ()
    bases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Taker:
    """``write`` takes a form, inside the transaction and under the job's lock. It refuses with ``Refused``.

    ``settle`` writes the tablet's value of a conflict where the office chose it. ``lock`` locks the app's
    own rows: it is called first, since those are always locked before the job.
    """

    write: Callable[[Sent], FormTaken]
    settle: Callable[[Conflict, User], None] | None = None
    lock: Callable[[Job], Any] | None = None


_TAKERS: dict[str, Taker] = {}


def takes(kind: str, taker: Taker) -> None:
    """Let forms of this kind be taken by ``taker``."""
    _TAKERS[kind] = taker


def taker_of(kind: str) -> Taker:
    """Who takes forms of this kind."""
    return _TAKERS[kind]
