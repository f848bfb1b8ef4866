"""The right to cancel: the worked examples of domain.md, their edges, and what always holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.agreement.right_to_cancel import may_cancel_until, refund_due_on

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


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


@given(signed_on=days)
def test_an_owner_whom_nobody_asked_has_the_longer_time(signed_on):
    assert may_cancel_until(signed_on, is_65_or_over=None) == may_cancel_until(signed_on, is_65_or_over=True)


def test_the_refund_is_due_ten_calendar_days_after_the_notice():
    assert refund_due_on(date(2026, 12, 23)) == date(2027, 1, 2)
