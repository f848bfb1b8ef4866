"""The list: filters, paging by key, and search by the beginning of any word or number."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.office.views import listing
from jobs.road.stages import Milestone
from jobs.search.services import search
from jobs.search.terms import job_number_in, readings
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, opened_job, sce, whittier
from tests.jobs.office.pages import numbers_on

pytestmark = pytest.mark.django_db


def test_the_list_filters_by_stage_state_city_and_whose_turn() -> None:
    new, taken = opened_job(), accepted_job()
    held = holds.hold_job(job=accepted_job(), because="Panel", by=someone("olive"))
    gone = holds.cancel_job(job=accepted_job(), because="price", note="", by=someone("olive"))
    client = signed_in()
    assert numbers_on(client, "/jobs/") == [gone.number, held.number, taken.number, new.number]
    assert numbers_on(client, "/jobs/?stage=intake") == [new.number]
    assert numbers_on(client, "/jobs/?state=held") == [held.number]
    assert numbers_on(client, "/jobs/?state=cancelled") == [gone.number]
    assert numbers_on(client, "/jobs/?state=unsettled") == [gone.number]
    assert numbers_on(client, "/jobs/?party=office&state=open") == [new.number]
    assert len(numbers_on(client, f"/jobs/?city={whittier().pk}&utility={sce().pk}")) == 4


def test_only_the_owner_is_offered_what_went_on_without_a_step() -> None:
    milestones.waive(
        job=accepted_job(),
        milestone=Milestone.OUTAGE_CONFIRMED,
        because="no window was given",
        by=someone("olive"),
    )
    assert "Went on without" in signed_in("owen").get("/jobs/").content.decode()
    assert "Went on without" not in signed_in("olive").get("/jobs/").content.decode()
    assert len(numbers_on(signed_in("owen"), "/jobs/?state=waived")) == 1


def test_the_list_pages_by_key_there_and_back_in_both_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN", 5)
    jobs = [opened_job().number for _ in range(12)]
    client = signed_in()
    for order, expected in (("", jobs[::-1]), ("?order=oldest", jobs)):
        seen, url, pages = [], f"/jobs/{order}", []
        while url:
            page = client.get(url)
            rows = [row["number"] for row in page.context["rows"]]
            seen += rows
            pages.append(rows)
            older = page.context["pager"]["older"]
            url = f"/jobs/{older}" if older else ""
        assert seen == expected
        back = client.get(f"/jobs/{page.context['pager']['newer']}")
        assert [row["number"] for row in back.context["rows"]] == pages[-2]
        first = client.get(f"/jobs/{back.context['pager']['newer']}")
        assert [row["number"] for row in first.context["rows"]] == pages[0]
        assert first.context["pager"]["newer"] == ""


def test_paging_stays_put_while_jobs_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "SHOWN", 5)
    jobs = [opened_job().number for _ in range(7)]
    client = signed_in()
    older = client.get("/jobs/").context["pager"]["older"]
    opened_job()
    assert numbers_on(client, f"/jobs/{older}") == jobs[:2][::-1]


@pytest.mark.parametrize(
    "nonsense", ["before=x", "after=-1", "before=99999999999999999999", "stage=no&party=no"]
)
def test_nonsense_in_the_address_is_the_first_page(nonsense: str) -> None:
    job = opened_job()
    assert numbers_on(signed_in(), f"/jobs/?{nonsense}") == [job.number]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ito", True),
        ("HANA alder", True),
        ("hana smith", False),
        ("whit 90601", True),
        ("222-014-7781", True),
        ("222 014 7781", True),
        ("222-014", True),
        ("E-2026", True),
        ("562-555-0142", True),
        ("(562) 555-0142", True),
        ("nunez", False),
    ],
)
def test_search_finds_names_addresses_and_numbers_by_their_beginnings(typed: str, *, found: bool) -> None:
    job = opened_job()
    opened_job(
        name="Bo Berg",
        street="1 Elm",
        phone="",
        email="bo@elsewhere.test",
        city="Anaheim",
        postal_code="92801",
    )
    search.refer(job=job, kind="meter", value="222-014-7781")
    search.refer(job=job, kind="permit", value="E-2026-117")
    assert numbers_on(signed_in(), f"/jobs/?{_q(typed)}") == ([job.number] if found else [])


def test_search_finds_accents_without_them() -> None:
    job = opened_job(name="José Núñez")
    assert numbers_on(signed_in(), "/jobs/?q=nunez") == [job.number]


def test_a_job_number_in_the_search_leads_to_the_job() -> None:
    job = opened_job()
    client = signed_in()
    assert [client.get(f"/jobs/?{_q(text)}").url for text in ("KW-1001", "kw 1001", "1001")] == [
        f"/jobs/{job.number}/"
    ] * 3
    assert client.get("/jobs/?q=KW-9999").context["rows"] == []


def test_a_bare_number_finds_the_house_as_well_as_the_job() -> None:
    job = opened_job(street="418 Alder Court")
    house = opened_job(street=f"{job.number[3:]} Maple Street")
    client = signed_in()
    page = client.get(f"/jobs/?q={job.number[3:]}")
    assert {row["number"] for row in page.context["rows"]} == {job.number, house.number}
    assert f'href="/jobs/{job.number}/">Open {job.number}' in page.content.decode()
    assert client.get(f"/jobs/?q={job.number}").url == f"/jobs/{job.number}/"


def test_search_terms_and_job_numbers() -> None:
    assert readings("García-López 222-014")[0] == ("garcia", "lopez", "222014")
    assert readings("% _ '") == []
    assert (job_number_in("kw1042"), job_number_in("KW - 1042"), job_number_in("104")) == (
        "KW-1042",
        "KW-1042",
        "",
    )


def _q(text: str) -> str:
    return urlencode({"q": text})
