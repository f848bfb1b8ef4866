"""Acts tell the homeowner by themselves: each what happened, once, and only where a page is open to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.homeowner.services.links import make_link
from jobs.models import Job, Notice, OpenItem
from jobs.nightly import tell_what_comes
from jobs.notices.outbox.holding import why_not
from jobs.notices.outbox.letters import letter
from jobs.warranty.services import warranties
from permits.services import inspections, results
from tests.builders import permits, utility_requests
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job, booked, days_ago
from tests.builders.whole_road import closed_job
from utility_requests.models import UtilityRequest, VisitWindow
from utility_requests.nightly import tell_of_visits
from utility_requests.services import windows
from utility_requests.services.answers import end_request, withdraw_request
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import record_window

pytestmark = pytest.mark.django_db


def with_page(job: Job) -> Job:
    """Open a page to the owner of this job, after what was told before is forgotten."""
    make_link(person=job.people.get(roles__role="owner"), by=someone("olive"))
    return job


def told(job: Job) -> list[str]:
    return list(Notice.objects.of(job).order_by("pk").values_list("template", flat=True))


def of_use(job: Job) -> list[str]:
    """What is told and still so."""
    return [each.template for each in Notice.objects.of(job).order_by("pk") if not why_not(each)]


def at(day: datetime, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localtime(day).date(), time(hour)))


def test_an_appointment_is_told_when_it_is_booked_moved_and_called_off() -> None:
    job, olive = with_page(accepted_job()), someone("olive")
    appointment = booked(job, days=3)
    later = {"starts_at": appointment.starts_at + timedelta(days=1), "ends_at": appointment.ends_at}
    later["ends_at"] += timedelta(days=1)
    appointment = appointments.move_appointment(appointment=appointment, because="Rain", by=olive, **later)
    assert told(job) == ["appointment_booked", "appointment_moved"]
    assert of_use(job) == ["appointment_moved"]
    appointments.cancel_appointment(appointment=appointment, because="Not needed", by=olive)
    assert of_use(job) == ["appointment_called_off"]


def test_work_that_could_not_be_done_is_told_without_its_reason() -> None:
    job, olive = with_page(accepted_job()), someone("olive")
    appointment = booked(job, days=0)
    could_not = {"appointment": appointment, "because": "Nobody opened", "by": olive}
    appointments.could_not(**could_not, at=appointment.ends_at)
    assert of_use(job)[-1:] == ["appointment_not_done"]
    said = letter([Notice.objects.latest("pk")])
    assert "need not worry" in said.body
    assert "Nobody opened" not in said.body


def test_nobody_without_a_page_is_told() -> None:
    job = accepted_job()
    booked(job, days=3)
    assert told(job) == []


def test_our_appointment_of_tomorrow_is_told_once_in_the_evening_before() -> None:
    job = accepted_job()
    appointment = booked(job, days=3)
    with_page(job)
    eve = appointment.starts_at - timedelta(days=1)
    for hour, expected in ((16, []), (17, ["appointment_tomorrow"]), (18, ["appointment_tomorrow"])):
        with time_machine.travel(at(eve, hour), tick=False):
            tell_what_comes()
        assert told(job) == expected


def test_the_utilitys_date_is_told_given_moved_and_on_the_evening_before() -> None:
    window = utility_requests.window_given()
    job, olive = with_page(window.visit.job), someone("olive")
    day = timezone.localdate() + timedelta(days=9)
    windows.move_window(visit=window.visit, told_on=days_ago(0), starts_on=day, hours="8–12", by=olive)
    assert told(job) == ["visit_moved"]
    eve = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(17, 5)))
    for _ in range(2):
        with time_machine.travel(eve, tick=False):
            tell_of_visits()
            assert of_use(job) == ["visit_moved", "visit_tomorrow"]
    last = Notice.objects.get(template="visit_tomorrow")
    assert (last.context["window"], timezone.localtime(last.until).hour) == ("8–12", 8)


def taken_back(window: VisitWindow) -> None:
    windows.move_window(visit=window.visit, told_on=days_ago(0), by=someone("olive"))


def undone(window: VisitWindow) -> None:
    windows.undo_window(visit=window.visit, because="Of another job", by=someone("olive"))


def withdrawn(window: VisitWindow) -> None:
    request = UtilityRequest.objects.of(window.visit.job).live().get()
    withdraw_request(request=request, because="Filed anew", by=someone("olive"))


@pytest.mark.parametrize("end", [taken_back, undone, withdrawn])
def test_a_date_of_the_utility_that_does_not_hold_is_told_until_there_is_another(
    end: Callable[[VisitWindow], None],
) -> None:
    window = utility_requests.window_given()
    job = with_page(window.visit.job)
    end(window)
    assert of_use(job) == ["visit_called_off"]
    if end is not withdrawn:
        day = timezone.localdate() + timedelta(days=9)
        record_window(visit=window.visit, starts_on=day, given_on=days_ago(0), by=someone("olive"))
        assert of_use(job) == ["visit_given"]


def test_a_date_that_is_past_is_not_called_off_any_more() -> None:
    window = utility_requests.window_given(starts_on=days_ago(1))
    job = with_page(window.visit.job)
    undone(window)
    assert told(job) == []


@pytest.mark.parametrize(
    ("outcome", "more", "kind"),
    [("failed", {"reasons": ["F1"]}, "visit_failed"), ("did_not_come", {}, "visit_missed")],
)
def test_a_visit_without_its_work_done_is_told_without_blame(
    outcome: str, more: dict[str, list[str]], kind: str
) -> None:
    window = utility_requests.window_given()
    job = with_page(window.visit.job)
    with time_machine.travel(timezone.make_aware(datetime.combine(window.starts_on, time(18))), tick=False):
        record_visit_outcome(
            visit=window.visit, outcome=outcome, happened_on=window.starts_on, by=someone("olive"), **more
        )
    assert told(job) == [kind]


@pytest.mark.parametrize("ended_as", ["returned", "denied"])
def test_an_answer_of_the_utility_is_told(ended_as: str) -> None:
    job = with_page(utility_requests.submitted_job())
    end_request(
        request=UtilityRequest.objects.of(job).get(),
        ended_as=ended_as,
        on=days_ago(0),
        because="Wrong meter number",
        by=someone("olive"),
    )
    assert told(job) == [f"application_{ended_as}"]


def test_the_inspectors_day_and_result_are_told() -> None:
    inspection = permits.final_asked()
    job, olive = with_page(inspection.permit.job), someone("olive")
    day = timezone.localdate() + timedelta(days=2)
    inspection = inspections.schedule_inspection(
        inspection=inspection, scheduled_on=day, window="8-12", by=olive
    )
    assert of_use(job) == ["inspection_booked"]
    results.fail_inspection(
        inspection=inspection, failed_on=days_ago(0), inspector="R. Cole", corrections="Label it", by=olive
    )
    assert told(job) == ["inspection_booked", "inspection_failed"]
    assert of_use(job) == ["inspection_failed"]


def test_a_claim_is_told_received_visited_and_settled() -> None:
    job, olive = with_page(closed_job()), someone("olive")
    claim = warranties.open_claim(job=job, what="Trips", reported_by="Ann", reported_on=days_ago(0), by=olive)
    booked(job, kind="service", days=3)
    warranties.settle_claim(claim=claim, outcome="A new breaker.", settled_on=days_ago(0), by=olive)
    assert told(job) == ["claim_received", "claim_visit", "claim_resolved"]
    assert Notice.objects.get(template="claim_resolved").context == {"outcome": "A new breaker."}


def test_the_end_of_the_warranty_is_told_once_thirty_days_before() -> None:
    job = with_page(closed_job())
    until = job.coverages.get(kind="workmanship", withdrawn_on=None).until_on
    for days, expected in ((31, []), (30, ["warranty_ends"]), (29, ["warranty_ends"])):
        day = until - timedelta(days=days)
        with time_machine.travel(timezone.make_aware(datetime.combine(day, time(9))), tick=False):
            make_link(person=job.people.get(roles__role="owner"), by=someone("olive"))
            tell_what_comes()
        assert told(job) == expected


def test_what_is_asked_is_reminded_of_in_the_day_after_three_days_and_not_on_a_sunday() -> None:
    job = with_page(accepted_job())
    today = timezone.localdate()
    OpenItem.objects.create(job=job, party="homeowner", what="Clear the panel", since_on=today)
    monday = today + timedelta(days=7 - today.weekday())
    cases = (
        (today, 12, 0),
        (monday - timedelta(days=1 if today.weekday() < 3 else -6), 12, 0),
        (monday + timedelta(days=7), 9, 0),
        (monday + timedelta(days=7), 10, 1),
        (monday + timedelta(days=8), 10, 1),
        (monday + timedelta(days=10), 11, 2),
    )
    for day, hour, count in cases:
        with time_machine.travel(timezone.make_aware(datetime.combine(day, time(hour))), tick=False):
            tell_what_comes()
        assert len(told(job)) == count, (day, hour)
