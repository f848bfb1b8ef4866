"""What goes together, what waits for the morning, and what is not sent any more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from jobs.holds.services.holds import hold_job
from jobs.models import Appointment, Notice, Person
from jobs.notices.kinds import NoticeKind
from jobs.notices.outbox import holding
from jobs.notices.outbox.sending import QUIET, send_notice
from jobs.notices.quiet_hours import when_allowed
from jobs.notices.services.notices import tell, tell_milestone
from jobs.notices.services.preferences import stop_kinds
from jobs.outbox import leases
from jobs.road.stages import Milestone
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.jobs.notices.test_notices import hana, link_of

pytestmark = pytest.mark.django_db
K = NoticeKind


def told(person: Person, kind: NoticeKind, **given: Any) -> Notice:
    [notice] = tell(job=person.job, kind=kind, people=[person], **given)
    return notice


def sent(notice: Notice) -> Notice:
    Notice.objects.filter(pk=notice.pk, due_at__gt=timezone.now()).update(due_at=timezone.now())
    send_notice(notice.pk)
    notice.refresh_from_db()
    return notice


def test_what_is_written_within_a_minute_is_one_message() -> None:
    person = hana()
    permit, application = told(person, K.PERMIT_ISSUED), told(person, K.APPLICATION_SENT)
    assert leases.overdue(Notice) == []
    sent(permit)
    application.refresh_from_db()
    assert [message.subject for message in mail.outbox] == ["The city has issued the permit – and 1 more"]
    assert "We sent your application" in mail.outbox[0].body
    assert (permit.status, application.status, application.lead) == ("sent", "sent", permit)
    assert sent(application).attempts == 0


def test_a_code_waits_for_nothing_and_goes_alone() -> None:
    person = hana(quiet_from=0, quiet_until=23)
    told(person, K.PERMIT_ISSUED)
    assert sent(told(person, K.STATUS_LINK, context={})).status == "sent"
    assert [message.subject for message in mail.outbox] == [f"Your page for job {person.job.number}"]


def test_a_part_whose_message_went_while_its_worker_was_killed_does_not_go_again() -> None:
    person = hana()
    first, second = told(person, K.PERMIT_ISSUED), told(person, K.APPLICATION_SENT)
    sent(first)
    Notice.objects.filter(pk=second.pk).update(status="waiting", due_at=timezone.now())
    assert sent(second).status == "sent"
    assert len(mail.outbox) == 1


def test_a_message_of_several_that_fails_goes_whole_later(settings: Any) -> None:
    person = hana()
    first, second = told(person, K.PERMIT_ISSUED), told(person, K.APPLICATION_SENT)
    settings.EMAIL_BACKEND = "kilowire.floor.outgoing.mail.SmtpBackend"
    settings.EMAIL_PORT = 1
    assert sent(first).status == "waiting"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sent(first)
    second.refresh_from_db()
    assert (first.status, second.status, len(mail.outbox)) == ("sent", "sent", 1)


CAUSES = {
    "a permit whose issue was undone": (K.PERMIT_ISSUED, "milestone:permit_issued", holding.GONE),
    "an item that was done": (K.INSPECTION_BOOKED, "item:permits.inspection:7|2026-11-24", holding.GONE),
    "nothing is asked any more": (K.ASKED_OF_YOU, holding.ASKED, holding.GONE),
}


@pytest.mark.parametrize("case", CAUSES)
def test_a_message_whose_cause_is_gone_is_not_sent(case: str) -> None:
    kind, cause, because = CAUSES[case]
    notice = told(hana(), kind, cause=cause, context={"day": "2026-11-24", "count": 1})
    assert holding.why_not(notice) == because
    if kind != K.ASKED_OF_YOU:
        assert (sent(notice).status, notice.error, mail.outbox) == ("dropped", because, [])


def test_a_moved_appointment_is_told_with_its_last_time_alone() -> None:
    person = hana()
    appointment = booked(person.job)
    cause = f"appointment:{appointment.pk}:{appointment.starts_at.isoformat()}"
    when = {"starts_at": appointment.starts_at.isoformat(), "ends_at": appointment.ends_at.isoformat()}
    first = told(person, K.APPOINTMENT_BOOKED, cause=cause, context=when)
    assert holding.why_not(first) == ""
    Appointment.objects.filter(pk=appointment.pk).update(starts_at=appointment.starts_at + timedelta(hours=1))
    assert sent(first).status == "dropped"


def test_on_hold_nothing_is_said_of_what_is_to_come() -> None:
    person = hana()
    hold_job(job=person.job, because="The owner travels.", by=someone("olive"))
    assert sent(told(person, K.VISIT_TOMORROW, context={"day": "2026-11-24"})).error == holding.HELD
    assert sent(told(person, K.PERMIT_ISSUED)).status == "sent"


def test_what_is_over_is_not_sent_and_the_office_hears_of_it() -> None:
    notice = told(hana(), K.VISIT_TOMORROW, context={"day": "2026-11-24"}, until=timezone.now())
    assert (sent(notice).status, notice.error, mail.outbox) == ("failed", holding.PAST, [])


def test_a_message_in_quiet_hours_waits_for_their_end() -> None:
    hour = timezone.localtime().hour
    person = hana(quiet_from=hour, quiet_until=(hour + 2) % 24)
    notice = sent(told(person, K.PERMIT_ISSUED))
    assert (notice.status, notice.error, notice.attempts) == ("waiting", QUIET, 0)
    assert timezone.localtime(notice.due_at).hour == (hour + 2) % 24


def at(day: int, hour: int) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour), tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "sundays", "goes"),
    [
        (at(24, 19), True, at(24, 19)),
        (at(24, 20), True, at(25, 8)),
        (at(24, 3), True, at(24, 8)),
        (at(28, 21), True, at(29, 8)),
        (at(28, 21), False, at(30, 8)),
        (at(29, 12), False, at(30, 8)),
    ],
)
def test_quiet_hours_and_sundays(now: datetime, goes: datetime, *, sundays: bool) -> None:
    assert when_allowed(now, quiet_from=20, quiet_until=8, sundays=sundays) == goes


def test_where_no_hour_is_quiet_all_may_go() -> None:
    assert when_allowed(at(24, 3), quiet_from=0, quiet_until=0) == at(24, 3)


def test_a_kind_that_they_stopped_is_not_written_and_what_must_reach_them_cannot_be_stopped() -> None:
    person = hana()
    notice = told(person, K.PERMIT_ISSUED)
    person = stop_kinds(person=person, kinds=("permit_issued", "stop_charging"))
    assert person.stopped_kinds == ["permit_issued"]
    assert tell(job=person.job, kind=K.PERMIT_ISSUED, people=[person]) == []
    assert sent(notice).error == holding.STOPPED


def test_a_milestone_is_told_to_whoever_has_a_page_and_only_while_it_is_news() -> None:
    job = accepted_job()
    job.permit_issued_on = days_ago(1)
    given = {"job": job, "milestone": Milestone.PERMIT_ISSUED, "by": someone("olive")}
    tell_milestone(**given, on=days_ago(1))
    assert not Notice.objects.exists()
    link_of(job.people.get())
    tell_milestone(**given, on=days_ago(15))
    tell_milestone(**{**given, "milestone": Milestone.COMMISSIONED}, on=days_ago(1))
    assert not Notice.objects.exists()
    tell_milestone(**given, on=days_ago(1))
    assert [notice.template for notice in Notice.objects.all()] == [K.PERMIT_ISSUED]
