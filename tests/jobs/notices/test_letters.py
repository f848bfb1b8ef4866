"""The words of every message: a subject of its own, whole in both languages, as email and as text."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from jobs.models import HomeownerLink, Notice, OneTimeCode, Person
from jobs.notices.kinds import NOTICES
from jobs.notices.outbox.letters import letter, text_message
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, company
from tests.builders.papers import issued_paper

pytestmark = pytest.mark.django_db

WHEN = {"starts_at": "2026-11-24T17:00:00+00:00", "ends_at": "2026-11-24T21:00:00+00:00"}
DATED = {"day": "2026-11-24", "window": "8–12"}
SUBJECTS = {
    "status_link": ({}, "Your page for job KW-1001"),
    "one_time_code": ({}, "Your code for address and papers"),
    "answer": ({"answer": "We come on Monday."}, "Our answer: job KW-1001"),
    "appointment_booked": (
        {**WHEN, "visit": "survey"},
        "Our survey of your house: Tuesday, November 24, 9 AM–1 PM",
    ),
    "appointment_moved": (
        {**WHEN, "visit": "installation"},
        "Our appointment is now on Tuesday, November 24, 9 AM–1 PM",
    ),
    "appointment_called_off": (WHEN, "Called off: our appointment of Tuesday, November 24, 9 AM–1 PM"),
    "appointment_not_done": (
        {**WHEN, "visit": "survey"},
        "Our survey of Tuesday, November 24, 9 AM–1 PM is still to be done",
    ),
    "appointment_tomorrow": (
        {**WHEN, "visit": "survey"},
        "Tomorrow: our survey of your house, Tuesday, November 24, 9 AM–1 PM",
    ),
    "paper_to_sign": ({"day": "2026-11-24"}, "Please sign: Permit"),
    "paper_to_sign_again": ({"day": "2026-11-24"}, "Still to sign: Permit"),
    "paper_withdrawn": ({}, "Not to be signed any more: Permit"),
    "paper_signed": ({}, "Signed by all: Permit"),
    "permit_issued": ({}, "The city has issued the permit"),
    "application_sent": ({}, "Your application is with Edison"),
    "application_returned": ({}, "Edison sent the application back to us"),
    "application_approved": ({}, "Edison approved the application"),
    "application_denied": ({}, "Edison did not approve the application"),
    "visit_given": (DATED, "Edison comes on Tuesday, November 24, 8 AM–12 PM"),
    "visit_moved": (
        {**DATED, "last_day": "2026-11-25", "window": ""},
        "Edison moved its visit to Tuesday, November 24 to Wednesday, November 25",
    ),
    "visit_called_off": (DATED, "Edison does not come on Tuesday, November 24, 8 AM–12 PM"),
    "visit_tomorrow": (DATED, "Tomorrow Edison comes, Tuesday, November 24, 8 AM–12 PM: put the bag out"),
    "visit_failed": ({}, "Edison came, and the work is still to be done"),
    "visit_missed": ({}, "Edison did not come"),
    "inspection_booked": (DATED, "The city's inspector comes on Tuesday, November 24, 8 AM–12 PM"),
    "inspection_passed": ({}, "The work passed the city's inspection"),
    "inspection_failed": ({}, "The city's inspector asks for a change"),
    "may_charge": ({}, "You may charge your car"),
    "stop_charging": ({"cause": "inspection_passed"}, "Please do not charge your car for now"),
    "charge_again": ({}, "You may charge your car again"),
    "paper_ready": ({}, "Ready for you: Permit"),
    "claim_received": ({}, "We have your warranty claim"),
    "claim_visit": (WHEN, "We come because of your claim: Tuesday, November 24, 9 AM–1 PM"),
    "claim_resolved": ({"outcome": "A new cable."}, "Your warranty claim is settled"),
    "warranty_ends": ({"day": "2026-11-24"}, "Our warranty ends on Tuesday, November 24"),
    "asked_of_you": ({"count": 2}, "2 things are asked of you"),
}
"""What each message is told of, and its English subject."""


class Reader:
    """A person of a job with a page, a code and a paper, to whom notices of every kind are written."""

    def __init__(self) -> None:
        company()
        self.person: Person = accepted_job().people.get()
        later = timezone.now() + timedelta(days=30)
        self.link = HomeownerLink.objects.create(
            person=self.person, made_by=someone("olive"), expires_at=later
        )
        self.code = OneTimeCode.objects.create(link=self.link, expires_at=later)
        self.paper = issued_paper(self.person.job)

    def notice(self, kind: str, language: str = "en") -> Notice:
        self.person.language = language
        code = self.code if kind == "one_time_code" else None
        paper = self.paper if "paper" in kind else None
        return Notice(
            pk=7, person=self.person, template=kind, context=SUBJECTS[kind][0], code=code, document=paper
        )


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_every_kind_has_its_template_and_every_template_its_kind() -> None:
    folder = Path(settings.BASE_DIR, "templates", "notices")
    assert {path.stem for path in folder.glob("[!_]*.txt")} == set(NOTICES) == set(SUBJECTS)


def test_every_message_has_its_subject(reader: Reader) -> None:
    number = reader.person.job.number
    expected = {kind: said.replace("KW-1001", number) for kind, (_, said) in SUBJECTS.items()}
    assert {kind: letter([reader.notice(kind)]).subject for kind in NOTICES} == expected


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_message_reads_whole_as_mail_and_as_text(reader: Reader, language: str) -> None:
    for kind in NOTICES:
        mail = letter([reader.notice(kind, language)])
        html = str(mail.alternatives[0][0])
        text = text_message([reader.notice(kind, language)])
        assert f'<html lang="{language}">' in html
        assert reader.person.name in mail.body
        assert reader.person.name in html
        for said in (mail.subject, mail.body, html, text):
            assert said.strip(), kind
            assert "{{" not in said, kind
            assert "{%" not in said, kind
            assert ".." not in said, kind
        assert len(text) <= 480, kind
        assert ("List-Unsubscribe" in mail.extra_headers) is NOTICES[kind].may_stop, kind


def test_no_message_stays_english_for_who_reads_spanish(reader: Reader) -> None:
    same = [
        kind
        for kind in NOTICES
        if letter([reader.notice(kind, "es")]).subject == letter([reader.notice(kind)]).subject
    ]
    assert not same
    days = letter([reader.notice("visit_given", "es")]).subject
    assert "martes 24 de noviembre, de 8 a. m. a 12 p. m." in days


def test_what_somebody_typed_is_shown_as_it_was_typed(reader: Reader) -> None:
    notice = reader.notice("answer")
    notice.context = {"answer": "Use the <big> breaker & wait."}
    mail = letter([notice])
    assert "Use the <big> breaker & wait." in mail.body
    assert "Use the &lt;big&gt; breaker &amp; wait." in str(mail.alternatives[0][0])


def test_several_go_as_one_message_with_each_of_their_words(reader: Reader) -> None:
    kinds = ("permit_issued", "application_sent")
    mail = letter([reader.notice(kind) for kind in kinds])
    assert mail.subject == "The city has issued the permit – and 1 more"
    assert "The city has issued the permit for the work" in mail.body
    assert "We sent your application to Edison" in mail.body
    assert mail.body.count("Hello") == 1


def test_a_code_goes_without_the_page_and_says_that_nobody_asks_for_it(reader: Reader) -> None:
    mail = letter([reader.notice("one_time_code")])
    assert "/h/" not in mail.body
    assert "Nobody of ours ever asks you for this code." in mail.body
    assert "Nobody of ours ever asks you for this code." in text_message([reader.notice("one_time_code")])
