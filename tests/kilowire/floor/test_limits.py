"""A limit lets so many tries through in its time, then says how long to wait, and begins anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kilowire.floor.limits import Limit, TooManyTries, take

pytestmark = pytest.mark.django_db
THREE = Limit(3, 60)


def test_the_fourth_try_waits_for_the_end_of_the_first() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        for _ in range(3):
            take(THREE, "a", 1)
        clock.shift(20)
        with pytest.raises(TooManyTries) as refused:
            take(THREE, "a", 1)
        assert refused.value.retry_after in (40, 41)
        take(THREE, "a", 2)
        clock.shift(timedelta(seconds=41))
        assert [take(THREE, "a", 1) for _ in range(3)]


def test_a_try_that_is_given_back_is_free_once_more() -> None:
    taken = [take(THREE, "a") for _ in range(3)]
    taken[0].give_back()
    take(THREE, "a")
    with pytest.raises(TooManyTries):
        take(THREE, "a")


def test_a_try_of_a_time_that_is_over_gives_nothing_back() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        early = take(THREE, "a")
        clock.shift(61)
        for _ in range(3):
            take(THREE, "a")
        early.give_back()
        with pytest.raises(TooManyTries):
            take(THREE, "a")


def test_it_costs_one_statement(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(2):
        with django_assert_num_queries(1):
            take(THREE, "a")
