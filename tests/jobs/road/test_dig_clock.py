"""When one may dig after notifying DigAlert: the worked example of domain.md, its edges, and what holds."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.road.dig_clock import DigClock, notify_digalert_by
from kilowire.floor.calendars import DIGALERT

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


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
