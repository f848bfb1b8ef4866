"""The sweep: cases at cities and utilities, the oldest look first, each looked at in one press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.models import Event, Job, Jurisdiction, OpenItem, Party, Reference
from jobs.open_items.services import looking, open_items
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago, ladwp

pytestmark = pytest.mark.django_db


def case(what: str, job: Job | None = None, party: str = Party.CITY, **new: Any) -> OpenItem:
    return open_items.add(job=job or accepted_job(), party=party, what=what, by=someone("olive"), **new)


def cases(query: str = "", client: Client | None = None) -> list[str]:
    return [each.what for each in (client or signed_in()).get(f"/sweep/{query}").context["cases"]]


def test_cases_stand_with_the_oldest_look_first_and_a_new_one_by_its_beginning() -> None:
    for what, looked in (("Looked last", 5), ("Looked first", 9)):
        looking.look_at(item=case(what), by=someone("olive"), on=days_ago(looked))
    case("New", since_on=days_ago(2))
    case("Old", party=Party.UTILITY, since_on=days_ago(30), expected_on=days_ago(1))
    case("Ours", party=Party.OFFICE)
    assert cases() == ["Old", "Looked first", "Looked last", "New"]
    page = signed_in().get("/sweep/").content.decode()
    assert "1 day late" in page
    assert "not looked at yet" in page
    assert "by Olive" in page


def test_nothing_new_is_one_press_and_the_case_is_due_again_on_the_partys_next_business_day() -> None:
    item, client = case("The permit"), signed_in()
    events = Event.objects.of(item.job).count()
    answer = client.post(f"/sweep/{item.pk}/nothing-new/?at=city")
    assert (answer.status_code, answer.url) == (302, "/sweep/?at=city")
    assert cases() == []
    assert client.get("/sweep/").context["done"] == "1"
    assert Event.objects.of(item.job).count() == events  # neither the history nor the homeowner hears of it
    item.refresh_from_db()
    OpenItem.objects.update(look_again_on=days_ago(0))
    assert cases() == ["The permit"]


def test_a_new_day_given_by_the_party_counts_as_a_look() -> None:
    item = case("The permit", expected_on=days_ago(2))
    open_items.move(item=item, expected_on=days_ago(-20), by=someone("olive"), because="They said so")
    assert cases() == []
    ours = case("Ours", party=Party.OFFICE)
    assert open_items.move(item=ours, expected_on=days_ago(-2), by=someone("olive")).looked_on is None


def test_a_case_has_its_number_to_copy_and_its_portal() -> None:
    job = accepted_job()
    Reference.objects.create(job=job, kind="permit", value="E2150-2026", source="permit:1:number")
    Jurisdiction.objects.update(portal="permits.cerritos.gov/status")
    case("The permit", job)
    page = signed_in().get("/sweep/").content.decode()
    assert 'data-copy="E2150-2026"' in page
    assert 'href="https://permits.cerritos.gov/status"' in page


def test_cases_are_filtered_by_where_they_are() -> None:
    there = accepted_job(utility=ladwp())
    case("City", there)
    case("LADWP", there, Party.UTILITY)
    case("SCE", party=Party.UTILITY)
    city, utility = there.site.jurisdiction_id, there.site.utility_id
    assert cases("?at=city") == [*cases(f"?at=city-{city}")] == ["City"]
    assert (cases("?at=utility"), cases(f"?at=utility-{utility}")) == (["LADWP", "SCE"], ["LADWP"])
    assert len(cases("?at=nonsense")) == 3


def test_the_page_asks_the_same_number_of_questions_for_1_and_50_cases() -> None:
    client, job = signed_in(), accepted_job()
    case("First", job)
    cases(client=client)
    with CaptureQueriesContext(connection) as few:
        cases(client=client)
    for place in range(51):
        case(f"Another {place}", job, Party.UTILITY)
    with CaptureQueriesContext(connection) as many:
        shown = client.get("/sweep/").context
    assert len(many) == len(few) <= 10
    assert (len(shown["cases"]), shown["left"], shown["more"]) == (50, "52", True)


def test_what_is_not_at_a_city_or_utility_is_no_case() -> None:
    ours = case("Ours", party=Party.OFFICE)
    assert signed_in().post(f"/sweep/{ours.pk}/nothing-new/").status_code == 404
    assert signed_in("asa").get("/sweep/").status_code == 403
    day = days_ago(0) + timedelta(days=1)
    assert case("Theirs", expected_on=day).look_again_on is None
