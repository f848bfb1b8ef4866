"""One-time codes: whoever got the link from the homeowner neither guesses one nor keeps the homeowner out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.homeowner.services import links
from jobs.models import HomeownerLink, OneTimeCode, ProvenBrowser
from kilowire.floor.link_tokens import code_of, token_of
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, company

pytestmark = pytest.mark.django_db
ADDRESS = "418 Alder Court"


@pytest.fixture
def link() -> HomeownerLink:
    company()
    return links.make_link(person=accepted_job().people.get(), by=someone("olive"))


def page(link: HomeownerLink, name: str = "papers") -> str:
    token = token_of(link.pk, link.version, settings.PORTAL_LINK_KEY)
    return reverse(f"homeowner:{name}", args=[token])


def ask(client: Client, link: HomeownerLink, language: str = "en") -> str:
    """Ask for a code; return what the next page says, whatever it is."""
    return client.post(f"{page(link, 'ask_code')}?lang={language}", follow=True).content.decode()


def right_code() -> str:
    return code_of(OneTimeCode.objects.latest("id").pk, settings.PORTAL_LINK_KEY)


def opens(client: Client, link: HomeownerLink) -> bool:
    return ADDRESS in client.get(page(link)).content.decode()


def with_cookies(cookies: dict[str, str]) -> Client:
    client = Client()
    client.cookies.load(cookies)
    return client


def proven(link: HomeownerLink, cookies: dict[str, str] | None = None, **ticked: str) -> Client:
    """A browser in which the homeowner typed a code."""
    client = with_cookies(cookies or {})
    ask(client, link)
    client.post(page(link), {"code": right_code(), **ticked})
    assert opens(client, link)
    return client


def closed_and_opened_again(client: Client) -> Client:
    """The same browser after it was closed: only cookies with an end are still there."""
    again = Client()
    again.cookies.load({name: each.value for name, each in client.cookies.items() if each["max-age"]})
    return again


def later(**by: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


def test_a_code_is_good_for_ten_minutes(link: HomeownerLink) -> None:
    for minutes, opened in ((9.9, True), (10.1, False)):
        client = Client()
        ask(client, link)
        with later(minutes=minutes):
            client.post(page(link), {"code": right_code()})
            assert opens(client, link) is opened


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "No more codes are mailed today. Please call us: 562-555-0100."),
        ("es", "Hoy ya no se envían más códigos. Por favor, llámenos: 562-555-0100."),
    ],
)
def test_strangers_share_four_codes_a_day_and_then_call(
    link: HomeownerLink, language: str, told: str
) -> None:
    for hours in range(0, 8, 2):
        with later(hours=hours):
            assert told not in ask(Client(), link, language)
    with later(hours=8):
        assert told in ask(Client(), link, language)
        assert OneTimeCode.objects.count() == 4, "twenty guesses a day and no more"
    with later(hours=25):
        assert told not in ask(Client(), link, language)


def test_a_browser_that_proved_itself_is_not_kept_out_by_strangers(link: HomeownerLink) -> None:
    home = closed_and_opened_again(proven(link))
    assert not opens(home, link)
    for _ in range(4):
        ask(Client(), link)
    assert "call us" in ask(Client(), link)
    assert "We have sent a code" in ask(home, link)
    code = right_code()
    for _ in range(6):
        assert Client().post(page(link), {"code": code}).status_code == 422, "it is not their code"
    home.post(page(link), {"code": code})
    assert opens(home, link)


def test_a_strangers_code_does_not_end_the_homeowners(link: HomeownerLink) -> None:
    home = closed_and_opened_again(proven(link))
    ask(home, link)
    code = right_code()
    ask(Client(), link)
    home.post(page(link), {"code": code})
    assert opens(home, link)


def test_a_browser_that_proved_itself_asks_four_times_an_hour(link: HomeownerLink) -> None:
    home = closed_and_opened_again(proven(link))
    for _ in range(4):
        assert "Several codes" not in ask(home, link)
    assert "Several codes" in ask(home, link)
    with later(minutes=61):
        assert "Several codes" not in ask(home, link)


@pytest.mark.parametrize(
    ("ticked", "after", "opened"),
    [
        ({}, {"minutes": 1}, False),
        ({"own_phone": "on"}, {"days": 29}, True),
        ({"own_phone": "on"}, {"days": 31}, False),
    ],
)
def test_it_stays_open_until_the_browser_is_closed_or_thirty_days(
    link: HomeownerLink, ticked: dict[str, str], after: dict[str, float], opened: bool
) -> None:
    home = proven(link, **ticked)
    with later(**after):
        assert opens(closed_and_opened_again(home), link) is opened


def test_a_button_closes_the_papers_again(link: HomeownerLink) -> None:
    home = proven(link, own_phone="on")
    assert page(link, "close_papers") in home.get(page(link)).content.decode()
    answer = home.post(page(link, "close_papers"), follow=True)
    assert "Your papers are closed in this browser." in answer.content.decode()
    assert not opens(home, link)
    assert not opens(closed_and_opened_again(home), link)


def test_a_copied_cookie_opens_nothing_once_the_papers_were_closed(link: HomeownerLink) -> None:
    home = proven(link, own_phone="on")
    copied = closed_and_opened_again(home)
    home.post(page(link, "close_papers"))
    assert not opens(copied, link)


def test_another_link_is_not_opened_by_the_same_browser(link: HomeownerLink) -> None:
    home = proven(link, own_phone="on")
    replaced = links.make_link(person=link.person, by=someone("olive"))
    assert not opens(home, replaced)
    assert home.get(page(link)).status_code == 410


def test_a_key_that_somebody_left_in_the_browser_opens_nothing(link: HomeownerLink) -> None:
    """Neither a made-up one, nor one that was good before another code was typed."""
    made_up = {settings.HOMEOWNER_COOKIE_NAME: "left-here"}
    home = proven(link, made_up, own_phone="on")
    assert not opens(with_cookies(made_up), link)
    before = closed_and_opened_again(home)
    home.post(page(link, "close_papers"))
    ask(home, link)
    home.post(page(link), {"code": right_code(), "own_phone": "on"})
    assert opens(closed_and_opened_again(home), link)
    assert not opens(before, link)
    assert ProvenBrowser.objects.count() == 1, "it keeps its own count"


def test_the_cookie_holds_nothing_that_is_stored(link: HomeownerLink) -> None:
    cookie = proven(link).cookies[settings.HOMEOWNER_COOKIE_NAME]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie.key.startswith("__Host-")
    assert cookie.value not in ProvenBrowser.objects.get().key


def test_a_session_of_ours_keeps_its_age(link: HomeownerLink) -> None:
    client = signed_in("asa")
    ends = client.session.get_expiry_date()
    ask(client, link)
    client.post(page(link), {"code": right_code()})
    assert opens(client, link)
    assert abs(client.session.get_expiry_date() - ends) < timedelta(minutes=5)
    assert isinstance(ends, datetime)


def test_who_has_no_address_is_told_in_their_language_to_call(link: HomeownerLink) -> None:
    type(link.person).objects.update(email="")
    told = "ningún correo electrónico suyo para enviarle un código. Por favor, llámenos: 562-555-0100."
    assert told in ask(Client(), link, "es")
    assert not OneTimeCode.objects.exists()
