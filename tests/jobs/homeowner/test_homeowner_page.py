"""The homeowner's page: what a link opens, what it never opens, and what only a pressed button does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.holds.services import holds
from jobs.homeowner.services import codes
from jobs.homeowner.services import links as homeowner_links
from jobs.milestones.services import milestones
from jobs.models import Document, Event, HomeownerLink, Job, Notice, OneTimeCode, OpenItem, Party, Upload
from jobs.notices.outbox import sending as notices_outbox
from jobs.open_items.services import open_items
from jobs.road import stages
from jobs.road.stages import Milestone
from jobs.status.words import HomeownerFacts, headline
from kilowire.floor.days import plain_day
from kilowire.floor.link_tokens import code_of
from kilowire.floor.refusals import Refused
from tests.builders.cast import someone
from tests.builders.homeowner import address, code_for, opened
from tests.builders.jobs import accepted_job, company, days_ago
from tests.builders.papers import filed_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    company()
    return accepted_job()


@pytest.fixture
def link(job: Job) -> HomeownerLink:
    return homeowner_links.make_link(person=job.people.get(), by=someone("olive"))


def counts() -> tuple[int, ...]:
    return (
        Event.objects.count(),
        OpenItem.objects.count(),
        Notice.objects.count(),
        OneTimeCode.objects.count(),
    )


def test_opening_the_page_changes_nothing_and_shows_no_address(client: Client, link: HomeownerLink) -> None:
    before = counts()
    page = client.get(address(link))
    assert counts() == before
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "Next we look at your meter and panel." in text
    for secret in ("Alder", "Hana", "562-555-0142", "hana@home.test", "KW-1001"):
        assert secret not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_small(client: Client, link: HomeownerLink, language: str) -> None:
    assert len(client.get(address(link), {"lang": language}).content) < 8_000


def test_the_page_speaks_the_persons_language(client: Client, link: HomeownerLink) -> None:
    link.person.language = "es"
    link.person.save(update_fields=["language"])
    assert "medidor" in client.get(address(link)).content.decode()
    assert "meter" in client.get(address(link), {"lang": "en"}).content.decode()


@pytest.mark.parametrize("end", ["revoked", "expired", "superseded"])
def test_an_ended_link_opens_nothing(client: Client, link: HomeownerLink, end: str) -> None:
    if end == "revoked":
        homeowner_links.revoke_link(link=link, by=someone("olive"))
    elif end == "superseded":
        homeowner_links.make_link(person=link.person, by=someone("olive"))
    else:
        HomeownerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for name in ("homeowner:status", "homeowner:papers"):
        page = client.get(address(link, name), {"lang": "en"})
        assert (page.status_code, page["X-Robots-Tag"]) == (410, "noindex, nofollow")
        text = page.content.decode()
        assert "This address has ended" in text
        assert "Call KiloWire: " in text, "our name and phone"
        assert not [word for word in ("Hana", "Alder", "KW-1001", "meter") if word in text]


def test_many_wrong_tokens_are_put_off(client: Client, link: HomeownerLink) -> None:
    wrong = reverse("homeowner:status", args=["not-a-token"])
    assert {client.get(wrong).status_code for _ in range(31)} == {404, 429}
    assert client.get(address(link)).status_code == 200


def test_the_code_goes_by_mail_and_opens_address_and_papers_in_that_browser(
    client: Client, link: HomeownerLink
) -> None:
    code = code_for(client, link)
    notices_outbox.send_notice(Notice.objects.get().pk)
    assert re.findall(r"\b\d{6}\b", str(mail.outbox[0].body)) == [code]
    assert "Alder" not in client.get(address(link, "homeowner:papers")).content.decode()
    opened = client.post(address(link, "homeowner:papers"), {"code": code}, follow=True)
    assert "418 Alder Court" in opened.content.decode()
    assert "Alder" not in Client().get(address(link, "homeowner:papers")).content.decode()


def test_a_code_works_once(client: Client, link: HomeownerLink) -> None:
    code = code_for(client, link)
    client.post(address(link, "homeowner:papers"), {"code": code})
    again = Client().post(address(link, "homeowner:papers"), {"code": code})
    assert again.status_code == 422
    assert "Alder" not in again.content.decode()


def test_a_code_is_tried_five_times_at_most(client: Client, link: HomeownerLink) -> None:
    code = code_for(client, link)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        assert client.post(address(link, "homeowner:papers"), {"code": wrong}).status_code == 422
    refused = client.post(address(link, "homeowner:papers"), {"code": code})
    assert "tried too often" in refused.content.decode()


def test_an_old_code_opens_nothing(link: HomeownerLink) -> None:
    code = codes.ask_code(link=link)
    OneTimeCode.objects.update(expires_at=timezone.now())
    with pytest.raises(Refused, match="no code to be typed"):
        codes.use_code(link=link, typed=code_of(code.pk, settings.PORTAL_LINK_KEY))


def test_a_paper_is_not_there_without_the_code(client: Client, link: HomeownerLink, job: Job) -> None:
    assert client.get(address(link, "homeowner:paper_file", 1)).status_code == 404
    assert client.get(address(link, "homeowner:upload_file", 1)).status_code == 404
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("language", "day"), [("en", "November 24, 2025"), ("es", "24 de noviembre de 2025")]
)
def test_papers_name_their_day_in_words(
    client: Client, link: HomeownerLink, job: Job, language: str, day: str
) -> None:
    filed_upload(job)
    Upload.objects.update(filed_at=datetime(2025, 11, 25, 7, tzinfo=UTC))  # in California the evening before
    client.post(address(link, "homeowner:papers"), {"code": code_for(client, link)})
    page = client.get(address(link, "homeowner:papers"), {"lang": language}).content.decode()
    assert f"<small>{day}</small>" in page


def test_a_homeowner_says_done_and_the_office_looks(client: Client, link: HomeownerLink, job: Job) -> None:
    asked = open_items.add(job=job, party=Party.HOMEOWNER, what="Clear the panel", by=someone("olive"))
    for typed in ("Clear the panel", "This is done"):
        assert typed not in client.get(address(link)).content.decode(), "the link may be passed on"
    client.post(address(link, "homeowner:say_done", asked.pk))
    assert not OpenItem.objects.of(job).filter(party=Party.OFFICE, what__contains="Clear").exists()
    client.post(address(link, "homeowner:papers"), {"code": code_for(client, link)})
    assert "Clear the panel" in client.get(address(link, "homeowner:papers")).content.decode()
    for _ in range(2):
        client.post(address(link, "homeowner:say_done", asked.pk))
    office = OpenItem.objects.of(job).open().get(party=Party.OFFICE)
    assert office.what == "Hana Ito says it is done, look: Clear the panel"
    asked.refresh_from_db()
    assert asked.ended_on is None
    open_items.end(item=asked, by=someone("olive"), note="Looked: it is clear")
    office.refresh_from_db()
    assert office.ended_on is not None


def test_a_homeowner_cannot_end_what_others_owe(client: Client, link: HomeownerLink, job: Job) -> None:
    opened(client, link)
    theirs = open_items.add(job=job, party=Party.CITY, what="The permit", by=someone("olive"))
    assert client.post(address(link, "homeowner:say_done", theirs.pk)).status_code == 404


def test_another_jobs_item_is_not_there(client: Client, link: HomeownerLink) -> None:
    opened(client, link)
    other = open_items.add(job=accepted_job(), party=Party.HOMEOWNER, what="Clear it", by=someone("olive"))
    assert client.post(address(link, "homeowner:say_done", other.pk)).status_code == 404


def test_may_charge_is_gone_on_the_next_load(client: Client, link: HomeownerLink, job: Job) -> None:
    done = [
        m for m in Milestone if m not in (Milestone.ACCEPTED, Milestone.CLOSED_OUT, Milestone.WARRANTY_OVER)
    ]
    for milestone in done:
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(3), by=someone("olive"))
    assert "You may charge your car." in client.get(address(link)).content.decode()
    milestones.withdraw(
        job=job, milestone=Milestone.INSPECTION_PASSED, because="revoked", by=someone("olive")
    )
    page = client.get(address(link)).content.decode()
    assert "You may charge your car" not in page
    assert "Please do not charge for now." in page
    assert "The city&#x27;s approval of the work no longer stands." in page
    assert 'call us: KiloWire, <a href="tel:+15625550100">562-555-0100</a>.' in page
    assert re.search(r'Charging<span class="visually-hidden">, ahead</span><small>', page)


@pytest.mark.parametrize(
    ("milestone", "why"),
    [
        (Milestone.ADAPTER_SET, "El adaptador ya no está en su medidor como estaba."),
        (Milestone.COMMISSIONED, "Tenemos que probar el cargador otra vez."),
    ],
)
def test_who_may_not_charge_any_more_reads_why_on_every_page_in_their_language(
    client: Client, link: HomeownerLink, job: Job, milestone: Milestone, why: str
) -> None:
    for each in Milestone:
        if each not in (Milestone.ACCEPTED, Milestone.CLOSED_OUT, Milestone.WARRANTY_OVER):
            job = milestones.stamp(job=job, milestone=each, on=days_ago(3), by=someone("olive"))
    milestones.withdraw(job=job, milestone=milestone, because="x", by=someone("olive"))
    code = codes.ask_code(link=link)
    typed = {"code": code_of(code.pk, settings.PORTAL_LINK_KEY)}
    client.post(address(link, "homeowner:papers"), typed)
    for name in ("homeowner:status", "homeowner:papers"):
        page = client.get(f"{address(link, name)}?lang=es").content.decode()
        assert why in page
        assert "562-555-0100" in page


def test_the_utilitys_date_stands_first_and_the_bar_of_days_goes(
    client: Client, link: HomeownerLink, job: Job
) -> None:
    coming = timezone.localdate() + timedelta(days=20)
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="SCE's answer",
        since_on=days_ago(3),
        expected_on=coming,
        by=someone("olive"),
        key="visit",
    )
    assert "<progress" in client.get(address(link)).content.decode()
    job = milestones.stamp(job=job, milestone=Milestone.OUTAGE_CONFIRMED, on=days_ago(1), by=someone("olive"))
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="SCE's visit",
        expected_on=coming,
        window="8–12",
        by=someone("olive"),
        key="visit",
    )
    page = client.get(address(link)).content.decode()
    assert f"Edison visits on {coming:%A, %B %-d}, 8 AM–12 PM." in page
    assert "<progress" not in page


def test_what_is_more_than_hours_of_a_visit_is_read_behind_the_code(
    client: Client, link: HomeownerLink, job: Job
) -> None:
    coming, typed = timezone.localdate() + timedelta(days=20), "8–12, gate code 4711"
    job = milestones.stamp(job=job, milestone=Milestone.OUTAGE_CONFIRMED, on=days_ago(1), by=someone("olive"))
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="SCE's visit",
        expected_on=coming,
        window=typed,
        by=someone("olive"),
        key="visit",
    )
    for is_opened in (False, True):
        if is_opened:
            client.post(address(link, "homeowner:papers"), {"code": code_for(client, link)})
        page = client.get(address(link)).content.decode()
        assert f"Edison visits on {coming:%A, %B %-d}." in page
        assert "4711" not in page
        papers = client.get(address(link, "homeowner:papers")).content.decode()
        assert (f"Edison visits on {coming:%A, %B %-d}, {typed}." in papers) is is_opened


def test_the_day_stands_on_which_the_present_date_was_given(
    client: Client, link: HomeownerLink, job: Job
) -> None:
    olive, today = someone("olive"), timezone.localdate()
    job = milestones.stamp(job=job, milestone=Milestone.OUTAGE_CONFIRMED, on=days_ago(9), by=olive)
    visit = {"job": job, "party": Party.UTILITY, "what": "SCE's visit", "key": "visit", "by": olive}
    open_items.add(**visit, since_on=days_ago(9), expected_on=today + timedelta(days=5))
    assert plain(days_ago(9)) in client.get(address(link)).content.decode()
    open_items.add(**visit, since_on=days_ago(2), expected_on=today + timedelta(days=8))
    page = client.get(address(link)).content.decode()
    first = plain(today + timedelta(days=5))
    assert f"Edison gave this date on {plain(days_ago(2))}. The date given first was {first}." in page
    assert plain(days_ago(9)) not in page.partition("<ol")[0]


def plain(day: date) -> str:
    return plain_day(day, timezone.localdate())


def test_no_usual_day_is_named_once_it_is_past(client: Client, link: HomeownerLink, job: Job) -> None:
    open_items.add(
        job=job,
        party=Party.UTILITY,
        what="SCE's answer",
        since_on=days_ago(50),
        expected_on=days_ago(3),
        by=someone("olive"),
    )
    page = client.get(address(link)).content.decode()
    assert "often done by" not in page
    assert re.search(r"Edison has it: day \d+ of about \d+ business days. That is longer than usual.", page)


def test_what_was_said_done_has_no_button_any_more(client: Client, link: HomeownerLink, job: Job) -> None:
    ours = {"party": Party.HOMEOWNER, "what": "Clear the panel", "key": "permits.clear:1"}
    asked = open_items.add(job=job, by=someone("olive"), **ours)
    opened(client, link)
    pressed = address(link, "homeowner:say_done", asked.pk)
    assert pressed in client.get(address(link)).content.decode()
    client.post(pressed)
    page = client.get(address(link)).content.decode()
    assert pressed not in page
    assert "You told us that this is done." in page


def test_a_cancelled_job_has_nothing_under_way(client: Client, link: HomeownerLink, job: Job) -> None:
    assert client.get(address(link)).content.count(b'class="is-now"') == 1
    holds.cancel_job(job=job, because="price", note="", by=someone("olive"))
    page = client.get(address(link)).content.decode()
    assert set(re.findall(r'<li class="is-(\w+)', page)) == {"ahead"}
    assert "business days" not in page


@pytest.mark.parametrize(
    ("has_papers", "words"),
    [(True, "Your papers are below."), (False, "Your papers will be here as soon as they are made.")],
)
def test_papers_are_spoken_of_only_where_they_are(has_papers: bool, words: str) -> None:
    road = frozenset(step.milestone for step in stages.road("removal"))
    facts = HomeownerFacts(
        kind="removal", stage="done", standing=road, utility="Edison", today=timezone.localdate(),
        has_papers=has_papers,
    )  # fmt: skip
    said = headline(facts)
    assert (said.now, said.meaning) == ("Your job is complete.", words)
