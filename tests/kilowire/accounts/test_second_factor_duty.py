"""Everybody on a public site has a second factor: reminded for seven days, then led to its set-up."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kilowire.accounts.second_factor_duty import has_second_factor
from kilowire.models import User
from kilowire.public import is_public
from tests.builders.cast import signed_in, someone
from tests.builders.second_factor import code_now, with_app
from tests.kilowire.accounts.people import PASSWORD, hired, signed_in_with_password

pytestmark = pytest.mark.django_db
SET_UP = reverse("mfa_index")
LATER = timedelta(days=7, minutes=1)


@pytest.fixture
def public_site(settings: Any) -> None:
    settings.PUBLIC_SITE = True


def in_a_browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://jobs.example.com", True),
        ("http://jobs.example.com", False),
        ("https://kilowire.test", False),
        ("https://app.localhost:8443", False),
        ("https://localhost", False),
        ("https://127.0.0.1:8000", False),
        ("https://[::1]", False),
    ],
)
def test_which_site_is_public(url: str, public: bool) -> None:
    assert is_public(url) is public


@pytest.mark.parametrize("role", ["owner", "office", "field"])
def test_a_week_of_reminders_then_pages_lead_to_the_set_up(role: str, public_site: None) -> None:
    user = hired(role=role)
    first = in_a_browser(user).get("/")
    assert (first.status_code, "Set up a second step" in first.content.decode()) == (200, True)
    with time_machine.travel(timezone.now() + LATER, tick=False):
        client = in_a_browser(user)
        assert client.get("/")["Location"] == SET_UP
        assert client.get("/today/count/", headers={"HX-Request": "true"}).status_code in (204, 403)
        assert client.get(reverse("account_change_password")).status_code == 200
        with_app(user)
        assert client.get("/").status_code == 200


def test_a_tablets_doors_take_what_is_unsent(public_site: None) -> None:
    user = hired(role="field")
    in_a_browser(user).get("/")
    with time_machine.travel(timezone.now() + LATER, tick=False):
        client = in_a_browser(user)
        assert client.get("/field/").status_code == 200
        assert client.get(reverse("field:online")).json()["person"]["id"] == user.pk
        assert client.get(reverse("field:pack")).status_code == 200


def test_a_site_that_is_not_public_asks_nobody() -> None:
    client = signed_in("olive")
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert "second step" not in client.get("/").content.decode()
    assert someone("olive").second_factor_due_at is None


def test_a_session_that_began_with_a_second_factor_costs_no_query(
    public_site: None, django_assert_max_num_queries: Any
) -> None:
    user = hired()
    secret = with_app(user)
    client = signed_in_with_password(user)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    client.get("/today/count/")
    with django_assert_max_num_queries(20) as public:
        client.get("/today/count/")
    site.PUBLIC_SITE = False
    with django_assert_max_num_queries(20) as private:
        client.get("/today/count/")
    assert len(public) == len(private)


def test_the_last_factor_stays_until_there_is_another(public_site: None) -> None:
    with_app(user := hired())
    app = user.authenticator_set.get()
    assert not get_adapter().can_delete_authenticator(app)
    user.authenticator_set.create(type="webauthn", data={})
    assert get_adapter().can_delete_authenticator(app)


def test_a_lost_one_is_reset_by_command_and_asked_for_at_once(public_site: None) -> None:
    user = hired(role="owner")
    with_app(user)
    before = in_a_browser(user)
    said = StringIO()
    call_command("reset_second_factor", user.email.upper(), stdout=said)
    assert "sets up another" in said.getvalue()
    assert not has_second_factor(user)
    assert before.get("/").status_code == 302, "whoever found the lost one is signed out"
    assert signed_in_with_password(user).get("/")["Location"] == SET_UP
    for email, words in ((user.email, "has no second factor"), ("nobody@example.com", "Nobody signs in")):
        with pytest.raises(CommandError, match=words):
            call_command("reset_second_factor", email)


def test_accounts_of_the_demonstration_do_not_sign_in_on_a_public_site(settings: Any) -> None:
    olive, client = someone("olive"), signed_in("olive")
    typed = {"login": olive.email, "password": PASSWORD}
    assert client.get("/").status_code == 200
    settings.PUBLIC_SITE = True
    assert client.get("/").status_code == 302, "nor does a session go on that began before"
    assert Client().post(reverse("account_login"), typed).status_code == 200
    with pytest.raises(CommandError):
        call_command("seed_demo")
