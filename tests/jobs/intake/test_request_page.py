"""Anybody may ask whether their house can have it; whoever leaves a name and a phone becomes a lead."""

from __future__ import annotations

import hashlib
from itertools import count

import pytest
from django.test import Client

from jobs.intake import proof
from jobs.intake.views import request_page
from jobs.models import Job, Lead
from kilowire.floor.limits import Limit
from tests.builders.cast import signed_in
from tests.builders.jobs import company, ladwp, sce, whittier
from tests.jobs.intake.test_first_call import first_call

pytestmark = pytest.mark.django_db
GOOD = {
    "utility": "sce",
    "premises": "residential",
    "account_holder": "owner",
    "main_breaker_amps": "100",
    "generation": "no",
    "meter_adapter_in_socket": "none",
}


def found(token: str) -> str:
    """The number that the page's script finds."""
    tried = ((n, hashlib.sha256(f"{token}:{n}".encode()).digest()) for n in count())
    return str(next(n for n, said in tried if int.from_bytes(said[:4]) >> (32 - proof.ZERO_BITS) == 0))


def contact(**other: str) -> dict[str, str]:
    token = proof.new_token()
    given = {"name": "Ana Cruz", "phone": "562-555-0101", "postal_code": "90601", "token": token}
    return {**given, "proof": found(token), **other}


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({}, "Likely"),
        ({"main_breaker_amps": "225"}, "Not as it stands"),
        ({"utility": "ladwp"}, "Not with this utility"),
        ({"utility": ""}, "We must look"),
        ({"generation": "yes"}, "We must look"),
        ({"lang": "es"}, "Probablemente sí"),
    ],
)
def test_the_answer_is_honest(told: dict[str, str], word: str) -> None:
    sce(), ladwp(), company()
    page = Client().get("/ask/", {**GOOD, **told})
    assert word in page.content.decode()
    assert page.status_code == 200


def test_a_request_becomes_a_lead_once_and_the_lead_a_job() -> None:
    sce(), whittier(), company()
    given = contact()
    for _ in range(2):
        answer = Client().post("/ask/?" + "&".join(f"{k}={v}" for k, v in GOOD.items()), given)
        assert answer.status_code == 302
    lead = Lead.objects.get()
    assert (lead.source, lead.verdict, lead.city, lead.told["main_breaker_amps"]) == (
        "request",
        "likely",
        "Whittier",
        "100",
    )
    office = signed_in()
    assert "Ana Cruz" in office.get("/leads/").content.decode()
    page = office.get(f"/jobs/new/?lead={lead.pk}").content.decode()
    assert 'value="Ana Cruz"' in page
    office.post("/jobs/new/", first_call(lead=lead.pk, source="request", phone="562-555-0101"))
    lead.refresh_from_db()
    assert (lead.job, lead.job and lead.job.source) == (Job.objects.get(), "request")
    assert "Ana Cruz" not in office.get("/leads/").content.decode()


def test_requests_without_the_script_become_no_leads() -> None:
    company()
    client, posted = Client(), contact(proof="")
    bad = [posted, contact(proof="0"), {**contact(), "token": "made up"}, {**contact(), "proof": "9" * 12}]
    for place in range(40):
        assert client.post("/ask/", bad[place % len(bad)]).status_code == 422
    assert not Lead.objects.exists()


def test_one_address_leaves_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    company()
    monkeypatch.setattr(request_page, "OF_ONE_ADDRESS", Limit(tries=2, seconds=3600))
    client = Client()
    codes = [client.post("/ask/", contact()).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert Lead.objects.count() == 2


def test_a_lead_is_closed_with_a_reason_and_stands_among_the_lost() -> None:
    company()
    Client().post("/ask/", contact())
    office = signed_in()
    office.post(f"/leads/{Lead.objects.get().pk}/close/", {"because": "price"})
    assert (Lead.objects.get().lost_because, Lead.objects.waiting().count()) == ("price", 0)
    lost = office.get("/jobs/lost/").content.decode()
    assert "Ana Cruz" in lost
    assert "Our request page" in lost
    assert office.get(f"/jobs/new/?lead={Lead.objects.get().pk}").status_code == 404
