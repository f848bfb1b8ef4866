"""The survey pack: all that a tablet needs, for its own jobs, in a constant number of questions."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments import facts
from assessments.models import Answer
from assessments.rulesets import ruleset_json
from assessments.services import answers, survey
from assessments.services.answers import Given
from assessments.services.field_pack import field_pack
from jobs.appointments.services import appointments
from jobs.day_pack.views.pack import day_pack
from jobs.models import AdapterModel, Vehicle, appointment
from tests.assessments.walls import RULESET
from tests.builders.assessments import PASSING, answered, place_facts, ready_to_complete
from tests.builders.cast import someone
from tests.builders.field_surveys import VOLTS, job_on_site, readings, take_survey
from tests.builders.from_tablets import field, on_site
from tests.builders.jobs import accepted_job, company, opened_job
from tests.builders.records import ev_adapter

pytestmark = pytest.mark.django_db


def the_pack(who: str = "asa") -> dict[str, Any]:
    return field_pack(someone(who), timezone.localdate())


def test_it_holds_form_rules_lists_and_what_is_known_of_each_job() -> None:
    job = job_on_site()
    car = Vehicle.objects.create(key="car", name="Car", usable_kwh="57.5", onboard_kw="7.7")
    answered(job)
    survey.record_place(
        job=job, by=someone("asa"), vehicle=car, untold={"route": "Dark"}, **place_facts(route="")
    )
    take_survey(job, {}, readings=readings(**VOLTS))
    pack = the_pack()
    assert [form["version"] for form in pack["forms"]] == ["site-survey/2026-12"]
    assert pack["rules"] == {RULESET.name: ruleset_json(RULESET)}
    assert pack["adapters"][0] == {
        "id": ev_adapter().pk,
        "name": "ConnectDER EV MSA",
        "approval": "approved",
        "isolating": False,
        "max_circuit_amps": 60,
        "manages_load": True,
    }
    assert pack["vehicles"] == [{"id": car.pk, "name": "Car", "usable_kwh": 57.5, "on_board_kw": 7.7}]
    known = pack["jobs"][job.number]
    assert (known["known"], known["ruleset"]) == ({"request_type": "installation"}, "sce-msa/2026-11")
    assert (known["utility"], known["surveyed_on"]) == ("SCE", None)
    fields = known["fields"]
    assert {name: fields[name]["value"] for name in PASSING} == PASSING
    assert fields["panel_bus_amps"]["source"] == "site"
    assert fields["vehicle"]["value"] == car.pk
    assert (fields["route"]["value"], fields["route"]["cannot_tell"]) == (None, "Dark")
    assert all(each["base"] for each in fields.values())
    assert [(each["name"], each["value"], each["by"]) for each in known["readings"]] == [
        (name, f"{value}0", "Asa") for name, value in VOLTS.items()
    ]


def test_it_is_plain_json_and_what_the_product_says_is_no_field() -> None:
    job = job_on_site()
    answered(job)
    fields = json.loads(json.dumps(the_pack()))["jobs"][job.number]["fields"]
    assert not set(fields) & {fact.name for fact in facts.load() if fact.from_product}


def test_an_answer_to_what_is_no_longer_a_fact_is_left_out() -> None:
    job = job_on_site()
    answered(job)
    Answer.objects.of(job).filter(fact="wires").update(fact="cables")
    assert {"cables", "wires"} & set(the_pack()["jobs"][job.number]["fields"]) == set()


def test_a_base_is_of_the_value_and_says_nothing_of_who_gave_it() -> None:
    job = job_on_site()
    answered(job)
    before = the_pack()["jobs"][job.number]["fields"]["panel_bus_amps"]["base"]
    say = answers.record_answers
    say(job=job, given=[Given("panel_bus_amps", "photo", 100)], by=someone("asa"))
    assert the_pack()["jobs"][job.number]["fields"]["panel_bus_amps"]["base"] == before
    say(job=job, given=[Given("panel_bus_amps", "photo", 125)], by=someone("asa"))
    assert the_pack()["jobs"][job.number]["fields"]["panel_bus_amps"]["base"] != before


def book(hours: int, who: str = "asa") -> str:
    job = accepted_job()
    start = timezone.localtime().replace(hour=9, minute=0) + timedelta(hours=hours)
    appointments.book_appointment(
        job=job,
        kind="survey",
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        technicians=[someone(who)],
        by=someone("olive"),
    )
    return job.number


def test_it_holds_the_persons_own_jobs_of_today_tomorrow_and_what_is_overdue() -> None:
    company()
    today, tomorrow, overdue = book(0), book(24), book(-72)
    book(48)
    book(0, who="cruz")
    opened_job()
    assert set(the_pack()["jobs"]) == {today, tomorrow, overdue}
    assert the_pack("strand")["jobs"] == {}


def test_it_asks_the_database_as_often_for_twenty_jobs_as_for_one() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            the_pack()
        return len(queries)

    someone("asa")
    for number in range(20):
        job = accepted_job()
        on_site(job, hours_ago=2 * number + 2)
        answered(job)
        take_survey(job, {"route": field("Along the wall")}, readings=readings(volts_l1_n="120.1"))
        if number == 0:
            one = asked()
    assert len(the_pack()["jobs"]) == 20
    assert asked() == one


def test_the_door_answers_with_an_etag_and_304_to_whoever_holds_it() -> None:
    job_on_site()
    AdapterModel.objects.all().delete()
    client = Client()
    address = reverse("assessments:field_pack")
    assert client.get(address).status_code == 401
    client.force_login(someone("asa"))
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "no-store"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    ev_adapter()
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_the_jobs_of_the_day_pack_can_be_surveyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what was never recorded both take the newest along."""
    monkeypatch.setattr(appointment, "OVERDUE_ON_TABLET", 2)
    company()
    _, _, *taken, _ = [book(hours) for hours in (-96, -72, -48, -24, 0, 24, 48)]
    day = day_pack(someone("asa"), timezone.localdate())
    assert set(day["jobs"]) == set(taken)
    assert set(the_pack()["jobs"]) == set(taken)


def test_what_the_job_says_is_offered_and_numbers_are_read_anew_until_the_survey_is_done() -> None:
    company()
    job = accepted_job()
    on_site(job, hours_ago=0)
    ready_to_complete(job)
    known = the_pack()["jobs"][job.number]
    assert known["offers"] == {"utility": "sce", "account_holder": "owner"}
    assert "meter_number" not in known["fields"]
    assert "seal" in known["fields"]
    survey.complete_survey(job=job, on=timezone.localdate(), by=someone("asa"))
    assert the_pack()["jobs"][job.number]["fields"]["meter_number"]["value"] == place_facts()["meter_number"]
