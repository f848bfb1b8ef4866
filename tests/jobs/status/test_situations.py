"""The homeowner reads one sentence for every situation and party, in both languages, and never too much."""

from __future__ import annotations

import itertools
import random
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import escape

from jobs.homeowner.services import links as homeowner_links
from jobs.homeowner.views.status import context_of
from jobs.homeowner.views.status_page import CSRF_STAND_IN
from jobs.models import Document, DocumentStatus, Job, Party
from jobs.open_items.services import open_items
from jobs.road import stages
from jobs.road.stages import Kind, Milestone
from jobs.status.facts import Company, HomeownerFacts, Item
from jobs.status.points import MEANINGS, points
from jobs.status.preparing import PREPARATIONS
from jobs.status.services.facts import facts_of_job
from jobs.status.situation import Situation, Waiting
from jobs.status.situations import MEANING, NEXT, NOW
from jobs.status.words import headline, situation_of, waiting_of
from tests.builders.cast import someone
from tests.builders.whole_road import closed_removal
from tests.jobs.homeowner.test_homeowner_page import address
from tests.jobs.status.situations import JOBS, until, visited

M, S, W = Milestone, Situation, Waiting


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_situation_has_its_words_for_every_party_in_both_languages(language: str) -> None:
    assert set(NOW) == set(MEANING) == set(Situation)
    assert set(NEXT) == set(itertools.product(Situation, Waiting))
    said = [*NOW.values(), *MEANING.values(), *itertools.chain(*NEXT.values()), *MEANINGS.values()]
    filled = {"utility": "Edison", "day": "x", "visit": "x", "cancelled": "x"}
    with translation.override(language):
        for english in said:
            text = translation.gettext(english)
            assert text.strip().endswith("."), english
            assert "%(" not in text % filled
            assert (text == english) is (language == "en"), f"{english!r} is not translated"


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "asked"), [(5, "prepare/bag/"), (2, "visit/bag/"), (0, "visit/bag/")])
def test_the_bag_is_asked_for_once(days: int, asked: str) -> None:
    """It stays where we left it until the evening is near on which it is put out."""
    shown = context_of(facts_of_job(visited(until(M.ADAPTER_SET), days).pk), "token")
    assert [link["url"] for link in shown["links_asked"] if "bag/" in link["url"]] == [f"/h/token/{asked}"]


@pytest.mark.django_db
@pytest.mark.parametrize("situation", [s for s in Situation if s is not S.COMPLETE])
def test_every_situation_is_reached_by_a_job(situation: Situation) -> None:
    facts = facts_of_job(JOBS[situation]().pk)
    assert situation_of(facts) is situation
    for language in ("en", "es"):
        with translation.override(language):
            shown = context_of(facts)
            assert shown["now"]
            assert shown["next"]
            assert shown["points"]


def facts(
    *, kind: str, standing: frozenset[str], stopped: bool = False, items: tuple[Item, ...] = ()
) -> HomeownerFacts:
    today = timezone.localdate()
    return HomeownerFacts(
        kind=kind,
        stage=stages.stage_of(kind, standing),
        standing=standing,
        days=tuple((m, today) for m in M if m in standing),
        utility="Edison",
        today=today,
        items=items,
        stopped=stopped,
        company=Company("KiloWire", "CSLB 1", "562-555-0100", ""),
    )


def anything() -> list[HomeownerFacts]:
    """Two thousand jobs, whatever was recorded on them."""
    made, chance = [], random.Random(14)
    for _ in range(2000):
        kind = chance.choice(list(Kind))
        often = chance.random()
        standing = frozenset(
            m for m in M if chance.random() < often and m not in stages.milestones_never_on(kind)
        )
        made.append(facts(kind=kind, standing=standing, stopped=chance.random() < 0.1))
    return made


RESTS_ON = {
    "You may charge": set(stages.MAY_CHARGE),
    "The permit is here": {M.PERMIT_ISSUED},
    "wiring and your charger are in": {M.CIRCUIT_INSTALLED},
    "The adapter is out": {M.ADAPTER_SET},
    "The adapter is in": {M.ADAPTER_SET},
    "we have tested the charger": {M.COMMISSIONED},
    "Your house fits": {M.ELIGIBLE},
    "%(utility)s are done": {M.ADAPTER_SET, M.INSPECTION_PASSED},
}


def test_nothing_is_said_before_its_fact() -> None:
    for case in anything():
        said = " ".join(headline(case))
        assert not any(word in said.lower() for word in ("approved", "installed")), said
        for words, fact in RESTS_ON.items():
            if words.replace("%(utility)s", "Edison") in said:
                assert fact <= case.standing, f"{said} {sorted(case.standing)}"
        if "You may charge" in said:
            assert not case.stopped


def test_no_stage_is_done_without_its_milestone() -> None:
    for case in anything():
        shown = [step.milestone for step in stages.ROAD if step.homeowner_label(case.kind)]
        for milestone, point in zip(shown, points(case), strict=True):
            assert point.state != "done" or milestone in case.standing
            if milestone is M.COMMISSIONED and point.state == "done":
                assert not case.stopped
                assert set(stages.MAY_CHARGE) <= case.standing


@pytest.mark.django_db
def test_a_sentence_ends_with_one_stop_and_a_visit_that_passed_has_no_bar() -> None:
    shown = facts_of_job(JOBS[S.VISIT]().pk)
    with translation.override("es"):
        assert headline(shown).now.endswith("de 8 a. m. a 12 p. m.")
        assert ".." not in headline(shown).now
    assert context_of(facts_of_job(JOBS[S.VISIT_PASSED]().pk))["note"] is None


def item(party: str, **new: object) -> Item:
    return Item(
        **{"pk": 7, "party": party, "key": "a:1", "what": "x", "since_on": timezone.localdate(), **new}
    )  # type: ignore[arg-type]


UP_TO = {m: frozenset(list(M)[: list(M).index(m)]) for m in M}


@pytest.mark.parametrize(
    ("before", "party", "expected"),
    [
        (M.SURVEYED, "", W.US),
        (M.SURVEYED, "homeowner", W.YOU),
        (M.SURVEYED, "owner", W.YOU),
        (M.SURVEYED, "hoa", W.OTHER),
        (M.PERMIT_ISSUED, "", W.US),
        (M.PERMIT_ISSUED, "city", W.CITY),
        (M.UTILITY_SUBMITTED, "supplier", W.OTHER),
        (M.UTILITY_APPROVED, "", W.UTILITY),
        (M.UTILITY_APPROVED, "office", W.UTILITY),
        (M.UTILITY_APPROVED, "homeowner", W.YOU),
        (M.INSPECTION_PASSED, "", W.CITY),
        (M.CLOSED_OUT, "", W.US),
        (M.WARRANTY_OVER, "", W.NOBODY),
    ],
)
def test_who_is_waited_for(before: Milestone, party: str, expected: Waiting) -> None:
    case = facts(kind="installation", standing=UP_TO[before], items=(item(party),) if party else ())
    assert waiting_of(case, situation_of(case)) is expected


def test_who_said_that_it_is_done_is_not_waited_for() -> None:
    told = (item("homeowner"), item("office", key="jobs.said_done:7", pk=8))
    case = facts(kind="installation", standing=UP_TO[M.SURVEYED], items=told)
    assert waiting_of(case, situation_of(case)) is W.US


def test_may_not_charge_names_whom_to_call() -> None:
    case = facts(kind="installation", standing=UP_TO[M.WARRANTY_OVER] - {M.INSPECTION_PASSED})
    said = headline(case)
    assert said.now == "Please do not charge for now."
    assert "call us: KiloWire, 562-555-0100." in said.meaning


@pytest.mark.django_db
def test_a_complete_job_leads_to_its_papers_once_they_are_there() -> None:
    job = closed_removal()
    assert situation_of(facts_of_job(job.pk)) is S.PAPERS_TO_COME
    Document.objects.of(job).update(
        status=DocumentStatus.READY, file="made.pdf", sha256="0" * 64, size=1, ready_at=timezone.now()
    )
    assert situation_of(facts_of_job(job.pk)) is S.COMPLETE


@pytest.mark.django_db
def test_the_first_given_day_stands_beside_the_present_one_and_days_are_counted() -> None:
    job: Job = until(M.UTILITY_APPROVED)
    today = timezone.localdate()
    given = {"job": job, "party": Party.UTILITY, "what": "Answer", "key": "answer", "by": someone("olive")}
    for days in (20, 27):
        open_items.add(**given, since_on=today, expected_on=today + timezone.timedelta(days=days))
    note = context_of(facts_of_job(job.pk))["note"]
    assert note["text"].startswith("Edison has it: day 0 of about ")
    assert "The day given first was " in note["text"]


@pytest.mark.django_db
def test_what_is_to_be_prepared_has_a_page_each(client: Client) -> None:
    job = JOBS[S.VISIT]()
    link = homeowner_links.make_link(person=job.people.get(), by=someone("olive"))
    page = client.get(address(link)).content.decode()
    for name, each in PREPARATIONS.items():
        own = address(link, "homeowner:prepare", name)
        assert f'href="{own}?lang=en"' in page
        shown = client.get(own, {"lang": "es"}).content.decode()
        with translation.override("es"):
            assert escape(translation.gettext(each.title)) in shown
        assert "Alder" not in shown
    assert client.get(address(link, "homeowner:prepare", "nothing")).status_code == 404


@pytest.mark.django_db
def test_a_page_costs_few_questions_and_two_browsers_share_no_token(client: Client) -> None:
    job = JOBS[S.VISIT]()
    link = homeowner_links.make_link(person=job.people.get(), by=someone("olive"))
    tokens = set()
    for browser in (client, Client()):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(address(link)).content.decode()
        assert len(asked) <= 5
        tokens.add(re.findall(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)[0])
    assert len(tokens) == 2
    assert CSRF_STAND_IN not in page
