"""The registry of what has ended at an outside party already, so that a cancelled job need not undo it.

``jobs`` imports no other app: each app that applies somewhere says it in its module ``job_facts``, which is
found when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jobs.models import Job

Reader = Callable[[Job], Iterable[str]]
"""Returns the keys of the unwinding items whose permit or application has ended, by whoever ended it."""

_READERS: list[Reader] = []


def says_what_ended(reader: Reader) -> None:
    """Declare which permits or applications of a job have ended."""
    _READERS.append(reader)


def ended_already(job: Job) -> frozenset[str]:
    """Return the keys of the unwinding items that a cancelled job does not need any more."""
    return frozenset(key for reader in _READERS for key in reader(job))
