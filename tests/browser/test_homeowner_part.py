"""The homeowner's part on a phone without script: photos, the visit, charging, a claim, a helper, a buyer."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from jobs.homeowner.services import links
from jobs.models import Claim, HomeownerLink, Job, OneTimeCode, OpenItem, Photo
from jobs.people.services import people
from kilowire.floor.link_tokens import code_of
from tests.browser.axe import findings, is_wider_than_the_screen
from tests.browser.conftest import OpenPage
from tests.builders import utility_requests
from tests.builders.cast import someone
from tests.builders.files import photo
from tests.builders.homeowner import address, linked
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.builders.whole_road import closed_job, ready_for_the_utility

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def on_the_phone(open_page: OpenPage, link: HomeownerLink, language: str, *, script: bool = False) -> Page:
    """The status page on a phone, in this language; without script unless it is said."""
    return open_page(f"{address(link)}?lang={language}", width=390, java_script_enabled=script)


def type_the_code(page: Page, own_phone: bool = True) -> None:
    """Ask for a code where the page asks for it, and type it."""
    page.locator("form[action*='/code/'] button").click()
    page.locator("input[name=code]").fill(
        code_of(OneTimeCode.objects.latest("id").pk, settings.PORTAL_LINK_KEY)
    )
    if own_phone:
        page.locator("input[name=own_phone]").check()
    page.locator("form[action*='/papers/'] button").click()


def go(page: Page, link: HomeownerLink, name: str, language: str, *rest: object) -> None:
    room = "homeowner" if name == "papers" else "from_homeowner"
    page.goto(f"{address(link, f'{room}:{name}', *rest)}?lang={language}")


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def test_from_the_first_link_to_a_buyer_without_script(open_page: OpenPage, tmp_path: Path) -> None:
    picture = tmp_path / "meter.jpg"
    picture.write_bytes(photo("meter").read())
    wrong = tmp_path / "meter.txt"
    wrong.write_text("no photo")
    before, visited, done = (
        accepted_job(),
        _visited_yesterday(),
        closed_job(name="Ana Ruiz", email="ana@home.test"),
    )
    booked(before)

    link = linked(before)
    page = on_the_phone(open_page, link, "en")
    go(page, link, "photos", "en")
    type_the_code(page)
    expect(page.get_by_role("heading", name="Send us photos")).to_be_visible()
    page.get_by_label("Your electric meter").set_input_files([picture, wrong])
    send(page)
    expect(page.get_by_text("Thank you. We have your photos.")).to_be_visible()
    expect(page.get_by_text("meter.txt")).to_be_visible()
    assert Photo.objects.of(before).count() == 1

    link = linked(visited)
    page = on_the_phone(open_page, link, "es")
    go(page, link, "how_it_went", "es")
    type_the_code(page)
    page.get_by_label("No vino nadie.").check()
    send(page)
    expect(page.get_by_text("Gracias. Lo averiguamos")).to_be_visible()
    assert OpenItem.objects.of(visited).open().get(what__contains="nobody came").party == "office"

    link = linked(done)
    page = on_the_phone(open_page, link, "en")
    go(page, link, "charging", "en")
    type_the_code(page)
    expect(page.get_by_text("11.5 kW")).to_be_visible()
    page.get_by_label("Miles for tonight").fill("80")
    send(page)
    expect(page.get_by_text("For 80 miles")).to_be_visible()
    go(page, link, "claim", "es")
    page.get_by_label("¿Qué está mal?").fill("Zumba")
    page.get_by_label("Fotos (opcional)").set_input_files(picture)
    send(page)
    expect(page.get_by_text("Gracias. Tenemos su reclamo")).to_be_visible()
    assert Claim.objects.get().photos.count() == 1
    _helper_sees_no_papers(open_page, done)
    _buyer_takes_over(open_page, page, link)


def _visited_yesterday() -> Job:
    """The utility's day was yesterday, and nobody has told us anything."""
    job = ready_for_the_utility(name="Marisol Vega", email="marisol@home.test")
    return utility_requests.window_given(job, starts_on=days_ago(1)).visit.job


def _done() -> Job:
    return closed_job(name="Ana Ruiz", email="ana@home.test")


def _helper_sees_no_papers(open_page: OpenPage, job: Job) -> None:
    olive = someone("olive")
    helper = people.add_person(job=job, name="Rui", roles=("helper",), email="rui@home.test", by=olive)
    link = links.make_link(person=helper, by=olive)
    page = on_the_phone(open_page, link, "en")
    go(page, link, "papers", "en")
    type_the_code(page, own_phone=False)
    expect(page.get_by_role("heading", name="What we ask of you")).to_be_visible()
    expect(page.get_by_text("Close-out package")).to_have_count(0)


def _buyer_takes_over(open_page: OpenPage, page: Page, seller: HomeownerLink) -> None:
    go(page, seller, "sold", "en")
    page.get_by_label("Name of the new owner").fill("Noor Haddad")
    send(page)
    expect(page.get_by_text("Thank you. We write to the new owner.")).to_be_visible()
    office = open_page(reverse("jobs:transfer", args=[seller.person.job.number]), who="olive")
    office.get_by_label("The new owner's name").fill("Noor Haddad")
    office.get_by_label("Email").fill("noor@home.test")
    office.get_by_role("button", name="Give them the page").click()
    office.wait_for_load_state("networkidle")
    page.goto(address(seller))
    expect(page.get_by_role("heading", name="This address has ended")).to_be_visible()
    new = HomeownerLink.objects.get(revoked_at=None, person__job=seller.person.job)
    page = on_the_phone(open_page, new, "es")
    go(page, new, "papers", "es")
    type_the_code(page)
    expect(page.get_by_text("418 Alder Court")).to_be_visible()


def test_everybody_can_use_these_pages(open_page: OpenPage) -> None:
    """Each page, also refused, at 390 px: nothing for axe to find, and nothing wider than the screen."""
    job = _visited_yesterday()
    link, after = linked(job), linked(_done())
    survey = booked(job, kind="service")
    pages = [(link, name, ()) for name in ("ask", "how_it_went", "know_the_day", "staged", "papers")]
    pages.append((link, "appointment", (survey.pk,)))
    pages += [(after, name, ()) for name in ("charging", "claim", "sold", "papers")]
    opened: set[int] = set()
    page = on_the_phone(open_page, link, "en", script=True)
    wrong = []
    for number, (of, name, rest) in enumerate(pages):
        go(page, of, name, ("en", "es")[number % 2], *rest)
        if of.pk not in opened:
            wrong += [f"code: {each}" for each in findings(page)]
            type_the_code(page)
            opened.add(of.pk)
        if name not in ("charging", "papers", "know_the_day"):
            send(page)
        wrong += [f"{name}: {each}" for each in findings(page)]
        if is_wider_than_the_screen(page):
            wrong.append(f"{name}: wider than the screen")
    assert not wrong
