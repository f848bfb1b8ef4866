"""A stranger who guesses at an account never keeps its owner out, and learns nothing by guessing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kilowire.accounts.failures import NOBODY, bursts
from kilowire.accounts.limited_pages import LIMITED
from kilowire.models import Tries, User
from kilowire.nightly import remove_old_forms
from tests.builders.cast import someone
from tests.builders.second_factor import code_now, with_app
from tests.kilowire.accounts.people import mailed

pytestmark = pytest.mark.django_db
PASSWORD = "a plain test password"
SIGN_IN, SECOND, RESET = (
    reverse(name) for name in ("account_login", "mfa_authenticate", "account_reset_password")
)
TOO_MANY = "Too many wrong tries."
STRANGERS_ADDRESS = "203.0.113.7"


def browser(address: str = "198.51.100.1") -> Client:
    """A browser behind the proxy, at this address."""
    return Client(HTTP_X_FORWARDED_FOR=address)


def sign_in(client: Client, who: str = "olive", password: str = PASSWORD) -> HttpResponse:
    return client.post(SIGN_IN, {"login": f"{who}@kilowire.test", "password": password})


def known_browser(who: str = "olive") -> Client:
    """A browser in which this person signed in once and out again."""
    client = browser()
    assert sign_in(client, who).status_code == 302
    client.post(reverse("account_logout"))
    return client


@pytest.fixture
def olive() -> User:
    return someone("olive")


def guess(times: int = 1, who: str = "olive") -> HttpResponse:
    stranger = browser(STRANGERS_ADDRESS)
    return [sign_in(stranger, who, "not the password") for _ in range(times)][-1]


def test_whoever_signed_in_before_signs_in_while_a_stranger_guesses(olive: User) -> None:
    client = known_browser()
    now = timezone.now()
    signed_in = 0
    for round_ in range(13):
        with time_machine.travel(now + timedelta(seconds=6 * round_), tick=False):
            assert guess().status_code in (200, 429)
            signed_in += sign_in(client).status_code == 302
            client.post(reverse("account_logout"))
    assert signed_in == 13


def test_a_new_browser_gets_in_within_a_minute_of_the_last_guess(olive: User) -> None:
    guess(20)
    refused = sign_in(browser())
    assert (refused.status_code, TOO_MANY in refused.content.decode()) == (429, True)
    assert 0 < int(refused["Retry-After"]) <= 60
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        assert sign_in(browser()).status_code == 302


def test_a_right_password_is_no_failure(olive: User) -> None:
    for _ in range(12):
        assert sign_in(browser()).status_code == 302


def test_a_known_browser_cannot_guess_without_end_either(olive: User) -> None:
    client = known_browser()
    answers = [sign_in(client, password="wrong").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert sign_in(client).status_code == 429, "nor is the right one compared now"
    assert sign_in(browser()).status_code == 302, "another browser is not its business"


def test_a_cookie_of_one_user_or_of_nobody_does_not_count_for_another(olive: User) -> None:
    someone("owen")
    guess(5)
    for cookie in ("forged", known_browser("owen").cookies[settings.DEVICE_COOKIE_NAME].value):
        client = browser()
        client.cookies[settings.DEVICE_COOKIE_NAME] = cookie
        assert sign_in(client).status_code == 429


def test_the_cookie_opens_nothing_and_no_script_reads_it(olive: User) -> None:
    cookie = known_browser().cookies[settings.DEVICE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Lax",
        "/",
    )
    assert cookie.key.startswith("__Host-")
    assert "olive" not in cookie.value
    client = browser()
    client.cookies[cookie.key] = cookie.value
    assert client.get("/").status_code == 302


def test_the_same_words_for_an_address_that_nobody_has(olive: User) -> None:
    said = {}
    for who in ("olive", "nobody"):
        answers = [guess(who=who) for _ in range(6)]
        said[who] = [
            (answer.status_code, answer.context["form"].non_field_errors().as_text()) for answer in answers
        ]
    assert said["olive"] == said["nobody"]
    assert [status for status, _ in said["olive"]] == [200] * 5 + [429]


def test_spelling_an_address_another_way_is_no_second_count(olive: User) -> None:
    for typed in ("olive@kilowire.test", "OLIVE@kilowire.test", " Olive@Kilowire.Test "):
        for _ in range(2):
            answer = browser().post(SIGN_IN, {"login": typed, "password": "wrong"})
    assert answer.status_code == 429


def test_one_network_does_not_guess_at_all_accounts(olive: User) -> None:
    answers = [guess(who=f"person{number}") for number in range(31)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert sign_in(browser()).status_code == 302, "elsewhere it is open"
    neighbor = known_browser()
    neighbor.defaults["HTTP_X_FORWARDED_FOR"] = STRANGERS_ADDRESS
    assert sign_in(neighbor).status_code == 302, "and behind the same address for who is known"


def test_a_household_of_ipv6_is_one_network() -> None:
    answers = [sign_in(browser(f"2001:db8:1:2::{n:x}"), f"person{n}", "wrong").status_code for n in range(31)]
    assert answers[-1] == 429


class TestSecondFactor:
    def test_whoever_signed_in_before_passes_while_a_stranger_tries_codes(self, olive: User) -> None:
        client = known_browser()
        secret = with_app(olive)
        stranger = browser(STRANGERS_ADDRESS)
        assert sign_in(stranger)["Location"] == SECOND, "they know the password"
        answers = [stranger.post(SECOND, {"code": "000000"}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert answers[-1]["Retry-After"]
        assert sign_in(client)["Location"] == SECOND
        assert client.post(SECOND, {"code": code_now(secret)})["Location"] == "/"

    def test_a_code_is_taken_once(self, olive: User) -> None:
        code = code_now(with_app(olive))
        for taken in (True, False):
            client = browser()
            sign_in(client)
            assert (client.post(SECOND, {"code": code}).status_code == 302) is taken

    def test_who_does_not_pass_it_is_not_known_afterwards(self, olive: User) -> None:
        with_app(olive)
        stranger = browser(STRANGERS_ADDRESS)
        sign_in(stranger)
        assert settings.DEVICE_COOKIE_NAME not in stranger.cookies


class TestResetMail:
    def mailed_address(self) -> str:
        body = str(mailed()[-1].body)
        path = next(line for line in body.split() if "/password/reset/key/" in line)
        return "/" + path.split("/", 3)[3]

    def test_whoever_opened_the_mail_is_no_stranger_any_more(self, olive: User) -> None:
        guess(20)
        client = browser()
        assert sign_in(client).status_code == 429
        assert client.post(RESET, {"email": olive.email}).status_code == 302
        client.get(self.mailed_address(), follow=True)
        assert sign_in(client).status_code == 302

    def test_a_made_up_address_of_a_reset_page_proves_nothing(self, olive: User) -> None:
        client = browser()
        made_up = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(olive), "set-password"])
        client.get(made_up)
        assert settings.DEVICE_COOKIE_NAME not in client.cookies

    def test_strangers_do_not_fill_a_mailbox_nor_stop_the_owner(self, olive: User) -> None:
        client = known_browser()
        for email, told in ((olive.email, 5), ("nobody@kilowire.test", 0)):
            stranger = browser(STRANGERS_ADDRESS)
            answers = [stranger.post(RESET, {"email": email}).status_code for _ in range(6)]
            assert answers == [302] * 5 + [429]
            assert len(mailed()) == told
        assert client.post(RESET, {"email": olive.email}).status_code == 302
        assert len(mailed()) == 1


@pytest.mark.parametrize("name", sorted(LIMITED))
def test_every_limited_page_says_when_to_try_again(name: str, olive: User) -> None:
    client = browser()
    client.force_login(olive)
    address = reverse(name, args=["1", "key"] if name.endswith("from_key") else [])
    answers = [client.post(address, {}) for _ in range(LIMITED[name][0].tries + 1)]
    assert 429 not in [answer.status_code for answer in answers[:-1]]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_wrong_token_is_put_off_with_the_time_to_wait() -> None:
    wrong = reverse("homeowner:status", args=["not-a-token"])
    put_off = [browser().get(wrong) for _ in range(31)][-1]
    assert (put_off.status_code, int(put_off["Retry-After"]) > 0) == (429, True)


def test_a_burst_of_failures_is_known_by_the_hour(olive: User) -> None:
    client, began = known_browser(), timezone.now() - timedelta(hours=1)
    guess(9)
    sign_in(client)
    assert bursts(began) == {}
    guess(4)
    guess(11, who="nobody")
    assert {who: failed for who, (failed, _) in bursts(began).items()} == {olive.pk: 13, NOBODY: 11}
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        remove_old_forms()
        assert bursts(began) == {}


def test_wrong_codes_are_failures_too(olive: User) -> None:
    with_app(olive)
    stranger = browser(STRANGERS_ADDRESS)
    sign_in(stranger)
    for _ in range(10):
        stranger.post(SECOND, {"code": "000000"})
    assert bursts(timezone.now() - timedelta(hours=1))[olive.pk][0] == 10


def test_no_text_stops_the_page_of_reset_mails() -> None:
    for odd in ("a\0b@kilowire.test", "\ud800", "@" * 5000, ""):
        typed = urlencode({"email": odd}, errors="replace")
        answer = browser().post(RESET, typed, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500


def test_counts_that_are_over_go_at_night(olive: User) -> None:
    guess()
    assert Tries.objects.count() == 2
    remove_old_forms()
    assert Tries.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        remove_old_forms()
    assert not Tries.objects.exists()


def test_another_key_of_the_site_ends_neither_sessions_nor_device_cookies(olive: User, settings: Any) -> None:
    client = known_browser()
    sign_in(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, which is long enough for it 0123"
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    guess(5)
    assert sign_in(client).status_code == 302
