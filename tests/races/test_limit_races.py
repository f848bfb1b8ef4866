"""Forty guesses at once pass a limit together no more often than one after the other would."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from jobs.homeowner.services import codes
from jobs.homeowner.services.links import make_link
from jobs.models import OneTimeCode
from kilowire.floor.limits import Limit, TooManyTries, take
from kilowire.floor.link_tokens import code_of
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
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


def test_codes_of_a_link_are_mailed_and_tried_no_more_often_than_they_may() -> None:
    link = make_link(person=accepted_job().people.get(), by=someone("olive"))
    asked = at_once(lambda _: codes.ask_code(link=link))
    assert len(asked.done) == codes.CODES_OF_STRANGERS_IN_A_DAY
    last = OneTimeCode.objects.latest("id")
    wrong = f"{(int(code_of(last.pk, settings.PORTAL_LINK_KEY)) + 1) % 10**6:06}"
    tried = at_once(lambda _: codes.use_code(link=link, typed=wrong))
    assert sum("not the code" in said for said in tried.refused) == codes.TRIES_OF_A_CODE
    assert not tried.done
