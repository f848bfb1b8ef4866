"""Days and hours of a booking as they are typed: across the change of the clocks, and past midnight."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from jobs.appointments.forms import TimesForm
from jobs.appointments.services.bookings import refuse_booking, when
from kilowire.floor.refusals import Refused
from tests.builders.jobs import accepted_job


def spring(year: int) -> date:
    """The second Sunday of March, on which the clocks go forward."""
    return next(day for day in (date(year, 3, 8 + n) for n in range(7)) if day.weekday() == 6)


def times(on: date, begins: str, ends: str) -> TimesForm:
    form = TimesForm({"on": on.isoformat(), "starts_at": begins, "ends_at": ends})
    form.is_valid()
    return form


def local(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%d %H:%M}"


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [("01:00", "04:00", 2), ("00:30", "01:30", 1), ("03:00", "05:00", 2), ("22:00", "23:00", 1)],
)
def test_a_booking_across_the_missing_hour_is_as_long_as_it_is(begins: str, ends: str, hours: int) -> None:
    given: dict[str, Any] = times(spring(timezone.localdate().year + 1), begins, ends).cleaned_data
    assert given["ends_at"].timestamp() - given["starts_at"].timestamp() == hours * 3600


def test_a_booking_that_begins_in_the_missing_hour_is_refused_at_its_field() -> None:
    form = times(spring(timezone.localdate().year + 1), "02:30", "05:00")
    assert "there is no 2:30 AM. The next time is 3:30 AM." in form.errors["starts_at"][0]


def test_a_booking_past_midnight_ends_on_the_next_day() -> None:
    day = timezone.localdate().replace(month=6, day=30)
    given = times(day, "22:00", "02:00").cleaned_data
    assert (local(given["starts_at"]), local(given["ends_at"])) == ("30 22:00", "01 02:00")
    assert when(given["starts_at"], given["ends_at"]).endswith("10 PM–2 AM next day")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [("08:00", "08:00", "ends before it begins"), ("12:00", "08:00", "longer than one working day")],
)
def test_a_booking_of_no_time_or_of_a_whole_day_is_refused(begins: str, ends: str, said: str) -> None:
    given = times(timezone.localdate().replace(month=6, day=30), begins, ends).cleaned_data
    with pytest.raises(Refused, match=said):
        refuse_booking(accepted_job(), "survey", given["starts_at"], given["ends_at"])
