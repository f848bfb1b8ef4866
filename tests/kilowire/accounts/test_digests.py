"""The daily digest: once a day at the hour that somebody chose, with what is late, comes and came in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from jobs.inbox.services import inbox
from jobs.models import Channel, OpenItem
from kilowire.accounts.digests import choose_hour
from kilowire.models import StaffMail, User
from kilowire.nightly import send_digests
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, booked

pytestmark = pytest.mark.django_db


def run_at(hour: int, days: int = 0) -> None:
    day = timezone.localdate() + timedelta(days=days)
    with time_machine.travel(timezone.make_aware(datetime.combine(day, time(hour, 5))), tick=False):
        send_digests()


def got() -> list[str]:
    return sorted(StaffMail.objects.values_list("to", flat=True))


def with_something_late() -> None:
    job, day = accepted_job(), timezone.localdate() - timedelta(days=2)
    OpenItem.objects.create(
        job=job, party="city", what="Issue the permit", since_on=day, expected_on=day, first_expected_on=day
    )


def test_each_gets_it_once_a_day_at_their_hour_and_technicians_never() -> None:
    with_something_late()
    someone("asa")
    olive, owen = someone("olive"), someone("owen")
    choose_hour(hour=9, by=olive)
    for hour, days, expected in (
        (6, 1, []),
        (7, 1, [owen.email]),
        (8, 1, [owen.email]),
        (9, 1, [olive.email, owen.email]),
        (23, 1, [olive.email, owen.email]),
        (9, 2, [olive.email, olive.email, owen.email, owen.email]),
    ):
        run_at(hour, days)
        assert got() == sorted(expected), (hour, days)


def test_it_says_what_is_late_what_comes_tomorrow_and_what_came_in() -> None:
    someone("olive")
    with_something_late()
    job = OpenItem.objects.first().job  # type: ignore[union-attr]
    booked(job, days=1)
    inbox.receive(channel=Channel.EMAIL, sender="hana@home.test", text="Which day?", came_as="1")
    inbox.receive(channel=Channel.EMAIL, sender="who@else.test", text="Hello", came_as="2")
    StaffMail.objects.all().delete()
    run_at(23)
    mail = StaffMail.objects.first()
    assert mail is not None
    assert mail.subject.endswith("1 late, 1 visit tomorrow, 2 came in overnight")
    for words in (
        "Issue the permit",
        "2 days late",
        "Site survey",
        "Asa",
        "from Hana Ito",
        "/inbox/",
    ):
        assert words in mail.text


def test_where_there_is_nothing_nobody_is_written_to() -> None:
    someone("olive")
    run_at(12)
    assert got() == []


@pytest.mark.parametrize(("typed", "hour"), [("6", 6), ("", None)])
def test_the_hour_is_chosen_on_a_page(typed: str, hour: int | None) -> None:
    page = signed_in("olive")
    assert "7 AM" in page.get("/digest/").content.decode()
    page.post("/digest/", {"hour": typed})
    assert User.objects.get(pk=someone("olive").pk).digest_hour == hour
    assert signed_in("asa").get("/digest/").status_code == 403
