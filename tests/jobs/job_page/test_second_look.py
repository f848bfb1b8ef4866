"""What is possible and yet unlikely is asked about once, then kept with the words that explain it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jobs.installation.services.papers import commissioning_context
from jobs.milestones.services import milestones
from jobs.models import CommissioningRecord, Event, Job
from jobs.road.stages import Milestone
from tests.builders.cast import signed_in, someone
from tests.builders.files import paper
from tests.builders.jobs import company, days_ago, opened_job
from tests.builders.permits import permit_applied
from tests.builders.utility_requests import prepared

pytestmark = pytest.mark.django_db

ASKED = "If it is right, say in a few words why."


@pytest.fixture
def client() -> Client:
    return signed_in()


@pytest.fixture
def powered() -> Job:
    """A job whose adapter the utility has set."""
    company()
    job = opened_job()
    return milestones.stamp(job=job, milestone=Milestone.ADAPTER_SET, on=days_ago(10), by=someone("olive"))


def job_of_today() -> Job:
    company()
    return opened_job(on=days_ago(0))


def accept(client: Client, job: Job, on: date, **words: str) -> Any:
    return client.post(reverse("jobs:accept", args=[job.number]), {"on": on.isoformat(), **words})


def test_a_day_of_ours_before_the_job_was_opened_is_asked_about_once(client: Client) -> None:
    job = job_of_today()
    asked = accept(client, job, days_ago(3))
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "is before the job was opened" in page
    assert ASKED in page
    assert "Why this is right" in page
    kept = accept(client, job, days_ago(3), unlikely_because="Taken on by telephone")
    assert kept.status_code == 302
    job.refresh_from_db()
    assert job.accepted_on == days_ago(3)
    assert Event.objects.of(job).filter(because="Taken on by telephone").count() == 1


def test_a_day_after_the_job_was_opened_is_not_asked_about(client: Client) -> None:
    job = opened_job()
    assert accept(client, job, days_ago(1), unlikely_because="Words that nobody asked for").status_code == 302
    assert not Event.objects.of(job).filter(because__contains="nobody asked").exists()


def test_a_day_before_the_company_began_is_refused(client: Client) -> None:
    job = job_of_today()
    refused = accept(client, job, date(2011, 5, 3), unlikely_because="It was so")
    assert refused.status_code == 422
    assert "That is before the company began, on January 1, 2020." in refused.content.decode()


def test_what_the_city_did_may_lie_before_the_job_was_opened(client: Client) -> None:
    company()
    permit = permit_applied(opened_job(on=days_ago(2)), applied_on=days_ago(40))
    given = {"number": "E-2026-9", "issued_on": days_ago(30).isoformat(), "document": paper("permit")}
    answer = client.post(reverse("permits:issued", args=[permit.job.number, permit.pk]), given)
    assert answer.status_code == 302
    permit.refresh_from_db()
    assert permit.issued_on == days_ago(30)


def test_what_the_utility_did_may_lie_before_the_job_was_opened(client: Client) -> None:
    """Its approval, its window and its unannounced visit, for which no application of ours was sent."""
    job = prepared().job
    Job.objects.filter(pk=job.pk).update(opened_on=days_ago(2))
    long_ago = {name: days_ago(20).isoformat() for name in ("approved_on", "given_on", "happened_on")}
    sent = (
        ("approve", (), {"paper": paper("approval")}),
        ("record_window", (1,), {"starts_on": days_ago(15).isoformat(), "hours": "8–12"}),
        ("record_outcome", (1,), {"outcome": "set", "serial_seen": "CD-9"}),
    )
    for name, more, typed in sent:
        address = reverse(f"utility_requests:{name}", args=[job.number, *more])
        answer = client.post(address, {**long_ago, **typed})
        assert answer.status_code == 302, (name, answer.context["form"].errors.as_text())
    job.refresh_from_db()
    assert (job.utility_approved_on, job.outage_confirmed_on, job.adapter_set_on) == (days_ago(20),) * 3


def the_test(**new: Any) -> dict[str, Any]:
    given = {
        "tested_on": days_ago(9).isoformat(),
        "tested_by": someone("cruz").pk,
        "volts_l1_l2": "241.0",
        "volts_l1_n": "120.5",
        "volts_l2_n": "",
        "charging_amps": "47.2",
        "charger_limit_amps": "48",
        "ground_fault_tested_on": days_ago(9).isoformat(),
        "shown_to": "Hana Ito",
    }
    return {**given, **new}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({"volts_l1_l2": "-3"}, "-3 V between L1–L2 is not possible."),
        ({"volts_l1_n": "0"}, "0 V between L1–N is not possible."),
        ({"volts_l2_n": "4000"}, "4000 V between L2–N is not possible."),
        ({"charging_amps": "80"}, "80 A is more than the charger can draw: its limit is 48 A."),
        ({"charger_limit_amps": "0"}, "limit of 0 A is not possible."),
    ],
)
def test_an_impossible_reading_is_refused_at_its_field(
    client: Client, powered: Job, new: dict[str, str], said: str
) -> None:
    refused = client.post(reverse("jobs:record_test", args=[powered.number]), the_test(**new))
    assert refused.status_code == 422
    assert said in str(refused.context["form"].errors.get(next(iter(new)))), refused.context["form"].errors


def test_an_unlikely_reading_is_asked_about_once_kept_and_marked(client: Client, powered: Job) -> None:
    address = reverse("jobs:record_test", args=[powered.number])
    asked = client.post(address, the_test(volts_l1_l2="190"))
    assert asked.status_code == 422
    assert "190 V between L1–L2 is unusual: 197 to 264 V are usual." in asked.content.decode()
    kept = client.post(address, the_test(volts_l1_l2="190", unlikely_because="Read twice, the utility knows"))
    assert kept.status_code == 302
    record = CommissioningRecord.objects.get(job=powered)
    assert record.volts_l1_l2 == 190
    assert Event.objects.of(powered).filter(because="Read twice, the utility knows").count() == 1
    assert (
        "Unusual: L1–L2 190 V."
        in client.get(reverse("jobs:installation", args=[powered.number])).content.decode()
    )
    rows = commissioning_context(record)["sections"][0]["rows"]
    assert ["Unusual readings", "L1–L2 190 V"] in rows
