"""While the first call goes on, a second meter is offered, the ZIP code suggests, and the rules are asked."""

from __future__ import annotations

import pytest

from jobs.directory.zip_codes import place_of
from jobs.holds.services import holds
from jobs.models import Job, LeadSource, Utility
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import ladwp, opened_job, sce, whittier
from tests.jobs.intake.test_first_call import first_call

pytestmark = pytest.mark.django_db
GOOD = {
    "kind": "installation",
    "premises": "residential",
    "account_holder": "owner",
    "main_breaker_amps": "100",
    "generation": "no",
    "meter_adapter_in_socket": "none",
}


def test_a_second_meter_at_one_house_is_offered_and_linked() -> None:
    first = opened_job()
    client = signed_in()
    alike = client.get("/jobs/new/alike/", {"street": "418 Alder", "postal_code": "90601"}).content.decode()
    assert f"/jobs/new/?beside={first.number}" in alike
    page = client.get(f"/jobs/new/?beside={first.number}").content.decode()
    assert 'value="418 Alder Court"' in page
    assert f'name="second_meter_of" value="{first.pk}"' in page
    answer = client.post("/jobs/new/", first_call(second_meter_of=first.pk))
    assert answer.status_code == 302  # and is not asked about
    assert Job.objects.get(second_meter_of=first).source == ""


def test_the_form_begins_with_the_phone() -> None:
    page = signed_in().get("/jobs/new/").content.decode()
    assert page.index('id="id_phone"') < page.index('id="id_name"') < page.index('id="id_street"')


@pytest.mark.parametrize(
    ("postal_code", "city", "utility"),
    [
        ("90601", "Whittier", "sce"),
        ("91436", "Encino", "ladwp"),
        ("92805-1234", "Anaheim", "municipal-anaheim"),
        ("92101", "San Diego", "sdge"),
        ("92691", "Mission Viejo", ""),
    ],
)
def test_a_zip_code_names_its_city_and_suggests_a_utility(postal_code: str, city: str, utility: str) -> None:
    place = place_of(postal_code)
    assert place is not None
    assert (place.city, place.utility) == (city, utility)


def test_what_a_zip_code_suggests_is_taken_by_a_person() -> None:
    sce(), whittier()
    client = signed_in()
    shown = client.get("/jobs/new/place/", {"postal_code": "90601", "city": "Pico"}).content.decode()
    assert "City of Whittier, Southern California Edison" in shown
    assert 'value="Pico"' in shown
    taken = client.get("/jobs/new/place/", {"postal_code": "90601", "city": "Pico", "take": "1"})
    assert 'value="Whittier"' in taken.content.decode()
    assert f'<option value="{sce().pk}" selected' in taken.content.decode()
    assert "says so too" not in client.get("/jobs/new/place/", {"postal_code": "02138"}).content.decode()


@pytest.mark.parametrize(
    ("told", "utility", "word"),
    [
        ({}, "sce", "Likely"),
        ({"main_breaker_amps": ""}, "sce", "We must look"),
        ({"main_breaker_amps": "225"}, "sce", "Not as it stands"),
        ({"premises": "commercial"}, "sce", "Not as it stands"),
        ({"account_holder": "tenant"}, "sce", "We must look"),
        ({"generation": "yes"}, "sce", "We must look"),
        ({}, "ladwp", "Not with this utility"),
        ({"main_breaker_amps": "'\"<x>", "kind": "castle"}, "sce", "We must look"),
    ],
)
def test_the_rules_say_what_they_can_by_what_was_told(told: dict[str, str], utility: str, word: str) -> None:
    sce(), ladwp()
    row = Utility.objects.get(key=utility)
    said = signed_in().get("/jobs/new/check/", {**GOOD, "utility": row.pk, **told}).content.decode()
    assert word in said


def test_what_was_told_and_how_they_found_us_is_kept() -> None:
    answer = signed_in().post("/jobs/new/", first_call(**GOOD, source="referral", wishes="Soon"))
    job = Job.objects.get()
    assert answer.status_code == 302
    assert (job.source, job.wishes.splitlines()[0]) == (LeadSource.REFERRAL, "Soon")
    assert "Main breaker (A): 100" in job.wishes


def test_lost_leads_are_listed_with_reason_and_source() -> None:
    client = signed_in()
    client.post("/jobs/new/", first_call(source="referral"))
    job = Job.objects.get()
    assert "No lost leads" in client.get("/jobs/lost/").content.decode()
    holds.cancel_job(job=job, because="price", note="Too dear", by=someone("olive"))
    page = client.get("/jobs/lost/").content.decode()
    assert job.number in page
    assert "Too dear" in page
    assert "Referral" in page
    assert job.number not in client.get("/jobs/lost/?source=phone").content.decode()
