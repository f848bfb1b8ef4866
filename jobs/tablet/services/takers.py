"""The registry of takers, one for each kind of form from the tablets; apps register theirs.

``jobs`` imports no such app: an app that takes forms has a module ``tablet_forms``, which is found when
Django starts and calls ``takes``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jobs.models import Conflict, Job
from jobs.tablet.services.sent import Sent
from kilowire.models import User


@dataclass(frozen=True)
class FieldConflict:
    """A field that the office changed since the tablet began its form: both values, raw and as text."""

    field: str
    label: str
    office_value: Any
    tablet_value: Any
    office_shown: str
    tablet_shown: str


@dataclass(frozen=True)
class AnswerRefused:
    """An answer of a form that could not be filed: the label of its question, why, and what was sent.

    ``shown`` is empty where the form's own field says what was sent.
    """

    label: str
    because: str
    shown: str = ""


@dataclass(frozen=True)
class FormTaken:
    """The outcome of a form: a sentence for its receipt, its conflicts, and the token of each field now.

    ``bases`` are tokens of ``kilowire.floor.bases``, from which the tablet's next form of this kind starts.
    ``refused`` are answers that could not be filed, by field. ``held`` says why nothing of the form could be
    filed yet; empty where it was.
    """

    said: str
    conflicts: tuple[FieldConflict, ...] = ()
    bases: dict[str, str] = field(default_factory=dict)
    refused: Mapping[str, AnswerRefused] = field(default_factory=dict)
    held: str = ""


@dataclass(frozen=True)
class Taker:
    """``write`` takes a form inside the transaction, with the job locked; it may raise ``Refused``.

    ``settle`` writes the tablet's value of a conflict when the office has chosen it. ``lock`` locks the app's
    own rows; it is called first, because they are always locked before the job.
    """

    write: Callable[[Sent], FormTaken]
    settle: Callable[[Conflict, User], None] | None = None
    lock: Callable[[Job], Any] | None = None


_TAKERS: dict[str, Taker] = {}


def takes(kind: str, taker: Taker) -> None:
    """Register ``taker`` for forms of this kind."""
    _TAKERS[kind] = taker


def taker_of(kind: str) -> Taker:
    """Return the taker of forms of this kind."""
    return _TAKERS[kind]
