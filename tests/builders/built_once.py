"""Jobs that the tests of a module share: built once, handed out once to each test, and taken back after it.

A module asks for one with ``pytest.mark.usefixtures("approved_once")``. Its builder then returns that job
where a test asks for a plain one, and builds a second one anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from jobs.models import Job

_built: dict[str, int] = {}
_left: set[str] = set()


@contextmanager
def built_once(name: str, build: Callable[[], Job]) -> Iterator[None]:
    """Build the job in a transaction of its own, which the tests' transactions lie within."""
    with transaction.atomic():
        _built[name] = build().pk
        try:
            yield
        finally:
            del _built[name]
            transaction.set_rollback(True)


def hand_out_again() -> None:
    """Let the next test have each of these jobs once."""
    _left.update(_built)


def handed_out(name: str) -> Job | None:
    """Return the job of this name as it was built; None where there is none or this test has it already."""
    if name not in _left or name not in _built:
        return None
    _left.discard(name)
    return Job.objects.get(pk=_built[name])
