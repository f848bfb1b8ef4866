"""Business days: the worked examples of domain.md 8.4, each party's holidays, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kilowire.floor.calendars import (
    CALENDARS,
    CITY,
    DIGALERT,
    FEDERAL,
    PLAIN,
    SCE,
    Calendar,
    add_business_days,
    business_days_between,
    calendar_named,
    federal_holidays,
    next_business_day,
    state_holidays,
    utility_holidays,
    weekdays_named,
)

days = st.dates(date(1995, 1, 1), date(2100, 12, 31))
calendars = st.sampled_from(
    [
        *CALENDARS.values(),
        CITY.with_closures(weekdays={4}, closed={date(2026, 12, 24)}, name="closed on Fridays"),
    ]
)


class TestThirtyBusinessDaysFrom20November2026:
    submitted_on = date(2026, 11, 20)

    def test_the_eight_holidays_give_6_january(self):
        assert add_business_days(self.submitted_on, 30, SCE) == date(2027, 1, 6)

    def test_a_free_friday_after_thanksgiving_gives_7_january(self):
        edited = SCE.with_closures(closed={date(2026, 11, 27)})
        assert add_business_days(self.submitted_on, 30, edited) == date(2027, 1, 7)

    def test_no_holidays_at_all_would_end_on_one(self):
        assert add_business_days(self.submitted_on, 30, Calendar("none")) == date(2027, 1, 1)


def test_the_utility_keeps_a_sunday_on_monday_and_leaves_a_saturday():
    assert date(2022, 12, 26) in utility_holidays(2022)  # Christmas on a Sunday
    assert date(2022, 12, 25) not in utility_holidays(2022)
    assert SCE.is_business_day(date(2026, 7, 3))  # July 4 on a Saturday
    assert not FEDERAL.is_business_day(date(2026, 7, 3))
    assert date(2023, 1, 2) in utility_holidays(2023)  # New Year on a Sunday stays in its year


@pytest.mark.parametrize("year", range(2000, 2060))
def test_the_utility_keeps_eight_holidays_every_year(year):
    assert len(utility_holidays(year)) == 8


def test_the_utility_works_on_the_days_only_others_keep():
    for day in (
        date(2026, 1, 19),
        date(2026, 6, 19),
        date(2026, 10, 12),
        date(2026, 11, 27),
        date(2026, 3, 31),
    ):
        assert SCE.is_business_day(day)
        assert not CITY.is_business_day(day)


def test_the_state_keeps_its_own_days_and_not_the_commemorative_ones():
    kept = state_holidays(2026)
    assert {date(2026, 3, 31), date(2026, 11, 27), date(2026, 11, 11)} <= kept
    assert not {date(2026, 2, 15), date(2026, 10, 12), date(2026, 11, 8)} & kept


@pytest.mark.parametrize("year", range(2021, 2041))
def test_every_state_holiday_is_found_under_its_name(year):
    by_name = state_holidays(year)
    assert len(by_name) >= 11
    assert date(year, 12, 25) in by_name


def test_a_federal_holiday_on_saturday_closes_the_friday_of_the_year_before():
    assert date(2027, 12, 31) in federal_holidays(2027)  # January 1, 2028 is a Saturday
    assert not FEDERAL.is_business_day(date(2027, 12, 31))


def test_a_city_closed_on_fridays_takes_longer():
    fridays_off = CITY.with_closures(weekdays=weekdays_named("Fri"), name="whittier")
    assert add_business_days(date(2026, 11, 20), 10, CITY) == date(2026, 12, 8)
    assert add_business_days(date(2026, 11, 20), 10, fridays_off) == date(2026, 12, 9)
    assert fridays_off.name == "whittier"
    assert CITY.closed_weekdays == {5, 6}


def test_closures_are_single_days_too():
    between_the_years = {date(2026, 12, day) for day in range(24, 32)}
    closed = CITY.with_closures(closed=between_the_years)
    assert next_business_day(date(2026, 12, 24), closed) == date(2027, 1, 4)


def test_a_day_can_be_open_against_the_list():
    opened = CITY.with_closures(opened={date(2026, 3, 31), date(2026, 4, 4)})
    assert opened.is_business_day(date(2026, 3, 31))
    assert opened.is_business_day(date(2026, 4, 4))  # a Saturday
    assert business_days_between(date(2026, 3, 30), date(2026, 4, 4), opened) == 5


def test_holidays_may_be_a_fixed_list():
    fixed = Calendar("hoa", frozenset({date(2026, 11, 23)}))
    assert add_business_days(date(2026, 11, 20), 1, fixed) == date(2026, 11, 24)


def test_plain_days_are_all_days():
    assert add_business_days(date(2028, 2, 28), 1, PLAIN) == date(2028, 2, 29)
    assert add_business_days(date(2026, 12, 31), 60, PLAIN) == date(2027, 3, 1)
    assert business_days_between(date(2026, 1, 1), date(2027, 1, 1), PLAIN) == 365


def test_leap_days_and_year_ends_are_days_like_others():
    assert add_business_days(date(2028, 2, 28), 1, SCE) == date(2028, 2, 29)
    assert add_business_days(date(2028, 2, 29), 1, SCE) == date(2028, 3, 1)
    assert add_business_days(date(2026, 12, 31), 1, SCE) == date(2027, 1, 4)
    assert add_business_days(date(2027, 1, 4), -1, SCE) == date(2026, 12, 31)


def test_counting_from_a_closed_day_begins_with_the_next_open_one():
    saturday = date(2026, 11, 21)
    assert add_business_days(saturday, 1, SCE) == date(2026, 11, 23)
    assert add_business_days(saturday, -1, SCE) == date(2026, 11, 20)
    assert add_business_days(saturday, 0, SCE) == saturday
    assert next_business_day(saturday, SCE) == date(2026, 11, 23)


def test_more_than_a_year_is_counted_across_years():
    assert add_business_days(date(2026, 1, 1), 1000, SCE) == date(2029, 12, 7)
    assert business_days_between(date(2026, 1, 1), date(2029, 12, 7), SCE) == 1000


@pytest.mark.parametrize("weekdays", [set(range(7)), {7}, {-1}])
def test_a_calendar_keeps_a_real_weekday_open(weekdays):
    with pytest.raises(ValueError, match="must keep one day of the week"):
        Calendar("shut", closed_weekdays=frozenset(weekdays))


def test_weekdays_are_read_by_name():
    assert weekdays_named("Fri, saturday") == {4, 5}
    assert weekdays_named("") == frozenset()
    with pytest.raises(ValueError, match="“Fry” is not a day of the week"):
        weekdays_named("Fry")


def test_an_unknown_calendar_is_refused_with_those_there_are():
    assert calendar_named("digalert") is DIGALERT
    with pytest.raises(ValueError, match="“edison”; there are city, digalert, federal, plain, sce"):
        calendar_named("edison")


@given(day=days, count=st.integers(1, 700), calendar=calendars)
def test_adding_and_counting_are_each_others_inverse(day, count, calendar):
    due = add_business_days(day, count, calendar)
    assert due > day
    assert calendar.is_business_day(due)
    assert business_days_between(day, due, calendar) == count
    assert business_days_between(due, day, calendar) == -count


@given(day=days, count=st.integers(1, 400), calendar=calendars)
def test_going_back_from_a_business_day_and_forth_again_ends_there(day, count, calendar):
    open_day = next_business_day(day, calendar)
    assert add_business_days(add_business_days(open_day, -count, calendar), count, calendar) == open_day


@given(first=days, length=st.integers(0, 900), calendar=calendars)
def test_the_count_is_what_counting_on_fingers_gives(first, length, calendar):
    one_by_one = sum(calendar.is_business_day(first + timedelta(days=n)) for n in range(1, length + 1))
    assert business_days_between(first, first + timedelta(days=length), calendar) == one_by_one


@given(day=days, count=st.integers(1, 60), calendar=calendars, closed=st.sets(days, max_size=5))
def test_another_closed_day_never_brings_a_due_day_forward(day, count, calendar, closed):
    longer = calendar.with_closures(closed=closed)
    assert add_business_days(day, count, longer) >= add_business_days(day, count, calendar)


@given(day=days, calendar=calendars)
def test_the_next_business_day_is_open_and_the_first(day, calendar):
    following = next_business_day(day, calendar)
    assert calendar.is_business_day(following)
    assert not any(calendar.is_business_day(day + timedelta(days=n)) for n in range((following - day).days))
