"""On the way, arrived, done, could not: each step once, in the technician's own time."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.appointments.services.undoing import undo_done
from jobs.models import Appointment, AppointmentOutcome, Booking, Event, OpenItem, SubmissionKind
from jobs.tablet.services import submissions
from kilowire.floor.days import clock
from kilowire.floor.refusals import NotYet, Refused
from kilowire.models import User
from tests.builders.cast import signed_in, someone
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
    hour = clock(timezone.localtime(way).time())
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


def test_done_before_the_beginning_waits_for_it_and_is_taken_then() -> None:
    visit = on_site(accepted_job(), hours_ago=-1)
    with pytest.raises(NotYet, match="This appointment begins") as waiting:
        press(visit, "done")
    assert waiting.value.begins_at == visit.starts_at
    begun = timezone.now() - timedelta(minutes=30)
    Appointment.objects.filter(pk=visit.pk).update(starts_at=begun)
    assert press(visit, "done", minutes=60) == "Recorded as done."
    assert fresh(visit).outcome_at == begun


def test_done_by_mistake_is_undone_the_same_day_and_books_its_time_again() -> None:
    visit = on_site(accepted_job(), hours_ago=0)
    press(visit, "done", minutes=0)
    assert press(visit, "undo_done", minutes=0) == "Undone: the appointment is open again."
    visit = fresh(visit)
    booking = Booking.objects.get(appointment=visit)
    assert (visit.outcome, visit.outcome_at, visit.outcome_by) == ("", None, None)
    assert (booking.ends_at, booking.released_at) == (visit.ends_at, None)
    assert press(visit, "undo_done") == "The appointment is open."
    undone = Event.objects.of(visit.job).get(kind="undone")
    assert (undone.sentence, undone.by) == ("Site survey: not done yet, it is open again", someone("asa"))
    assert press(visit, "done", minutes=0) == "Recorded as done."


def test_done_stays_where_the_day_is_over_or_somebody_is_booked_elsewhere() -> None:
    visit = on_site(accepted_job(), hours_ago=0)
    other = accepted_job(name="Ann Other")
    appointments.could_not(appointment=visit, because="Rain", by=someone("olive"))
    with pytest.raises(Refused, match="is not recorded as done"):
        undo_done(appointment=visit, by=someone("olive"))
    again = on_site(visit.job, hours_ago=0)
    appointments.finish_appointment(appointment=again, by=someone("olive"))
    with pytest.raises(Refused, match="could be undone until the end of that day"):
        undo_done(appointment=again, by=someone("olive"), at=timezone.now() + timedelta(days=1))
    begun = fresh(again)
    appointments.book_appointment(
        job=other,
        kind="survey",
        starts_at=begun.ends_at - timedelta(minutes=30),
        ends_at=begun.ends_at,
        technicians=[someone("asa")],
        by=someone("olive"),
    )
    with pytest.raises(Refused, match="Asa is at"):
        undo_done(appointment=again, by=someone("olive"))
    assert fresh(again).outcome == AppointmentOutcome.DONE


def test_the_office_undoes_done_on_the_job_until_the_day_ends() -> None:
    visit = on_site(accepted_job(), hours_ago=0)
    appointments.finish_appointment(appointment=visit, by=someone("asa"))
    olive, page = signed_in("olive"), reverse("jobs:overview", args=[visit.job.number])
    address = reverse("jobs:undo_done", args=[visit.job.number, visit.pk])
    assert address in olive.get(page).content.decode()
    assert olive.post(address).status_code == 302
    assert fresh(visit).outcome == ""
    assert address not in olive.get(page).content.decode()
