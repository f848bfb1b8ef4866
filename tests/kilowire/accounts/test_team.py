"""The owner's page of the team: who signs in and where, invites, roles, and what ends a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kilowire.accounts.devices import words_of
from kilowire.accounts.failures import BURST, count_failure
from kilowire.accounts.second_factor_duty import has_second_factor
from kilowire.models import Invite, User
from tests.builders.cast import PASSWORD, signed_in, someone
from tests.builders.second_factor import with_app
from tests.kilowire.accounts.people import hired, mailed, signed_in_with_password

pytestmark = pytest.mark.django_db
TEAM, INVITE, CHOOSE = reverse("team"), reverse("invite_person"), reverse("choose_password")
NIA = {"name": "Nia Park", "email": "Nia@Example.com", "role": "field"}
CHOSEN = "quiet-river-stone-9"


def invited(**new: str) -> str:
    """The path of the link in the mail to whom the owner has just invited."""
    assert signed_in("owen", proved=True).post(INVITE, {**NIA, **new}).status_code == 302
    (one,) = mailed()
    link = next(word for word in str(one.body).split() if "/accounts/invited/" in word)
    assert link.startswith(settings.PUBLIC_URL)
    return link.removeprefix(settings.PUBLIC_URL)


def choose(path: str, password: str = CHOSEN) -> Any:
    browser = Client()
    assert browser.get(path)["Location"] == CHOOSE, "the token does not stay in the address"
    return browser.post(CHOOSE, {"password1": password, "password2": password})


def test_an_invited_person_chooses_a_password_and_signs_in() -> None:
    path = invited()
    assert "nia@example.com" in signed_in("owen").get(TEAM).content.decode()
    assert "contains your name" in choose(path, "niapark-niapark").content.decode()
    assert choose(path)["Location"] == reverse("account_login")
    nia = User.objects.get(email="nia@example.com")
    assert (nia.role, EmailAddress.objects.get(user=nia).verified) == ("field", True)
    assert signed_in_with_password(nia, CHOSEN).get("/").status_code == 200
    assert choose(path).status_code == 410, "it opens once"


def test_a_link_is_over_after_a_day_or_another_invite_or_a_word() -> None:
    first = invited()
    second = invited()
    assert choose(first).status_code == 410
    forged = f"{Invite.objects.latest('pk').pk}.{first.strip('/').rpartition('.')[2]}"
    for made_up in ("made-up", "7", forged):
        assert choose(reverse("invited", args=[made_up])).status_code == 410
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        assert choose(second).status_code == 410
    signed_in("owen").post(reverse("withdraw_invite", args=[Invite.objects.latest("pk").pk]))
    assert choose(second).status_code == 410
    assert not User.objects.filter(email="nia@example.com").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"email": "Olive@KiloWire.test"}, "signs in with this address"), ({"role": "king"}, "valid choice")],
)
def test_what_an_invite_is_refused_for(typed: dict[str, str], said: str) -> None:
    someone("olive")
    answer = signed_in("owen", proved=True).post(INVITE, {**NIA, **typed})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_invites_roles_and_a_reset_ask_for_the_password_again() -> None:
    with_app(asa := someone("asa"))
    client, again = signed_in("owen"), reverse("account_reauthenticate")
    change = reverse("admin:kilowire_user_change", args=[asa.pk])
    reset = reverse("reset_factor", args=[asa.pk])
    for answer in (client.get(INVITE), client.post(INVITE, NIA), client.get(change), client.post(reset)):
        assert answer["Location"].startswith(again)
    assert has_second_factor(asa)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(again, {"password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert client.get(change).status_code == 200
    assert client.post(reset).status_code == 302
    assert not has_second_factor(asa)


@pytest.mark.parametrize(
    ("new", "ends"),
    [
        ({"role": "field"}, True),
        ({"email": "quill@example.com"}, True),
        ({"is_active": ""}, True),
        ({"name": "M. Quill"}, False),
    ],
)
def test_another_role_or_address_ends_the_sessions_and_the_old_address_is_told(
    new: dict[str, str], ends: bool
) -> None:
    mara = hired()
    theirs, owner = signed_in_with_password(mara), signed_in("owen", proved=True)
    before = owner.cookies[settings.SESSION_COOKIE_NAME].value
    typed = {"name": mara.name, "email": mara.email, "role": mara.role, "is_active": "on", **new}
    answer = owner.post(reverse("admin:kilowire_user_change", args=[mara.pk]), typed)
    assert answer.status_code == 302
    assert (theirs.get("/").status_code == 302) is ends
    assert (owner.cookies[settings.SESSION_COOKIE_NAME].value != before) is ends
    assert [each.to for each in mailed()] == ([[mara.email]] if "email" in new else [])


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"email": "Olive@KiloWire.test"}, "signs in with this address"), ({"role": "king"}, "valid choice")],
)
def test_what_a_change_is_refused_for(typed: dict[str, str], said: str) -> None:
    mara = hired()
    someone("olive")
    given = {"name": mara.name, "email": mara.email, "role": mara.role, "is_active": "on", **typed}
    answer = signed_in("owen", proved=True).post(reverse("admin:kilowire_user_change", args=[mara.pk]), given)
    assert said in answer.content.decode()


def test_the_owner_ends_one_device_or_all() -> None:
    mara = hired()
    one, two, three = (signed_in_with_password(mara) for _ in range(3))
    owner = signed_in("owen")
    assert owner.get(TEAM).content.decode().count('aria-label="Sign out A browser of Mara Quill"') == 3
    first = UserSession.objects.get(session_key=one.cookies[settings.SESSION_COOKIE_NAME].value)
    owner.post(reverse("end_one_session", args=[first.pk]))
    assert [each.get("/").status_code for each in (one, two, three)] == [302, 200, 200]
    owner.post(reverse("end_all_sessions", args=[mara.pk]))
    assert [each.get("/").status_code for each in (two, three)] == [302, 302]
    owner.post(reverse("end_all_sessions", args=[someone("owen").pk]))
    assert owner.get(TEAM).status_code == 200, "the owner's own session stays"


def test_a_burst_of_failures_stands_on_the_page() -> None:
    for _ in range(BURST):
        count_failure(someone("olive"))
        count_failure(None)
    shown = signed_in("owen").get(TEAM).content.decode()
    assert f"{BURST} failed sign-ins in bursts this week, for addresses that nobody has" in shown
    assert "Somebody may be guessing" in shown


def test_more_people_and_devices_cost_no_more_queries(django_assert_max_num_queries: Any) -> None:
    owner = signed_in("owen")
    owner.get(TEAM)
    with django_assert_max_num_queries(12) as few:
        owner.get(TEAM)
    for name in ("Mara Quill", "Nils Berg", "Ona Reed"):
        signed_in_with_password(hired(name))
    with django_assert_max_num_queries(12) as many:
        owner.get(TEAM)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/605.1", "Safari on iPad"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on Mac"),
        ("", "A browser"),
    ],
)
def test_a_device_in_words(user_agent: str, words: str) -> None:
    assert words_of(user_agent) == words
