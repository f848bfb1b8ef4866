"""The homeowner's part: the visit, the bag, appointments, questions, photos, claims, a car, a buyer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.homeowner.services.transfers import transfer
from jobs.models import (
    Appointment,
    Claim,
    Document,
    Event,
    HomeownerLink,
    Job,
    Notice,
    OpenItem,
    Party,
    PersonRole,
    Photo,
    PhotoSlot,
    Upload,
    Vehicle,
)
from jobs.notices.outbox.letters import letter
from jobs.photos.services import photo_requests, photos
from jobs.warranty.services import warranties
from kilowire.floor.days import midnight
from tests.builders import utility_requests
from tests.builders.cast import signed_in, someone
from tests.builders.files import not_a_paper, paper, photo
from tests.builders.homeowner import address, linked, opened
from tests.builders.jobs import accepted_job, booked, company
from tests.builders.signing import agreement_out
from tests.builders.whole_road import closed_job, closed_removal, ready_for_the_utility
from tests.utility_requests.test_visit_items import judgment
from utility_requests.readiness import State
from utility_requests.services.windows import move_window


def office_items(job: Job) -> list[str]:
    return list(OpenItem.objects.of(job).open().filter(party=Party.OFFICE).values_list("what", flat=True))


def texts(response: Any) -> str:
    return response.content.decode()


class TestVisit(TestCase):
    job: ClassVar[Job]
    link: ClassVar[HomeownerLink]
    visit: ClassVar[OpenItem]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.job = utility_requests.window_given(ready_for_the_utility()).visit.job
        cls.link = linked(cls.job)
        cls.visit = OpenItem.objects.of(cls.job).open().get(key="utility_requests.visit")

    def setUp(self) -> None:
        self.browser = opened(Client(), self.link)

    def travel(self, days: int, hour: int) -> time_machine.travel:
        assert self.visit.expected_on
        day = midnight(self.visit.expected_on + timedelta(days=days))
        return time_machine.travel(day + timedelta(hours=hour), tick=False)

    def press(self, name: str, given: dict[str, Any] | None = None, *rest: object) -> Any:
        return self.browser.post(
            address(self.link, f"from_homeowner:{name}", *rest), given or {}, follow=True
        )

    def test_what_the_homeowner_saw_of_the_visit_is_the_offices_to_look_into(self) -> None:
        job = self.job
        stage = job.stage
        with self.travel(0, 11):
            early = self.press("how_it_went", {"outcome": "nobody"})
            assert "not over yet" in texts(early)
        with self.travel(0, 13):
            self.browser = opened(Client(), self.link)
            assert self.press("how_it_went", {}).status_code == 422
            said = self.press("how_it_went", {"outcome": "nobody", "note": "I was home", "photo": photo()})
            assert "Thank you. We look into it" in texts(said)
            again = self.press("how_it_went", {"outcome": "in"})
            assert again.status_code == 422
            assert "you told us already" in texts(again)
            assert address(self.link, "from_homeowner:how_it_went") in texts(Client().get(address(self.link)))
        item = OpenItem.objects.of(job).open().get(what__contains="says of the visit")
        assert (item.party, item.act) == (Party.OFFICE, "utility_requests:record_outcome 1")
        assert "nobody came" in item.what
        event = Event.objects.of(job).get(sentence="Says of the visit: nobody came")
        assert (event.because, event.by, event.by_person) == ("I was home", None, "Hana Ito")
        assert Photo.objects.of(job).get(sent_by=self.link.person).caption == "After the visit: nobody came"
        job = Job.objects.get(pk=job.pk)
        assert (job.stage, job.adapter_set_on) == (stage, None), "no milestone"
        with self.travel(1, 9):
            utility_requests.visit_came(job, "did_not_come", timezone.localdate() - timedelta(days=1))
        assert not OpenItem.objects.of(job).open().filter(pk=item.pk).exists(), "the fact ends it"

    def test_a_photo_of_the_bag_turns_both_its_items_to_be_looked_at(self) -> None:
        with self.travel(-1, 19):
            self.browser = opened(Client(), self.link)
            page = texts(Client().get(address(self.link)))
            assert address(self.link, "from_homeowner:staged") in page
            before = judgment(self.job)
            assert {before["staged"].state, before["adapter"].state} == {State.RED}
            assert self.press("staged", {}).status_code == 422
            self.press("staged", {"bag": photo("bag")})
            after = judgment(self.job)
            assert {after["staged"].state, after["adapter"].state} == {State.TO_LOOK_AT}
            assert "Look at the photos from Hana Ito" in office_items(self.job)
            photos.accept_photos(
                job=self.job,
                shown=[each.pk for each in Photo.objects.of(self.job).waiting()],
                by=someone("olive"),
            )
            assert judgment(self.job)["staged"].state == State.OK
            assert "Look at the photos from Hana Ito" not in office_items(self.job)

    def test_a_rejected_photo_is_asked_for_again_and_comes_back(self) -> None:
        with self.travel(-1, 19):
            self.browser = opened(Client(), self.link)
            self.press("staged", {"bag": photo("bag")})
            sent = Photo.objects.of(self.job).get(slot=PhotoSlot.ADAPTER_STAGED)
            photos.reject_photo(photo=sent, because="Too dark", by=someone("olive"))
            asked = OpenItem.objects.of(self.job).open().get(what__contains="Take the photo again")
            assert asked.party == Party.HOMEOWNER
            assert "Too dark" not in texts(self.browser.get(address(self.link))), "typed: behind the code"
            assert "Too dark" in texts(self.browser.get(address(self.link, "from_homeowner:photos")))
            self.press("photos", {f"again-{sent.pk}": photo("lighter")})
            assert not OpenItem.objects.of(self.job).open().filter(pk=asked.pk).exists()
            sent.refresh_from_db()
            assert sent.replaced_by
            assert sent.replaced_by.sent_by == self.link.person

    def test_the_utilitys_day_is_only_acknowledged_and_a_new_day_again(self) -> None:
        for _ in range(2):
            self.press("know_the_day")
        self.visit.refresh_from_db()
        assert self.visit.acknowledged_on == timezone.localdate()
        assert Event.objects.of(self.job).filter(sentence__startswith="Knows the day").count() == 1
        move_window(
            visit=utility_requests.coming_visit(self.job),
            starts_on=timezone.localdate() + timedelta(days=9),
            told_on=timezone.localdate(),
            by=someone("olive"),
        )
        self.visit.refresh_from_db()
        assert self.visit.acknowledged_on is None


class TestBeforeTheFirstVisit(TestCase):
    job: ClassVar[Job]
    link: ClassVar[HomeownerLink]
    survey: ClassVar[Appointment]

    @classmethod
    def setUpTestData(cls) -> None:
        company()
        cls.job = accepted_job()
        cls.survey = booked(cls.job)
        cls.link = linked(cls.job)

    def setUp(self) -> None:
        self.browser = opened(Client(), self.link)

    def press(self, name: str, given: dict[str, Any], *rest: object) -> Any:
        return self.browser.post(address(self.link, f"from_homeowner:{name}", *rest), given, follow=True)

    def test_the_status_page_leads_to_photos_and_the_appointment(self) -> None:
        page = texts(Client().get(address(self.link)))
        for name, rest in (("photos", ()), ("appointment", (self.survey.pk,)), ("ask", ())):
            assert address(self.link, f"from_homeowner:{name}", *rest) in page
        for name in ("charging", "claim", "staged", "how_it_went"):
            assert address(self.link, f"from_homeowner:{name}") not in page

    def test_several_photos_and_a_bill_come_at_once_and_again_they_are_not_doubled(self) -> None:
        given = {"meter": [photo("meter"), photo("beside")], "panel": photo("panel"), "bill": paper("bill")}
        answer = self.press("photos", given)
        assert "Thank you. We have your photos." in texts(answer)
        for file in (given["meter"][0], given["meter"][1], given["panel"], given["bill"]):
            file.seek(0)
        self.browser = opened(Client(), self.link)
        self.press("photos", {name: each for name, each in given.items() if name != "bill"})
        sent = Photo.objects.of(self.job).filter(sent_by=self.link.person)
        assert sorted(sent.values_list("caption", flat=True)) == [
            "From the homeowner: your breaker panel, with its door open",
            "From the homeowner: your electric meter",
            "From the homeowner: your electric meter",
        ]
        assert {each.slot for each in sent} == {PhotoSlot.OTHER}, "they stand for no photo of the survey"
        assert Upload.objects.of(self.job).get().kind == "bill"
        assert "Compare the bill from Hana Ito with the utility account" in office_items(self.job)

    def test_a_file_that_cannot_be_used_keeps_none_of_the_others_back(self) -> None:
        answer = self.press("photos", {"meter": [photo("meter"), not_a_paper()], "panel": photo("panel")})
        assert "We have your photos." in texts(answer)
        assert "card.pdf" in texts(answer)
        assert Photo.objects.of(self.job).count() == 2
        alone = self.browser.post(address(self.link, "from_homeowner:photos"), {"meter": not_a_paper()})
        assert alone.status_code == 422
        assert "card.pdf" in texts(alone)
        spanish = self.browser.post(f"{address(self.link, 'from_homeowner:photos')}?lang=es", {})
        assert "Elija al menos una foto." in texts(spanish)

    def test_a_photo_that_the_office_asks_of_the_homeowner_is_answered_by_theirs(self) -> None:
        request = photo_requests.ask_for_photo(
            job=self.job, slot="seal", because="The blue seal", by=someone("olive"), of_homeowner=True
        )
        assert OpenItem.objects.of(self.job).open().get(key=f"jobs.photo:{request.pk}").party == "homeowner"
        status = texts(Client().get(address(self.link)))
        assert "The blue seal" not in status
        assert "Send us the photos that we ask for" in status
        assert "The blue seal" not in texts(self.browser.get(address(self.link, "homeowner:papers")))
        assert "The blue seal" in texts(self.browser.get(address(self.link, "from_homeowner:photos")))
        self.press("photos", {"meter": photo("meter")})
        request.refresh_from_db()
        assert request.photo is None, "another photo answers nothing"
        self.press("photos", {f"asked-{request.pk}": photo("seal")})
        request.refresh_from_db()
        assert request.photo
        assert request.photo.slot == "seal"
        assert not OpenItem.objects.of(self.job).open().filter(key=f"jobs.photo:{request.pk}").exists()

    def test_an_appointment_is_confirmed_or_another_time_asked_for(self) -> None:
        here = ("appointment", {"suits": "no", "note": "After four"}, self.survey.pk)
        self.press(*here)
        item = OpenItem.objects.of(self.job).open().get(key=f"jobs.another_time:{self.survey.pk}")
        assert "Hana Ito asks for another time" in item.what
        assert "After four" in item.what
        assert item.act == f"jobs:move_appointment {self.survey.pk}"
        start = self.survey.starts_at + timedelta(days=1)
        moved = appointments.move_appointment(
            appointment=self.survey,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            because="asked",
            by=someone("olive"),
        )
        assert not OpenItem.objects.of(self.job).open().filter(pk=item.pk).exists()
        self.press("appointment", {"suits": "yes"}, self.survey.pk)
        moved.refresh_from_db()
        assert moved.confirmed_at
        overview = texts(signed_in("olive").get(f"/jobs/{self.job.number}/"))
        assert "the homeowner says it suits" in overview
        appointments.cancel_appointment(appointment=moved, because="rain", by=someone("olive"))
        late = self.browser.post(address(self.link, "from_homeowner:appointment", moved.pk), {"suits": "yes"})
        assert "called off" in texts(late)

    def test_a_question_and_a_call_are_the_offices_and_what_was_typed_is_not_lost(self) -> None:
        assert "Type your question first." in texts(self.press("ask", {"question": " "}))
        self.press("ask", {"question": "Do you need the gate open?"})
        self.press("ask", {"call_back": "on", "when": "after five"})
        assert "Answer Hana Ito: Do you need the gate open?" in office_items(self.job)
        assert "Call Hana Ito back, 562-555-0142: after five" in office_items(self.job)
        stranger = Client()
        page = address(self.link, "from_homeowner:ask")
        asked = stranger.post(page, {"question": "Is it loud?"})
        assert "Answer Hana Ito: Is it loud?" not in office_items(self.job)
        opened(stranger, self.link)
        assert "Is it loud?" in texts(stranger.get(page)), "it stands in the form again"
        assert asked.status_code == 302

    def test_a_cancelled_job_asks_for_no_photos(self) -> None:
        holds.cancel_job(job=self.job, because="price", note="", by=someone("olive"))
        assert self.browser.get(address(self.link, "from_homeowner:photos")).status_code == 302


class TestAfterCloseOut(TestCase):
    job: ClassVar[Job]
    link: ClassVar[HomeownerLink]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.job = closed_job()
        cls.link = linked(cls.job)

    def setUp(self) -> None:
        self.browser = opened(Client(), self.link)

    def test_the_status_page_leads_to_what_they_can_do(self) -> None:
        page = texts(Client().get(address(self.link)))
        for name in ("ask", "charging", "claim", "wishes"):
            assert address(self.link, f"from_homeowner:{name}") in page
        assert address(self.link, "from_homeowner:photos") not in page

    def test_the_papers_page_says_what_is_covered_until_when(self) -> None:
        coverage = self.job.coverages.get(kind="workmanship")
        page = texts(self.browser.get(address(self.link, "homeowner:papers")))
        assert "What is covered" in page
        assert "Our workmanship" in page
        assert str(coverage.until_on.year) in page
        spanish = texts(self.browser.get(f"{address(self.link, 'homeowner:papers')}?lang=es"))
        assert "Qué está cubierto" in spanish

    def test_a_claim_goes_with_its_photos_to_the_office_and_its_end_is_read_on_the_page(self) -> None:
        page = address(self.link, "from_homeowner:claim")
        assert self.browser.post(page, {"what": ""}).status_code == 422
        sent = self.browser.post(
            page, {"what": "It hums", "photos": [photo("a"), not_a_paper()]}, follow=True
        )
        assert "We have your claim" in texts(sent)
        assert "card.pdf" in texts(sent)
        claim = Claim.objects.get()
        assert (claim.reported_by, claim.photos.count(), claim.recorded_by) == ("Hana Ito", 1, None)
        assert "Answer the warranty claim: It hums" in office_items(self.job)
        notices = Notice.objects.filter(person=self.link.person).order_by("pk")
        assert [each.template for each in notices][-1] == "claim_received"
        office = texts(signed_in("olive").get(f"/jobs/{self.job.number}/warranty/"))
        assert "?kind=service" in office
        assert "photo 1" in office
        assert "We are at work on it." in texts(self.browser.get(page))
        warranties.settle_claim(
            claim=claim, outcome="Tightened", settled_on=timezone.localdate(), by=someone("olive")
        )
        assert "Tightened" in texts(self.browser.get(page))
        told = notices.last()
        assert told
        assert (told.template, told.context["outcome"]) == ("claim_resolved", "Tightened")

    def test_what_the_charger_gives_their_car(self) -> None:
        leaf = Vehicle.objects.create(key="leaf", name="Nissan Leaf", usable_kwh=38, onboard_kw="6.6")
        page = address(self.link, "from_homeowner:charging")
        own = texts(self.browser.get(page))
        assert "11.5 kW" in own
        assert "about 35 to 40 miles" in own
        theirs = texts(self.browser.get(page, {"car": leaf.pk, "miles": 60}))
        assert "takes 6.6 kW of it. It cannot take more." in theirs
        assert "about 20 to 23 miles" in theirs
        assert "about 3.3 hours" in theirs, "60 miles, 3 to a kWh, a tenth lost"
        unknown = Vehicle.objects.create(key="ev6", name="Kia EV6", usable_kwh="77.4")
        asked = texts(self.browser.get(page, {"car": unknown.pk}))
        assert "What your car takes, in kW" in asked
        assert "takes 7.2 kW of it" in texts(self.browser.get(page, {"car": unknown.pk, "kw": "7,2"}))
        for odd in ("9" * 5000, "-1", "x", "²"):
            assert self.browser.get(page, {"car": odd, "miles": odd, "kw": odd}).status_code == 200

    def test_a_buyer_gets_a_link_and_the_old_ones_end_and_names_on_papers_stay(self) -> None:
        papers = list(Document.objects.of(self.job).in_force().values_list("pk", "context", "sha256"))
        self.browser.post(
            address(self.link, "from_homeowner:sold"), {"name": "Noor Haddad", "email": "noor@home.test"}
        )
        assert any("Hana Ito sold the house" in each for each in office_items(self.job))
        office = signed_in("olive")
        given = {"name": "Noor Haddad", "email": "noor@home.test", "phone": "", "language": "es"}
        done = office.post(f"/jobs/{self.job.number}/links/transfer/", given)
        assert done.status_code == 302
        new = HomeownerLink.objects.get(revoked_at=None)
        assert (new.person.name, new.person.language) == ("Noor Haddad", "es")
        assert PersonRole.OWNER in new.person.roles.values_list("role", flat=True)
        for name in ("homeowner:status", "homeowner:papers", "from_homeowner:claim"):
            assert self.browser.get(address(self.link, name)).status_code == 410
        assert not any("sold the house" in each for each in office_items(self.job))
        assert list(Document.objects.of(self.job).in_force().values_list("pk", "context", "sha256")) == papers
        page = texts(opened(Client(), new).get(address(new, "homeowner:papers")))
        assert "418 Alder Court" in page


def test_nobody_claims_for_a_charger_after_a_removal(db: None) -> None:
    link = linked(closed_removal())
    browser = opened(Client(), link)
    claim = address(link, "from_homeowner:claim")
    for name in ("homeowner:status", "homeowner:papers"):
        assert claim not in texts(browser.get(address(link, name)))
    assert browser.get(claim)["Location"].startswith(address(link, "from_homeowner:ask"))


def test_what_the_seller_still_had_to_sign_is_withdrawn_and_the_office_told(db: None) -> None:
    company()
    job, olive = closed_job(), someone("olive")
    request = agreement_out(job)
    assert HomeownerLink.objects.live(timezone.now()).filter(person__job=job).exists()
    transfer(job=job, name="Noor Haddad", email="", phone="", language="en", by=olive)
    request.refresh_from_db()
    assert (request.state, request.ended_because) == ("withdrawn", "The house passed to Noor Haddad")
    assert any("withdrawn unsigned (The house passed to Noor Haddad)" in each for each in office_items(job))
    assert not OpenItem.objects.of(job).open().filter(key__startswith="jobs.signing:sign:").exists()
    notice = Notice.objects.of(job).get(template="paper_withdrawn")
    said = letter([notice])
    assert "There is nothing for you to sign." in said.body
    assert "new one" not in said.body
    assert "/h/" not in said.body, "their page has ended"
    assert HomeownerLink.objects.live(timezone.now()).get(person__job=job).person.name == "Noor Haddad"


def test_nothing_passes_to_a_buyer_before_the_close_out(db: None) -> None:
    company()
    job = accepted_job()
    page = f"/jobs/{job.number}/links/transfer/"
    answer = signed_in("olive").post(page, {"name": "Noor", "language": "en"})
    assert answer.status_code == 422
    assert "not closed out" in texts(answer)


def test_a_form_with_a_file_that_is_too_much_says_so(db: None) -> None:
    """More files at once than are taken: the first are, and the page says what to do with the others."""
    company()
    link = linked(accepted_job())
    many = [SimpleUploadedFile(f"{n}.txt", b"text", content_type="text/plain") for n in range(13)]
    page = opened(Client(), link).post(address(link, "from_homeowner:photos"), {"more": many})
    assert "Only the first 12 were taken" in texts(page)
