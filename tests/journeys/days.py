"""The calendar of a journey: it stands on a day, and goes on to a later one, as a job does over its weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from types import TracebackType
from typing import Self

import time_machine

FIRST_DAY = date(2026, 9, 8)  # a Tuesday, the day after Labor Day
MORNING = time(17, tzinfo=UTC)  # ten o'clock in Los Angeles


class Days:
    """Everybody's today. Days are counted from the first call, which is day 0."""

    def __init__(self, first: date = FIRST_DAY) -> None:
        self.first = self.today = first
        self._travel: time_machine.travel | None = None

    def __enter__(self) -> Self:
        self.go_to(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._travel:
            self._travel.stop()

    def go_to(self, number: int) -> date:
        """Wake up on this day; nobody goes back."""
        day = self.of(number)
        assert day >= self.today
        if self._travel:
            self._travel.stop()
        self._travel = time_machine.travel(datetime.combine(day, MORNING), tick=True)
        self._travel.start()
        self.today = day
        return day

    def of(self, number: int) -> date:
        return self.first + timedelta(days=number)
