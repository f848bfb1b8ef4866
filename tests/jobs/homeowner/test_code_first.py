"""The status may be passed on: reading it changes nothing, and whatever writes asks for the code first."""

from __future__ import annotations

from typing import ClassVar

from django.apps import apps
from django.core import serializers
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from jobs.homeowner.services import links
from jobs.models import HomeownerLink, Job, OneTimeCode, OpenItem, Party, PersonRole
from jobs.open_items.services import open_items
from jobs.people.services import people
from tests.architecture.test_doors import DOORS
from tests.builders.cast import signed_in, someone
from tests.builders.every_row import Behind, rows_behind_doors
from tests.builders.homeowner import address, code_for, opened

HOMEOWNERS = [door for door in DOORS if door.name.startswith(("homeowner:", "from_homeowner:"))]
FILES = {"homeowner:paper_file", "homeowner:upload_file"}


def dump() -> dict[str, str]:
    """Every row of every table, by table."""
    return {
        model._meta.label: serializers.serialize("json", model._default_manager.order_by("pk"))
        for model in apps.get_models()
    }


class TestCodeFirst(TestCase):
    known: ClassVar[Behind]
    link: ClassVar[HomeownerLink]
    job: ClassVar[Job]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.known = rows_behind_doors()
        cls.link = HomeownerLink.objects.get()
        cls.job = cls.link.person.job

    def addresses(self) -> list[str]:
        token = address(self.link).strip("/").split("/")[-1]
        return [door.address({**self.known.get(door.name), "token": token}) for door in HOMEOWNERS]

    def test_whoever_opens_every_page_many_times_changes_nothing(self) -> None:
        """A mail scanner that opens whatever it finds, a hundred times in all."""
        stranger = Client()
        before = dump()
        for page in self.addresses():
            for _ in range(2):
                assert stranger.get(page).status_code in (200, 302, 404)
                assert stranger.head(page).status_code in (200, 302, 404)
        assert 4 * len(self.addresses()) >= 100
        assert dump() == before

    def test_nothing_is_written_by_a_press_without_the_code(self) -> None:
        before, asks = dump(), {address(self.link, "homeowner:ask_code")}
        for page in set(self.addresses()) - asks:
            answer = Client().post(page, {"what": "x", "question": "x", "answer": "x"})
            assert answer.status_code in (302, 404, 405, 422), page
        after = dump()
        told = {name for name in before if before[name] != after[name]}
        assert told <= {"kilowire.KeptForm", "kilowire.Tries", "sessions.Session"}, told

    def test_the_code_leads_on_to_what_was_to_be_pressed(self) -> None:
        item = open_items.add(job=self.job, party=Party.HOMEOWNER, what="Cut the hedge", by=someone("olive"))
        browser, press = Client(), address(self.link, "homeowner:say_done", item.pk)
        asked = browser.post(f"{press}?lang=es")
        assert f"next=done%2F{item.pk}%2F" in asked["Location"]
        assert "lang=es" in asked["Location"]
        shown = browser.get(asked["Location"]).content.decode()
        assert f"next=done%2F{item.pk}%2F" in shown
        again = browser.post(asked["Location"], {"code": code_for(browser, self.link)}, follow=True)
        assert again.redirect_chain[-1][0] == f"{press}?lang=es"
        assert "Cut the hedge" in again.content.decode()
        browser.post(press)
        assert OpenItem.objects.of(self.job).open().filter(what__contains="says it is done").exists()

    def test_no_code_is_said_to_be_sent_before_one_is(self) -> None:
        browser, papers = Client(), address(self.link, "homeowner:papers")
        before = browser.get(papers).content.decode()
        assert "First we send you a code." in before
        assert 'name="code"' not in before
        code_for(browser, self.link)
        sent = browser.get(papers).content.decode()
        assert "Type the code that we sent to you." in sent
        assert 'name="code"' in sent
        OneTimeCode.objects.update(expires_at=timezone.now())
        assert "First we send you a code." in browser.get(papers).content.decode()
        late = browser.post(papers, {"code": "123456"})
        assert late.status_code == 422
        assert "There is no code to be typed any more" in late.content.decode()

    def test_the_code_leads_nowhere_else(self) -> None:
        browser = opened(Client(), self.link)
        for elsewhere in ("//evil.test/", "https://evil.test/", "..%2F..%2Fadmin/", "papers/", "a?b=/"):
            page = browser.get(address(self.link, "homeowner:papers"), {"next": elsewhere})
            assert page.status_code == 200, elsewhere

    def test_a_helper_sees_status_and_tasks_and_never_papers(self) -> None:
        helper = people.add_person(
            job=self.job, name="Rui", roles=(PersonRole.HELPER,), email="rui@home.test", by=someone("olive")
        )
        open_items.add(job=self.job, party=Party.HOMEOWNER, what="Cut the hedge", by=someone("olive"))
        link = links.make_link(person=helper, by=someone("olive"))
        browser = opened(Client(), link)
        page = browser.get(address(link, "homeowner:papers")).content.decode()
        assert "Cut the hedge" in page
        for paper in ("418 Alder Court", "From us", "Close-out package", self.job.number):
            assert paper not in page
        assert browser.get(address(link, "from_homeowner:sold")).status_code == 404
        for name in FILES:
            assert browser.get(address(link, name, self.known[f"jobs:{name[10:]}"]["pk"])).status_code == 404

    def test_the_office_sees_the_page_as_each_person_and_reissues_its_link_with_one_press(self) -> None:
        office, person = signed_in("olive"), self.link.person
        people.edit_person(person=person, language="es", by=someone("olive"))
        page = office.get(reverse("jobs:links", args=[self.job.number])).content.decode()
        seen = f"{reverse('jobs:see_as_homeowner', args=[self.job.number])}?person={person.pk}"
        assert seen in page
        assert 'lang="es"' in office.get(seen).content.decode()
        assert 'lang="en"' in office.get(f"{seen}&lang=en").content.decode()
        again = reverse("jobs:reissue_link", args=[self.job.number, person.pk])
        assert again in page
        office.post(again)
        self.link.refresh_from_db()
        assert self.link.revoked_at
        assert HomeownerLink.objects.get(revoked_at=None).person == person
        assert Client().get(address(self.link)).status_code == 410
