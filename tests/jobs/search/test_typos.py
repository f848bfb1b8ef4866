"""A job is found although one letter of a name or street was typed wrong, and by the words of its notes."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client, TestCase

from jobs import migrations
from jobs.history.services import history
from jobs.holds.services import holds
from jobs.models import EventKind, Job, Reference, ReferenceKind, SearchWord
from jobs.people.services import people, site
from jobs.search.services import search
from jobs.search.typos import nearly, one_mistake_from
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import opened_job

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = {
    ReferenceKind.PERMIT: ("E-2150/2026", "e2150 2026"),
    ReferenceKind.UTILITY_REQUEST: ("MSA-77310", "msa77310"),
    ReferenceKind.INTERCONNECTION: ("NEM 4471", "nem4471"),
    ReferenceKind.ACCOUNT: ("700 123 9981", "7001239981"),
    ReferenceKind.METER: ("222-014-7781", "2220147781"),
    ReferenceKind.ADAPTER_SERIAL: ("CD-00418", "cd00418"),
    ReferenceKind.CHARGER_SERIAL: ("WB:9917-X", "wb 9917 x"),
    ReferenceKind.DIG_TICKET: ("A 2611 0042", "a26110042"),
}


class Search(TestCase):
    """One house among others; each thing that names it is typed into the search."""

    job: Job
    client_of_office: Client

    @classmethod
    def setUpTestData(cls) -> None:
        for name, street in (("Bo Berg", "1 Elm Row"), ("Mei Chen", "77 Oak Knoll Circle")):
            opened_job(name=name, street=street, phone="", email="other@elsewhere.test", city="Anaheim")
        cls.job = opened_job(
            name="Rosa Núñez-Ito", street="4102 Calle Serena St", phone="562-555-0142", email="rosa@casa.test"
        )
        for kind, (value, _) in NUMBERS.items():
            search.refer(job=cls.job, kind=kind, value=value)
        olive = someone("olive")
        people.add_person(job=cls.job, name="Ludwik Łoś", roles=("helper",), phone="213 555 0188", by=olive)
        site.edit_site(job=cls.job, by=olive, dog_note="A friendly mastiff", access_note="Bell is broken")
        cls.client_of_office = signed_in()

    def found(self, typed: str) -> list[str]:
        page = self.client_of_office.get(f"/jobs/?{urlencode({'q': typed})}")
        if page.status_code == 302:
            return [page.url.split("/")[2]]
        return [row["number"] for row in (*page.context["rows"], *page.context["nearly"])]

    def check(self, typed: Iterator[str] | list[str]) -> None:
        assert {text: self.found(text) for text in typed} == {text: [self.job.number] for text in typed}

    def test_each_identifier_finds_it(self) -> None:
        assert set(NUMBERS) == set(ReferenceKind)
        self.check([text for spellings in NUMBERS.values() for text in spellings])
        self.check([self.job.number, self.job.number.lower().replace("-", " "), "rosa@casa.test"])
        self.check(["Rosa Nunez Ito", "ludwik los", "(562) 555-0142", "+1 213 555 0188"])
        self.check(["4102 calle serena street", "4102 Calle Serena St 90601"])

    def test_a_letter_left_out_put_in_taken_for_another_or_swapped_finds_it(self) -> None:
        self.check(["Roza Nunez", "rsoa nunez", "rosa nnez", "rosa nunnez", "Ludwig Los", "nuñes"])
        self.check(["4102 Cale Serena", "4102 calle serean st", "callle serena", "4120 calle serena"])
        self.check(["rosa io", "4102 calle serena treet", "serena sreet", "kalle sirena 90601"])

    def test_words_of_notes_find_it(self) -> None:
        self.check(["mastiff", "bell broken", "friendly masstiff", "bel is brokn"])

    def test_what_is_spelled_just_so_stands_apart_from_what_is_nearly_so(self) -> None:
        near = opened_job(name="Rosa Nunes", email="")
        page = self.client_of_office.get("/jobs/?q=nunez")
        shown = [[row["number"] for row in page.context[part]] for part in ("rows", "nearly")]
        assert shown == [[self.job.number], [near.number]]
        assert "Similar spellings" in page.content.decode()
        page = self.client_of_office.get("/jobs/?q=nunez&state=held")
        assert (page.context["rows"], page.context["nearly"]) == ([], [])

    def test_a_number_with_a_wrong_digit_finds_nothing(self) -> None:
        assert [self.found(text) for text in ("E-2151/2026", "4103", "562-555-0143", "KW-9999", "zz")] == [
            []
        ] * 5

    def test_what_is_misspelled_takes_eight_queries_for_one_job_and_for_four(self) -> None:
        for _ in range(3):
            opened_job(name="Rosa Nunes")
        self.client_of_office.get("/jobs/?q=nunex")
        with self.assertNumQueries(8):
            assert len(self.client_of_office.get("/jobs/?q=nunex").context["nearly"]) == 4

    def test_reasons_of_the_history_find_it_and_stay_when_the_words_are_written_anew(self) -> None:
        holds.hold_job(job=self.job, because="Waits for the roofer", by=someone("olive"))
        lines = [history.Line(EventKind.DESK, "Filed", because="Under the walnut tree")]
        history.record_all(job=self.job, lines=lines, by=None)
        self.check(["roofer", "walnut"])
        search.index(self.job)
        self.check(["roofer", "walnut tree"])

    def test_notes_from_before_are_made_into_words_once(self) -> None:
        kept = set(SearchWord.objects.values_list("job", "word"))
        SearchWord.objects.filter(word__in=["friendly", "mastiff", "broken", "bell"]).delete()
        for _ in range(2):
            _migration().add_words_of_notes(apps, None)
        assert set(SearchWord.objects.values_list("job", "word")) == kept
        assert Reference.objects.of(self.job).count() == len(NUMBERS)


def _migration() -> Any:
    named = [
        name for _, name, _ in iter_modules(migrations.__path__) if name.endswith("search_words_of_notes")
    ]
    return import_module(f"jobs.migrations.{named[0]}")


@pytest.mark.parametrize("wrong", ["chen", "cheb", "che", "chenb", "hcen", "cehn", "cchen", "xchen"])
def test_one_mistake_leads_from_what_was_typed_to_what_was_meant(wrong: str) -> None:
    assert ("chen" in one_mistake_from(wrong)) == (wrong != "chen")


def test_numbers_and_short_words_may_be_wrong_beside_another_term_alone() -> None:
    wrong = [bool(words) for words in nearly(("4102", "bo", "maple", "e2026", "5625550142", "王小"))]
    assert wrong == [True, True, True, False, False, False]
    assert nearly(("4102",)) == nearly(("bo",)) == (frozenset(),)
