"""Who takes which kind of form from the tablets: desks say so themselves, since the jacket opens no desk.

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
class Apart:
    """One field that the office changed since the tablet began: both values, as they are and in words."""

    field: str
    label: str
    office_value: Any
    tablet_value: Any
    office_shown: str
    tablet_shown: str


@dataclass(frozen=True)
class Came:
    """What came of a form: a sentence for its receipt, what is apart, and what stands now by field.

    ``bases`` are the tokens of ``jobs.bases.merge``; with them the tablet's next form of this kind goes on.
    """

    said: str
    apart: tuple[Apart, ...] = ()
    bases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """``write`` takes a form, inside the transaction and under the job's lock. It refuses with ``Refused``.

    ``settle`` writes the tablet's value of a conflict where the office chose it. ``lock`` locks the desk's
    own rows: it is called first, since desk rows are always locked before the job.
    """

    write: Callable[[Sent], Came]
    settle: Callable[[Conflict, User], None] | None = None
    lock: Callable[[Job], Any] | None = None


_DESKS: dict[str, Desk] = {}


def takes(kind: str, desk: Desk) -> None:
    """Let this desk take forms of this kind."""
    _DESKS[kind] = desk


def desk_of(kind: str) -> Desk:
    """The desk that takes forms of this kind."""
    return _DESKS[kind]
