"""The clocks of the road: the worked examples of domain.md 6 and 8, their edges, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.installation.dig_clock import DigClock, notify_digalert_by
from jobs.warranty.terms import months_later, workmanship_ends_on
from kilowire.floor.calendars import CITY, DIGALERT, weekdays_named
from permits.clocks import PermitClock, deemed_approved_on, deemed_complete_on
from utility_requests.typical_time import utility_typical_on

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_the_utilitys_typical_day_is_the_worked_example():
    assert utility_typical_on(date(2026, 11, 20)) == date(2027, 1, 6)
    assert utility_typical_on(date(2026, 11, 20), days=10) == date(2026, 12, 7)


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


class TestDigAlert:
    ticket = DigClock(notified_on=date(2026, 11, 24))

    def test_the_worked_example(self):
        assert self.ticket.dig_from == date(2026, 12, 1)
        assert self.ticket.dig_at_latest == date(2026, 12, 8)
        assert self.ticket.expires_on == date(2026, 12, 22)

    def test_digging_may_start_inside_the_window_only(self):
        assert not self.ticket.covers_start(date(2026, 11, 30))
        assert self.ticket.covers_start(date(2026, 12, 1))
        assert self.ticket.covers_start(date(2026, 12, 8))
        assert not self.ticket.covers_start(date(2026, 12, 9))

    def test_the_ticket_lives_through_its_twenty_eighth_day(self):
        assert not self.ticket.is_live(date(2026, 11, 30))
        assert self.ticket.is_live(date(2026, 12, 22))
        assert not self.ticket.is_live(date(2026, 12, 23))

    def test_the_latest_notice_for_a_day_of_digging(self):
        assert notify_digalert_by(date(2026, 12, 1)) == date(2026, 11, 24)
        assert notify_digalert_by(date(2026, 11, 20)) == date(2026, 11, 17)

    @given(dig_on=days)
    def test_the_latest_notice_is_in_time_and_a_day_later_is_not(self, dig_on):
        latest = notify_digalert_by(dig_on)
        assert DigClock(latest).dig_from <= dig_on
        assert DigClock(latest + timedelta(days=1)).dig_from > dig_on

    @given(notified_on=days)
    def test_two_whole_working_days_lie_between_notice_and_digging(self, notified_on):
        dig_from = DigClock(notified_on).dig_from
        between = [notified_on + timedelta(days=n) for n in range(1, (dig_from - notified_on).days)]
        assert sum(map(DIGALERT.is_business_day, between)) == 2


@pytest.mark.parametrize(
    ("signed_on", "is_65_or_over", "until"),
    [
        (date(2026, 11, 20), False, date(2026, 11, 25)),  # Friday: Mon, Tue, Wed
        (date(2026, 11, 20), True, date(2026, 11, 30)),  # Thanksgiving is not counted, the Friday after it is
        (date(2026, 11, 21), False, date(2026, 11, 25)),  # Saturday: the same
        (date(2026, 12, 23), False, date(2026, 12, 29)),
        (date(2026, 12, 31), True, date(2027, 1, 8)),
        (date(2028, 2, 28), False, date(2028, 3, 2)),  # over a leap day
    ],
)
def test_the_right_to_cancel(signed_on, is_65_or_over, until):
    assert may_cancel_until(signed_on, is_65_or_over=is_65_or_over) == until


@given(signed_on=days)
def test_the_right_to_cancel_is_never_shorter_at_65(signed_on):
    younger = may_cancel_until(signed_on, is_65_or_over=False)
    assert signed_on + timedelta(days=3) <= younger < may_cancel_until(signed_on, is_65_or_over=True)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 150, date(2039, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_months_last(day, months, later):
    assert months_later(day, months) == later


def test_workmanship_is_one_year_from_commissioning():
    assert workmanship_ends_on(date(2026, 11, 20)) == date(2027, 11, 20)
    assert workmanship_ends_on(date(2028, 2, 29)) == date(2029, 2, 28)


@given(earlier=days, gap=st.integers(0, 400), months=st.integers(0, 300))
def test_who_was_later_is_not_covered_for_less_long(earlier, gap, months):
    assert months_later(earlier, months) <= months_later(earlier + timedelta(days=gap), months)
