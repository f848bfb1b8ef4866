"""Today: what needs a person now, by whose turn it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.models import Appointment, Document, Party
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.jobs.office.pages import busy_job, numbers_on

pytestmark = pytest.mark.django_db


def test_today_shows_what_is_due_by_whose_turn_it_is_and_what_is_at_stake() -> None:
    job = busy_job()
    page = signed_in().get("/")
    city = page.context["groups"][-1]
    assert (city["party"], city["count"]) == ("City", "1")
    row = city["rows"][0]
    assert (row["number"], row["when"], row["stake"]) == (job.number, "2 days late", "$279.22")
    assert signed_in().get("/today/count/").content == b"1"


def test_today_counts_our_own_items_without_a_day() -> None:
    opened_job()
    page = signed_in().get("/")
    assert [(group["party"], group["count"]) for group in page.context["groups"]] == [("Office", "1")]


def test_today_lists_jobs_of_which_nothing_reminds_anybody() -> None:
    busy_job()
    booked, held, gone, quiet = (accepted_job(name=name) for name in ("Bea", "Hal", "Gil", "Quinn"))
    appointments.book_appointment(
        job=booked,
        kind="survey",
        starts_at=timezone.now() + timedelta(days=9),
        ends_at=timezone.now() + timedelta(days=9, hours=1),
        technicians=[someone("asa")],
        by=someone("olive"),
    )
    holds.hold_job(job=held, because="Panel", by=someone("olive"))
    holds.cancel_job(job=gone, because="price", note="", by=someone("olive"))
    client = signed_in()
    shown = client.get("/").context["quiet"]
    assert [(row["number"], row["what"]) for row in shown["rows"]] == [(quiet.number, "Survey the house")]
    assert (shown["count"], shown["more"]) == ("1", False)
    assert numbers_on(client, "/jobs/?state=quiet") == [quiet.number]
    open_items.add(job=quiet, party=Party.OFFICE, what="Call back", by=someone("olive"))
    assert client.get("/").context["quiet"] is None


def test_today_counts_the_quiet_jobs_and_shows_the_first(django_assert_num_queries) -> None:
    client, jobs = signed_in(), [accepted_job()]
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    jobs += [accepted_job() for _ in range(19)]
    with django_assert_num_queries(len(few)):
        shown = client.get("/").context["quiet"]
    assert (shown["count"], shown["more"]) == ("20", True)
    assert [row["number"] for row in shown["rows"]] == [job.number for job in jobs[:8]]
    assert client.get("/today/count/").content == b"20"


def test_today_lists_what_to_look_at() -> None:
    odd = milestones.stamp(
        job=accepted_job(), milestone=Milestone.INSPECTION_PASSED, on=days_ago(1), by=someone("olive")
    )
    gone = holds.cancel_job(job=accepted_job(), because="price", note="", by=someone("olive"))
    Document.objects.create(
        job=odd,
        kind="survey_report",
        context={},
        issued_on=days_ago(1),
        issued_by=someone("olive"),
        due_at=timezone.now(),
        status="failed",
        error="A photo could not be read.",
    )
    looks = {look["title"]: look["rows"] for look in signed_in().get("/").context["looks"]}
    assert [row["number"] for row in looks["Does not add up"]] == [odd.number]
    assert [row["number"] for row in looks["Cancelled, to unwind"]] == [gone.number]
    assert "could not be read" in looks["Papers that could not be made"][0]["detail"]


def test_a_technicians_today_is_their_own_appointments() -> None:
    job = busy_job()
    mine = signed_in("asa").get("/")
    assert [visit["number"] for visit in mine.context["visits"]] == [job.number]
    assert "418 Alder Court" in mine.content.decode()
    assert signed_in("strand").get("/").context["visits"] == []


def test_unrecorded_appointments_are_asked_about() -> None:
    job = busy_job()
    Appointment.objects.of(job).update(starts_at=timezone.now() - timedelta(days=3))
    assert [visit["number"] for visit in signed_in().get("/").context["unrecorded"]] == [job.number]
