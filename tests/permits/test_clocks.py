"""The clocks of the city and of a permit: the worked examples of domain.md 6 and 8, and their edges."""

from __future__ import annotations

from datetime import date

from kilowire.floor.calendars import CITY, weekdays_named
from permits.clocks import PermitClock, deemed_approved_on, deemed_complete_on


class TestTheCitysClocks:
    def test_the_worked_example(self):
        complete_on = deemed_complete_on(date(2026, 11, 20))
        assert complete_on == date(2026, 12, 1)
        assert deemed_approved_on(complete_on) == date(2026, 12, 30)

    def test_a_city_with_its_own_closures_and_lengths(self):
        fridays_off = CITY.with_closures(weekdays=weekdays_named("Fri"))
        assert deemed_complete_on(date(2026, 11, 30), fridays_off) == date(2026, 12, 8)
        assert deemed_approved_on(date(2026, 12, 1), fridays_off, days=3) == date(2026, 12, 7)


class TestThePermit:
    def test_work_must_begin_within_a_year_and_the_last_day_is_good(self):
        permit = PermitClock(issued_on=date(2026, 11, 20))
        assert permit.expires_on == date(2027, 11, 20)
        assert not permit.has_expired(date(2027, 11, 20))
        assert permit.has_expired(date(2027, 11, 21))

    def test_it_warns_thirty_days_before_and_stops_when_it_is_over(self):
        permit = PermitClock(issued_on=date(2026, 11, 20))
        assert permit.warn_on == date(2027, 10, 21)
        assert not permit.warns(date(2027, 10, 20))
        assert permit.warns(date(2027, 10, 21))
        assert permit.warns(date(2027, 11, 20))
        assert not permit.warns(date(2027, 11, 21))

    def test_a_leap_day_is_one_of_the_365(self):
        assert PermitClock(issued_on=date(2028, 1, 1)).expires_on == date(2028, 12, 31)
        assert PermitClock(issued_on=date(2028, 2, 29)).expires_on == date(2029, 2, 28)

    def test_begun_work_leaves_180_days_from_the_last_work(self):
        begun = PermitClock(issued_on=date(2026, 1, 5), work_started_on=date(2026, 12, 1))
        assert begun.expires_on == date(2027, 5, 30)
        again = PermitClock(
            date(2026, 1, 5), work_started_on=date(2026, 12, 1), last_work_on=date(2027, 2, 1)
        )
        assert again.expires_on == date(2027, 7, 31)

    def test_lengths_are_the_jurisdictions(self):
        old_text = PermitClock(issued_on=date(2026, 1, 1), start_by_days=180, warning_days=10)
        assert old_text.expires_on == date(2026, 6, 30)
        assert old_text.warn_on == date(2026, 6, 20)
