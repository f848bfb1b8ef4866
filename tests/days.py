"""Days in a table of cases, which is read before a test is told the clock: they count from its today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Ago:
    """So many days before the day on which the test runs; a negative number is a day to come."""

    days: int


def on_the_day(case: Any) -> Any:
    """A case of a table with its days as they are today."""
    if isinstance(case, Ago):
        return timezone.localdate() - timedelta(days=case.days)
    if isinstance(case, dict):
        return {name: on_the_day(value) for name, value in case.items()}
    return case
