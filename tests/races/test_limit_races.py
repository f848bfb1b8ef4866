"""Forty guesses at once pass a limit together no more often than one after the other would."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kilowire.floor.limits import Limit, TooManyTries, take
from tests.builders.cast import someone
from tests.races.harness import AT_ONCE, at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def _take(limit: Limit) -> bool:
    try:
        take(limit, "a")
    except TooManyTries:
        return False
    return True


@pytest.mark.parametrize("tries", [1, 30])
def test_a_limit_is_never_passed(tries: int) -> None:
    limit = Limit(tries, 3600)
    assert sum(at_once(lambda _: _take(limit)).done) == tries
    assert not _take(limit)


def test_guesses_at_a_password_and_at_a_link(client: Client) -> None:
    someone("olive")
    sign_in, wrong = reverse("account_login"), reverse("homeowner:status", args=["not-a-token"])
    typed = {"login": "olive@kilowire.test", "password": "not the password"}
    passwords = at_once(lambda _: Client().post(sign_in, typed).status_code).done
    assert (passwords.count(200), passwords.count(429)) == (5, AT_ONCE - 5)
    links = at_once(lambda _: Client().get(wrong).status_code).done
    assert (links.count(404), links.count(429)) == (30, AT_ONCE - 30)
