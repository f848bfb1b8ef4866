"""How long people stay signed in, what ends a session, and what a browser keeps of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.homeowner.services import codes, links
from kilowire.floor.link_tokens import code_of, token_of
from kilowire.models import User
from kilowire.nightly import remove_ended_sessions
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job
from tests.kilowire.accounts.people import PASSWORD, hired, mailed, signed_in_with_password

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def still_in(who: str, *, after: list[float]) -> bool:
    """Whether somebody who opens a page after so many hours, each counted from the sign-in, is let in."""
    client, began = signed_in_with_password(someone(who)), timezone.now()
    for hours in after:
        with time_machine.travel(began + timedelta(hours=hours), tick=False):
            answer = client.get("/")
    return answer.status_code == 200


@pytest.mark.parametrize(
    ("who", "after", "let_in"),
    [
        ("olive", [11], True),
        ("olive", [13], False),
        ("owen", [11, 22, 33], True),
        ("owen", [13], False),
        ("olive", [*range(11, 24 * 14, 11)], True),
        ("olive", [*range(11, 24 * 14, 11), 24 * 14 + 1], False),
        ("asa", [24 * 13], True),
        ("asa", [24 * 15], False),
        ("asa", [*range(24 * 13, 24 * 90, 24 * 13)], True),
        ("asa", [*range(24 * 13, 24 * 90, 24 * 13), 24 * 90 + 1], False),
    ],
)
def test_how_long_a_session_lives(who: str, after: list[float], let_in: bool) -> None:
    assert still_in(who, after=after) is let_in


def test_a_page_that_asks_by_itself_is_no_use() -> None:
    client, began = signed_in_with_password(someone("olive")), timezone.now()
    for hours in (5, 10, 13):
        with time_machine.travel(began + timedelta(hours=hours), tick=False):
            answer = client.get("/today/count/", headers={"HX-Request": "true"})
    assert answer.status_code != 200


@pytest.mark.parametrize(("role", "days"), [("field", 14), ("office", 0.5)])
def test_a_sign_in_lasts_by_role_without_a_tick(role: str, days: float) -> None:
    client = signed_in_with_password(hired(role=role))
    assert "remember" not in Client().get(reverse("account_login")).context["form"].fields
    client.get("/")
    session = Session.objects.get(session_key=client.cookies[COOKIE].value)
    assert abs(session.expire_date - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)


def test_cookies_belong_to_this_host_alone_and_no_script_reads_them() -> None:
    client = signed_in_with_password(hired(role="field"))
    client.get("/")
    assert set(client.cookies) == {COOKIE, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME}
    client.post(reverse("account_logout"))
    link = links.make_link(person=accepted_job().people.get(), by=someone("olive"))
    papers = reverse("homeowner:papers", args=[token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)])
    code = code_of(codes.ask_code(link=link).pk, settings.PORTAL_LINK_KEY)
    client.post(papers, {"code": code})
    expected = {settings.LEFT_COOKIE_NAME, settings.HOMEOWNER_COOKIE_NAME}
    assert expected <= set(client.cookies), "each cookie that the site has"
    for name, cookie in client.cookies.items():
        assert name.startswith("__Host-")
        assert (cookie["httponly"], cookie["secure"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )


def test_a_changed_password_ends_the_other_sessions_and_gives_this_one_a_new_key() -> None:
    user = hired()
    here, elsewhere = signed_in_with_password(user), signed_in_with_password(user)
    before = here.cookies[COOKIE].value
    new = {"oldpassword": PASSWORD, "password1": "quiet-river-stone-9", "password2": "quiet-river-stone-9"}
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert here.cookies[COOKIE].value != before
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302
    assert UserSession.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    "password", ["quill-of-a-goose", "MaraMara1234", "a kilowire secret", "kilo-wire-kilo-wire"]
)
def test_a_password_contains_no_name(password: str) -> None:
    client = signed_in_with_password(hired())
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post(reverse("account_change_password"), new)
    assert "contains" in answer.context["form"].errors.as_text()


def test_nobody_changes_their_own_address() -> None:
    client = signed_in("owen")
    assert client.get(reverse("account_email")).status_code == 404
    assert (
        client.post(reverse("account_email"), {"email": "else@example.com", "action_add": ""}).status_code
        == 404
    )


def test_a_reset_mail_leads_to_the_sites_own_address_for_half_an_hour() -> None:
    user = hired()
    client = Client(HTTP_HOST="localhost")
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = next(word for word in str(mailed()[-1].body).split() if "/password/reset/key/" in word)
    assert link.startswith(f"{settings.PUBLIC_URL}/accounts/")
    path = link.removeprefix(settings.PUBLIC_URL)
    assert "form" in Client().get(path, follow=True).context
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert Client().get(path, follow=True).context["token_fail"]


def test_a_sign_out_clears_the_cache_and_not_what_a_tablet_has_stored() -> None:
    client = signed_in("asa")
    assert client.get("/")["Cache-Control"] == "private, no-cache"
    out = client.post(reverse("account_logout"))
    assert out["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get(reverse("account_login"))


def test_a_page_out_of_the_browsers_memory_learns_whose_session_lives() -> None:
    ask = reverse("signed_in")
    client = signed_in("olive")
    assert client.get(ask).content.decode() == str(someone("olive").pk)
    client.post(reverse("account_logout"))
    assert client.get(ask).status_code == 401


def test_ended_sessions_go_at_night() -> None:
    signed_in_with_password(hired())
    remove_ended_sessions()
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        remove_ended_sessions()
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def end_by(way: str, user: User) -> None:
    owner = signed_in("owen", proved=True)
    if way == "device":
        owner.post(reverse("end_one_session", args=[UserSession.objects.get(user=user).pk]))
    elif way == "everywhere":
        owner.post(reverse("end_all_sessions", args=[user.pk]))
    elif way == "second step":
        owner.post(reverse("reset_factor", args=[user.pk]))
    else:
        Client().post(reverse("account_reset_password"), {"email": user.email})
        link = next(word for word in str(mailed()[-1].body).split() if "/password/reset/key/" in word)
        browser = Client()
        page = browser.get(link.removeprefix(settings.PUBLIC_URL), follow=True)
        new = {"password1": "quiet-river-stone-9", "password2": "quiet-river-stone-9"}
        browser.post(page.request["PATH_INFO"], new)


@pytest.mark.parametrize("way", ["device", "everywhere", "second step", "reset"])
def test_a_session_that_was_ended_elsewhere_closes_the_tablets_day(way: str) -> None:
    """The tablet asks who is there; ``left`` makes it clear that person's day and lock what is unsent."""
    mara = hired(role="field")
    tablet, asks = signed_in_with_password(mara), reverse("field:online")
    assert tablet.get(asks).json()["left"] is None
    end_by(way, mara)
    for _ in range(2):  # said until they are back, in case the tablet was closed in between
        told = tablet.get(asks).json()
        assert (told["person"], told["left"]) == (None, mara.pk)
    assert tablet.get("/").status_code == 302
    new = "quiet-river-stone-9" if way == "reset" else PASSWORD
    tablet.post(reverse("account_login"), {"login": mara.email, "password": new})
    told = tablet.get(asks).json()
    assert (told["person"]["id"], told["left"]) == (mara.pk, None)
    assert not UserSession.objects.filter(user=mara).exclude(session_key=tablet.cookies[COOKIE].value)
