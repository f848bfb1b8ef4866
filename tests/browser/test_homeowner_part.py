"""The homeowner's part on a phone without script, in both languages: from the first link to a buyer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from jobs.homeowner.services.links import make_link
from jobs.models import Claim, HomeownerLink, Job, OneTimeCode, OpenItem, Photo, RequestState
from jobs.people.services import people
from jobs.photos.services import photo_requests
from jobs.signing.services.telling import link_of
from kilowire.floor.link_tokens import code_of
from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import OpenPage
from tests.builders import utility_requests
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.homeowner import address, linked
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.builders.signing import contract_out
from tests.builders.whole_road import closed_job, ready_for_the_utility

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Phone:
    """A phone of 390 px on which a link was opened in one language; without script unless it is said."""

    page: Page
    link: HomeownerLink
    language: str

    def go(self, name: str, *rest: object) -> None:
        room = "" if ":" in name else "from_homeowner:"
        self.page.goto(f"{address(self.link, f'{room}{name}', *rest)}?lang={self.language}")

    def says(self, text: str, **words: object) -> str:
        """What the page says for this text, in its language."""
        with override(self.language):
            return gettext(text) % words

    def sees(self, text: str, **words: object) -> None:
        expect(self.page.get_by_text(self.says(text, **words)).first).to_be_visible()

    def send(self) -> None:
        self.page.locator("main form button[type=submit]").first.click()

    def type_the_code(self, own_phone: bool = True) -> None:
        """Ask for a code where the page asks for it, and type it."""
        self.page.locator("form[action*='/code/'] button").click()
        code = code_of(OneTimeCode.objects.latest("id").pk, settings.PORTAL_LINK_KEY)
        self.page.locator("input[name=code]").fill(code)
        if own_phone:
            self.page.locator("input[name=own_phone]").check()
        self.page.locator("form[action*='/papers/'] button").click()


OnThePhone = Callable[..., Phone]


@pytest.fixture
def on_the_phone(open_page: OpenPage) -> OnThePhone:
    """``on_the_phone(link, "es", at="photos")``: the link opened, and a page behind the code asked for."""

    def opened(link: HomeownerLink, language: str, *, at: str = "", script: bool = False) -> Phone:
        page = open_page(f"{address(link)}?lang={language}", width=390, java_script_enabled=script)
        phone = Phone(page, link, language)
        if at:
            phone.go(at)
            phone.type_the_code(own_phone=at != "homeowner:papers")
        return phone

    return opened


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "meter.jpg"
    path.write_bytes(photo("meter").read())
    return path


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_the_first_link_to_a_buyer_without_script(
    on_the_phone: OnThePhone, open_page: OpenPage, picture: Path, language: str
) -> None:
    _photos_before_the_survey(on_the_phone, picture, language)
    _two_owners_sign_in_order(on_the_phone, language)
    _nobody_came(on_the_phone, language)
    done = _done()
    phone = _charge_and_claim(on_the_phone, done, picture, language)
    _helper_sees_no_papers(on_the_phone, done, language)
    _buyer_takes_over(on_the_phone, open_page, phone, language)


def _photos_before_the_survey(on_the_phone: OnThePhone, picture: Path, language: str) -> None:
    job, wrong = accepted_job(), picture.with_suffix(".txt")
    wrong.write_text("no photo")
    phone = on_the_phone(linked(job), language, at="photos")
    phone.page.get_by_label(phone.says("Your electric meter")).set_input_files([picture, wrong])
    phone.send()
    phone.sees("Thank you. We have your photos.")
    expect(phone.page.get_by_text("meter.txt")).to_be_visible()
    assert Photo.objects.of(job).count() == 1


def _two_owners_sign_in_order(on_the_phone: OnThePhone, language: str) -> None:
    request = contract_out(both=True)
    links = {each.person.name: link_of(each.person, someone("olive")) for each in request.signers.all()}
    phones = {
        name: on_the_phone(link, language, at="homeowner:papers_to_sign") for name, link in links.items()
    }
    phones["Ken Ito"].sees(
        "It is not your turn yet: %(name)s signs first. We write to you then.", name="Hana Ito"
    )
    for name, phone in phones.items():
        phone.go("homeowner:status")
        phone.page.get_by_role("link", name=phone.says("Do this now")).click()
        phone.page.locator("[name=word]").fill(request.versions.get().word)
        phone.page.locator("[name=agrees]").check()
        phone.send()
        phone.page.locator("[name=name_contract]").fill(name)
        phone.page.locator("[name=means_contract]").check()
        phone.send()
        phone.sees("Thank you. Your signature is with us.")
    request.refresh_from_db()
    assert request.state == RequestState.SIGNED


def _visited_yesterday() -> Job:
    """The utility's day was yesterday, and nobody has told us anything."""
    job = ready_for_the_utility(name="Marisol Vega", email="marisol@home.test")
    return utility_requests.window_given(job, starts_on=days_ago(1)).visit.job


def _nobody_came(on_the_phone: OnThePhone, language: str) -> None:
    job = _visited_yesterday()
    phone = on_the_phone(linked(job), language, at="how_it_went")
    phone.page.get_by_label(phone.says("Nobody came.")).check()
    phone.send()
    phone.sees("Thank you. We look into it and tell you what comes next.")
    assert OpenItem.objects.of(job).open().get(what__contains="nobody came").party == "office"


def _done() -> Job:
    return closed_job(name="Ana Ruiz", email="ana@home.test")


def _charge_and_claim(on_the_phone: OnThePhone, job: Job, picture: Path, language: str) -> Phone:
    phone = on_the_phone(linked(job), language)
    phone.sees("You may charge your car.")
    phone.go("charging")
    phone.type_the_code()
    expect(phone.page.get_by_text("11.5 kW" if language == "en" else "11,5 kW")).to_be_visible()
    phone.page.locator("[name=miles]").fill("80")
    phone.send()
    phone.sees("For %(miles)s miles", miles=80)
    phone.go("claim")
    phone.page.get_by_label(phone.says("What is wrong?")).fill("It hums")
    phone.page.get_by_label(phone.says("Photos (optional)")).set_input_files(picture)
    phone.send()
    phone.sees("Thank you. We have your claim and call you about a visit.")
    assert Claim.objects.get().photos.count() == 1
    return phone


def _helper_sees_no_papers(on_the_phone: OnThePhone, job: Job, language: str) -> None:
    olive = someone("olive")
    helper = people.add_person(job=job, name="Rui", roles=("helper",), email="rui@home.test", by=olive)
    phone = on_the_phone(make_link(person=helper, by=olive), language, at="homeowner:papers")
    expect(phone.page.get_by_role("heading", name=phone.says("What we ask of you"))).to_be_visible()
    expect(phone.page.get_by_text(phone.says("Close-out package"))).to_have_count(0)


def _buyer_takes_over(on_the_phone: OnThePhone, open_page: OpenPage, seller: Phone, language: str) -> None:
    job = seller.link.person.job
    seller.go("sold")
    seller.page.get_by_label(seller.says("Name of the new owner")).fill("Noor Haddad")
    seller.send()
    seller.sees("Thank you. We write to the new owner.")
    office = open_page(reverse("jobs:transfer", args=[job.number]), who="olive")
    office.get_by_label("The new owner's name").fill("Noor Haddad")
    office.get_by_label("Email").fill("noor@home.test")
    office.get_by_role("button", name="Give them the page").click()
    office.wait_for_load_state("networkidle")
    seller.go("homeowner:status")
    seller.sees("This address has ended")
    new = HomeownerLink.objects.get(revoked_at=None, person__job=job)
    phone = on_the_phone(new, language, at="homeowner:papers")
    expect(phone.page.get_by_text("418 Alder Court")).to_be_visible()


def test_everybody_can_use_these_pages(on_the_phone: OnThePhone) -> None:
    """Each page, also refused, at 390 px: nothing for axe to find, and nothing wider than the screen."""
    job, olive = _visited_yesterday(), someone("olive")
    photo_requests.ask_for_photo(job=job, slot="other", because="The gate", of_homeowner=True, by=olive)
    survey = booked(job, kind="service")
    phones = {
        on_the_phone(linked(job), "en", script=True): (
            *("ask", "how_it_went", "know_the_day", "staged", "photos", "wishes", "homeowner:papers"),
            "appointment",
        ),
        on_the_phone(linked(_done()), "es", script=True): ("charging", "claim", "sold", "homeowner:papers"),
    }
    wrong = []
    for phone, names in phones.items():
        for number, name in enumerate(names):
            each = replace(phone, language=("en", "es")[number % 2])
            each.page.emulate_media(color_scheme=("light", "dark")[number // 2 % 2])
            each.go(name, *([survey.pk] if name == "appointment" else []))
            if number == 0:
                wrong += [f"code: {found}" for found in findings(each.page)]
                each.type_the_code()
            if name not in ("charging", "homeowner:papers", "know_the_day", "wishes"):
                each.send()
            wrong += [f"{name}: {found}" for found in findings(each.page)]
            if is_wider_than_the_screen(each.page):
                wrong.append(f"{name}: wider than the screen")
    assert not wrong
