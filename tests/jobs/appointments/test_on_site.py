"""On the way, arrived, done, could not: each step once, in the technician's own time."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.models import Appointment, AppointmentOutcome, Event, OpenItem, SubmissionKind
from jobs.tablet.services import submissions
from kilowire.floor.refusals import Refused
from kilowire.models import User
from tests.builders.cast import someone
from tests.builders.from_tablets import form_body, iso, named, on_site, sent_photo
from tests.builders.jobs import accepted_job

pytestmark = pytest.mark.django_db


def press(visit: Appointment, step: str, by: User | None = None, minutes: int = 1, **more: object) -> str:
    pk = uuid.uuid4()
    made_at = iso(timezone.now() - timedelta(minutes=minutes))
    words = {"step": step, "appointment": visit.pk, "made_at": made_at, **more}
    body = form_body(visit.job, "step", pk, by, **words)
    job, kind = visit.job, SubmissionKind.STEP
    return submissions.take(job=job, kind=kind, pk=pk, body=body, by=by or someone("asa")).receipt["said"]


def fresh(visit: Appointment) -> Appointment:
    return Appointment.objects.get(pk=visit.pk)


def told(visit: Appointment) -> list[str]:
    events = Event.objects.of(visit.job).filter(kind="booked").exclude(sentence__contains="booked for")
    return list(events.order_by("id").values_list("sentence", flat=True))


def test_a_visit_goes_its_way_in_the_technicians_own_time() -> None:
    visit = on_site(accepted_job())
    press(visit, "on_my_way", minutes=90)
    press(visit, "arrived", minutes=60)
    assert press(visit, "done", minutes=5) == "Recorded as done."
    visit = fresh(visit)
    way, came, done = visit.on_my_way_at, visit.arrived_at, visit.outcome_at
    assert all((way, came, done))
    assert way < came < done < timezone.now() - timedelta(minutes=4)
    assert (visit.outcome, visit.outcome_by) == (AppointmentOutcome.DONE, someone("asa"))
    hour = f"{timezone.localtime(way):%-H:%M}"
    assert told(visit)[0] == f"Site survey: Asa on the way, {hour}"
    assert [line.partition(",")[0] for line in told(visit)[1:]] == [
        "Site survey: Asa arrived",
        "Site survey: done",
    ]


def test_the_first_press_counts() -> None:
    visit = on_site(accepted_job())
    press(visit, "arrived", minutes=30)
    first = fresh(visit).arrived_at
    press(visit, "arrived", minutes=2)
    assert fresh(visit).arrived_at == first
    assert len(told(visit)) == 1


def test_could_not_says_why_with_its_photo_and_asks_the_office_to_book_again() -> None:
    visit = on_site(accepted_job())
    photo = sent_photo(visit.job, "other", caption="Could not: dog loose")
    said = press(visit, "could_not", because="Dog loose in the yard", photos=[named(photo)])
    assert said == "Recorded; the office books again."
    assert fresh(visit).outcome == AppointmentOutcome.COULD_NOT
    item = OpenItem.objects.of(visit.job).open().get()
    assert (item.party, item.act) == ("office", "jobs:book")
    assert "Dog loose in the yard" in item.what
    with pytest.raises(Refused, match="Say what stood in the way"):
        press(on_site(accepted_job(name="Ann Other"), by=someone("cruz")), "could_not", someone("cruz"))


def test_an_outcome_said_twice_is_no_mistake_and_another_is_refused() -> None:
    visit = on_site(accepted_job())
    press(visit, "done")
    assert press(visit, "done") == "Asa recorded this before."
    with pytest.raises(Refused, match="Asa already recorded “done”"):
        press(visit, "could_not", because="Rain")
    with pytest.raises(Refused, match="Asa already recorded “done”"):
        press(visit, "on_my_way")


def test_a_step_after_the_office_called_it_off_is_told_so() -> None:
    visit = on_site(accepted_job())
    appointments.cancel_appointment(appointment=visit, because="Rain", by=someone("olive"))
    with pytest.raises(Refused, match="Olive already recorded “cancelled”"):
        press(visit, "arrived")


def test_a_step_of_somebody_elses_visit_is_refused() -> None:
    visit, cruz = on_site(accepted_job()), someone("cruz")
    for key in (visit.pk, 987_654, "x", None):
        with pytest.raises(Refused, match="not one of yours"):
            press(visit, "arrived", cruz, appointment=key)
    with pytest.raises(Refused, match="cannot be read"):
        press(visit, "dance")
