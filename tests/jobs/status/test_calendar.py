"""The homeowner's calendar: what a calendar program reads in the file, and that it says no address."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.homeowner.services import links as homeowner_links
from jobs.models import HomeownerLink, Job, OpenItem
from jobs.open_items.keys import UTILITY_VISIT
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked, company
from tests.jobs.homeowner.test_homeowner_page import address
from tests.jobs.status.situations import until, visited

pytestmark = pytest.mark.django_db


def linked(job: Job) -> HomeownerLink:
    company()
    return homeowner_links.make_link(person=job.people.get(), by=someone("olive"))


def read(client: Client, link: HomeownerLink, **asked: str) -> dict[str, Any]:
    """The events of the feed by their uid."""
    answer = client.get(address(link, "homeowner:calendar_feed"), asked)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] in ([], ["America/Los_Angeles"])
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in answer.content
    assert b"X-PUBLISHED-TTL:PT4H" in answer.content
    for secret in (b"Alder", b"Hana", b"KW-1", b"LOCATION"):
        assert secret not in answer.content
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_an_appointment_keeps_its_uid_and_counts_its_changes(client: Client) -> None:
    job = accepted_job()
    link, appointment = linked(job), booked(job)
    (uid,) = read(client, link)
    for sequence, hours in enumerate((0, 3)):
        if hours:
            appointments.move_appointment(
                appointment=appointment,
                starts_at=appointment.starts_at + timedelta(hours=hours),
                ends_at=appointment.ends_at + timedelta(hours=hours),
                because="rain",
                by=someone("olive"),
            )
        event = read(client, link)[uid]
        starts = event["dtstart"].dt
        assert (event["sequence"], event["status"]) == (sequence, "CONFIRMED")
        assert event["dtstart"].params["tzid"] == "America/Los_Angeles"
        assert (starts.hour, starts.utcoffset()) == (10 + hours, timezone.localtime(starts).utcoffset())
    appointments.cancel_appointment(appointment=appointment, because="rain", by=someone("olive"))
    event = read(client, link)[uid]
    assert (event["sequence"], event["status"]) == (2, "CANCELLED")


def test_the_utilitys_visit_follows_its_moves(client: Client) -> None:
    job = visited(until(Milestone.ADAPTER_SET), 5)
    link, item = linked(job), OpenItem.objects.of(job).open().get()
    (uid,) = read(client, link)
    event = read(client, link, lang="es")[uid]
    assert str(event["summary"]) == "Edison coloca el adaptador; la luz se corta un rato"
    assert isinstance(event["dtstart"].dt, datetime)
    assert (event["dtstart"].dt.hour, event["dtend"].dt.hour, event["sequence"]) == (8, 12, 0)
    moved = timezone.localdate() + timedelta(days=9)
    open_items.move(item=item, expected_on=moved, window="", because="moved", by=someone("olive"))
    event = read(client, link)[uid]
    assert (event["dtstart"].dt, event["dtend"].dt, event["sequence"]) == (
        moved,
        moved + timedelta(days=1),
        1,
    )
    assert type(event["dtstart"].dt) is date
    open_items.end_by_key(job=job, key=UTILITY_VISIT, by=someone("olive"), note="called off")
    event = read(client, link)[uid]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)


def test_a_cancelled_job_calls_everything_off(client: Client) -> None:
    job = visited(until(Milestone.ADAPTER_SET), 5)
    link = linked(job)
    holds.cancel_job(job=job, because="price", note="", by=someone("olive"))
    assert {str(event["status"]) for event in read(client, link).values()} == {"CANCELLED"}


def test_one_appointment_has_a_file_of_its_own(client: Client) -> None:
    job = accepted_job()
    link, appointment = linked(job), booked(job)
    page = client.get(address(link)).content.decode()
    own = address(link, "homeowner:calendar_entry", f"a{appointment.pk}")
    assert f'href="{own}?lang=en"' in page
    (event,) = Calendar.from_ical(client.get(own).content).walk("VEVENT")
    assert str(event["summary"]) == "We look at your meter and panel"
    assert client.get(address(link, "homeowner:calendar_entry", "a0")).status_code == 404


def test_nobody_elses_appointment_is_there(client: Client) -> None:
    link, other = linked(accepted_job()), booked(accepted_job(name="Minh Tran"))
    assert client.get(address(link, "homeowner:calendar_entry", f"a{other.pk}")).status_code == 404
    assert read(client, link) == {}
