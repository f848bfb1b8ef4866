"""Today: one list of what needs a person now, in order of what waiting costs, and the act in each line."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.milestones.services.charging import CALL
from jobs.models import Appointment, Document, Job, Jurisdiction, OpenItem, Party, Reference, Utility
from jobs.open_items.services import looking, open_items
from jobs.road.stages import Milestone
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago, opened_job
from tests.jobs.office.pages import busy_job, numbers_on

pytestmark = pytest.mark.django_db


def lines(who: str = "olive", query: str = "") -> list[Any]:
    return [shown.line for shown in signed_in(who).get(f"/{query}").context["list"].lines]


def what(who: str = "olive", query: str = "") -> list[str]:
    return [line.what for line in lines(who, query)]


def owed(job: Job, party: str = Party.OFFICE, **new: Any) -> OpenItem:
    return open_items.add(job=job, party=party, by=someone("olive"), **{"what": "Call back", **new})


def test_what_costs_money_stands_first_then_what_holds_up_a_job_and_the_longest_overdue_first() -> None:
    job = accepted_job()
    owed(job, what="Small, new", expected_on=days_ago(1))
    owed(job, what="Small, old", expected_on=days_ago(30))
    owed(job, what="Holds up", expected_on=days_ago(0), blocks=Milestone.AGREED)
    owed(job, what="Holds up, without a day", since_on=days_ago(2), blocks=Milestone.AGREED)
    owed(job, what="Call: must not charge", key=CALL)
    owed(job, what="Money", expected_on=days_ago(0), stake_usd=Decimal("279.22"))
    owed(job, what="Not yet", expected_on=days_ago(-1))
    owed(job, Party.HOMEOWNER, what="Theirs, without a day")
    assert what() == [
        "Call: must not charge",
        "Money",
        "Holds up, without a day",
        "Holds up",
        "Small, old",
        "Small, new",
    ]
    money = lines()[1]
    assert (money.stake, money.when, money.number) == ("$279.22 at stake", "today", job.number)
    assert signed_in().get("/today/count/").content == b"6"


def test_a_late_answer_of_city_or_utility_says_whom_to_call_about_which_number() -> None:
    job = accepted_job()
    Jurisdiction.objects.update(name="City of Cerritos", phone="562 860 0311")
    Utility.objects.update(phone="")
    Reference.objects.create(job=job, kind="permit", value="E2150-2026", source="permit:1:number")
    item = owed(job, Party.CITY, what="Issue the permit", expected_on=days_ago(6), key="permits.issue:1")
    owed(job, Party.UTILITY, what="Answer the application", expected_on=days_ago(1), key="utility.answer")
    owed(job, Party.CITY, what="Hold the final", expected_on=days_ago(0))
    assert what() == [
        "Call Cerritos about E2150-2026, 6 days late",
        f"Call SCE about {job.site.street}, 1 day late",
        "Hold the final",
    ]
    page = signed_in().get("/").content.decode()
    assert '<a href="tel:+15628600311">(562) 860-0311</a>' in page
    assert "Issue the permit" in page
    assert f"/admin/jobs/utility/{job.site.utility_id}/change/" in page  # where its phone number is typed
    pressed = signed_in().post(lines()[0].press.url)
    assert pressed.status_code == 302
    item.refresh_from_db()
    assert (item.looked_on, item.looked_by) == (timezone.localdate(), someone("olive"))
    assert item.look_again_on > timezone.localdate()
    assert what()[0].startswith("Call SCE")


def test_the_offices_reminder_to_ask_and_the_late_answer_are_one_line() -> None:
    job = accepted_job()
    act = {"act": "permits:issued 7", "key": "permits.issue:7"}
    owed(job, Party.CITY, what="Issue the permit", expected_on=days_ago(6), **act)
    owed(job, what="The city was silent: ask for the permit", **{**act, "key": "permits.silence:7"})
    (line,) = lines()
    assert (line.party, line.detail) == ("City", "The city was silent: ask for the permit")


def test_a_job_that_nothing_reminds_of_says_our_next_step_and_opens_its_form() -> None:
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
    found = [line for line in lines() if line.kind == "quiet"]
    assert [(line.number, line.what) for line in found] == [(quiet.number, "Survey the house")]
    assert numbers_on(client, "/jobs/?state=quiet") == [quiet.number]
    owed(quiet)
    assert not [line for line in lines() if line.kind == "quiet"]


def test_today_counts_all_and_shows_the_first(django_assert_num_queries: Any) -> None:
    client, jobs = signed_in(), [accepted_job()]
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    jobs += [accepted_job() for _ in range(54)]
    with django_assert_num_queries(len(few)):
        shown = client.get("/").context["list"]
    assert (shown.count, shown.more, len(shown.lines)) == ("55", True, 50)
    assert [each.line.number for each in shown.lines] == [job.number for job in jobs[:50]]
    assert len(client.get("/?n=100").context["list"].lines) == 55
    assert client.get("/today/count/").content == b"55"
    assert client.get("/?n=x").status_code == 200


def test_what_went_wrong_stands_in_the_same_list_with_its_act() -> None:
    odd = milestones.stamp(
        job=accepted_job(), milestone=Milestone.INSPECTION_PASSED, on=days_ago(1), by=someone("olive")
    )
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
    past = busy_job()
    Appointment.objects.of(past).update(starts_at=timezone.now() - timedelta(days=3))
    by_kind = {line.kind: line for line in lines()}
    assert by_kind["odd"].number == odd.number
    assert "could not be read" in by_kind["paper"].detail
    assert (by_kind["visit"].number, by_kind["visit"].when) == (past.number, "3 days ago")
    signed_in().post(by_kind["paper"].press.url)
    assert "paper" not in {line.kind for line in lines()}


def test_a_word_that_ended_something_is_read_by_the_owner_alone() -> None:
    gone = holds.cancel_job(job=accepted_job(), because="price", note="", by=someone("olive"))
    for item in OpenItem.objects.of(gone).open():
        open_items.end(item=item, note="She hung up.", by=someone("olive"))
    assert what("olive") == []
    (line,) = lines("owen")
    assert (line.detail, line.party) == ("She hung up.", "Owner")
    signed_in("owen").post(line.press.url)
    assert lines("owen") == []


def test_a_technicians_today_is_their_own_appointments() -> None:
    job = busy_job()
    mine = signed_in("asa").get("/")
    assert [visit["number"] for visit in mine.context["visits"]] == [job.number]
    assert "418 Alder Court" in mine.content.decode()
    assert signed_in("strand").get("/").context["visits"] == []


def test_an_accepted_request_asks_whether_the_job_is_taken() -> None:
    opened_job()
    (line,) = lines()
    assert (line.party, line.opens, line.end_url) == ("Office", True, "")
    assert signed_in().get(line.url).status_code == 200


def test_looking_at_an_item_makes_it_due_again_on_its_partys_next_business_day() -> None:
    Jurisdiction.objects.update(closed_weekdays="")
    job = accepted_job()
    Jurisdiction.objects.update(closed_weekdays="fri")
    item = owed(job, Party.CITY, expected_on=days_ago(2))
    day = days_ago(0)
    thursday = day - timedelta(days=(day.weekday() - 3) % 7)
    looked = looking.look_at(item=item, by=someone("olive"), on=thursday)
    assert looked.look_again_on > thursday + timedelta(days=3)
