"""One function makes what is open what should be open: rows, exact events, and what it asks the database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Event, Job, OpenItem
from jobs.open_items.keys import unwinding_key
from jobs.open_items.services import open_items
from jobs.open_items.wanted import CITY, OFFICE, Over, Wanted
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, days_ago, opened_job

pytestmark = pytest.mark.django_db

SEND = Wanted("desk.send", OFFICE, "Send it")
ANSWER = "desk.answer"


def answer() -> Wanted:
    return Wanted(ANSWER, CITY, "Answer it", since_on=days_ago(9), expected_on=days_ago(-9))


def keep(job: Job, *wanted: Wanted | Over, **new: Any) -> None:
    given = {"by": someone("olive"), "prefixes": ("desk.",)}
    open_items.bring_up_to_date(job=job, wanted=wanted, **{**given, **new})


def open_now(job: Job) -> dict[str, str]:
    return dict(OpenItem.objects.of(job).open().exclude(key="jobs.accept").values_list("key", "what"))


def item(job: Job, key: str) -> OpenItem:
    return OpenItem.objects.of(job).open().get(key=key)


def events(job: Job) -> list[tuple[str, str]]:
    rows = Event.objects.of(job).filter(kind__startswith="item").order_by("id")
    return [(row.kind, row.sentence) for row in rows if "whether we take" not in row.sentence]


def test_the_missing_opens_the_changed_follows_and_the_rest_ends() -> None:
    job = opened_job()
    keep(job, SEND, answer(), on=days_ago(5))
    opened = item(job, SEND.key)
    assert (opened.since_on, opened.opened_by, opened.party) == (days_ago(5), someone("olive"), "office")
    assert item(job, ANSWER).first_expected_on == days_ago(-9)
    later = Wanted(ANSWER, OFFICE, "Ask again", expected_on=days_ago(-3), window="8–12", act="jobs:photos")
    keep(job, later, on=days_ago(2), note="Sent")
    assert open_now(job) == {ANSWER: "Ask again"}
    moved = item(job, ANSWER)
    assert (moved.party, moved.window, moved.act, moved.since_on) == (
        "office",
        "8–12",
        "jobs:photos",
        days_ago(9),
    )
    assert (moved.expected_on, moved.first_expected_on) == (days_ago(-3), days_ago(-9))
    ended = OpenItem.objects.of(job).get(key=SEND.key)
    assert (ended.ended_on, ended.ended_note, ended.ended_by) == (days_ago(2), "Sent", someone("olive"))
    assert events(job) == [
        ("item_opened", "Waiting for office: Send it"),
        ("item_opened", "Waiting for city: Answer it"),
        ("item_ended", "No longer open: Send it"),
        ("item_moved", f"New date, {days_ago(-3):%B %-d, %Y}: Ask again"),
    ]


def test_nothing_is_written_where_nothing_changed() -> None:
    job = opened_job()
    keep(job, SEND, answer())
    before = Event.objects.of(job).count()
    with CaptureQueriesContext(connection) as asked:
        keep(job, SEND, answer())
    assert Event.objects.of(job).count() == before
    assert not [each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))]


def test_an_item_under_another_apps_key_or_under_none_is_left_alone() -> None:
    job = opened_job()
    open_items.add(job=job, party="office", what="Call them", by=someone("olive"))
    open_items.add(job=job, party="office", what="Theirs", key="other.send", by=someone("olive"))
    keep(job, SEND)
    keep(job)
    assert sorted(open_now(job).values()) == ["Call them", "Theirs"]


def test_what_is_over_ends_in_a_way_of_its_own_and_not_before_it_began() -> None:
    job = opened_job()
    keep(job, SEND, answer(), on=days_ago(5))
    called = Over(ANSWER, on=days_ago(3), note="They called")
    keep(job, Over(SEND.key, on=days_ago(7)), called, prefixes=())
    rows = OpenItem.objects.of(job).filter(key__startswith="desk.").order_by("id")
    assert [(row.ended_on, row.ended_note) for row in rows] == [
        (days_ago(5), ""),
        (days_ago(3), "They called"),
    ]


def test_what_does_not_open_is_brought_up_to_date_where_it_is_open() -> None:
    job = opened_job()
    kept = Wanted(SEND.key, OFFICE, "Send it today", opens=False)
    keep(job, kept)
    assert open_now(job) == {}
    keep(job, SEND)
    keep(job, kept)
    assert open_now(job) == {SEND.key: "Send it today"}


def test_an_item_keeps_the_day_it_had_unless_it_is_told_not_to() -> None:
    job = opened_job()
    keep(job, answer())
    keep(job, Wanted(ANSWER, CITY, "Answer it"))
    assert item(job, ANSWER).expected_on == days_ago(-9)
    keep(job, Wanted(ANSWER, CITY, "Answer it", keeps_day=False))
    assert item(job, ANSWER).expected_on is None
    assert [kind for kind, _ in events(job)] == ["item_opened", "item_ended", "item_opened"]


def test_a_cancelled_job_is_settled_only_when_nothing_is_left_to_unwind() -> None:
    job = accepted_job()
    job.cancelled_on, job.cancelled_because = days_ago(3), "price"
    job.save(update_fields=["cancelled_on", "cancelled_because"])
    first = Wanted(unwinding_key("fee"), OFFICE, "Ask about the fee", unwinds=True)
    second = Wanted(unwinding_key("permit", 7), OFFICE, "Close it", stake_usd=Decimal(90), unwinds=True)
    keep(job, first, prefixes=())
    keep(job, Over(first.key), second, prefixes=())
    assert Job.objects.get(pk=job.pk).settled_on is None
    keep(job, Over(second.key), prefixes=())
    assert Job.objects.get(pk=job.pk).settled_on == days_ago(0)
    assert Event.objects.of(job).first().kind == "settled"  # type: ignore[union-attr]


def asked_for(count: int) -> int:
    """Queries to open as many items, to change each, and to end them."""
    job = opened_job()
    wanted = [Wanted(f"desk.{number}", CITY, "It", expected_on=days_ago(-9)) for number in range(count)]
    changed = [Wanted(each.key, OFFICE, "That", expected_on=days_ago(-4)) for each in wanted]
    with CaptureQueriesContext(connection) as asked:
        keep(job, *wanted)
        keep(job, *changed)
        keep(job)
    return len(asked)


def test_the_queries_do_not_depend_on_the_items() -> None:
    asked_for(1)
    assert asked_for(1) == asked_for(30)
