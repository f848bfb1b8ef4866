"""The registry of readers that hand over a job's facts for the table of what must agree.

``jobs`` imports no other app: an app whose facts are compared has a module ``job_facts``, which is found when
Django starts and calls ``hands_over``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.utils.functional import SimpleLazyObject

from jobs.models import Job
from jobs.road.must_agree import JobFacts

Reader = Callable[[Job], Any]
_READERS: dict[str, Reader] = {}


def hands_over(name: str, reader: Reader) -> None:
    """Register the reader that returns one field of ``JobFacts``, such as ``verdict``."""
    if name not in JobFacts.__dataclass_fields__:
        raise ValueError(f"JobFacts has no field {name}.")
    _READERS[name] = reader


def facts_of(job: Job) -> JobFacts:
    """Return the facts of a job; each is read when a row of the table first asks for it."""
    read: dict[str, Any] = {name: SimpleLazyObject(partial(reader, job)) for name, reader in _READERS.items()}
    return JobFacts(kind=job.kind, standing=frozenset(job.standing), **read)
