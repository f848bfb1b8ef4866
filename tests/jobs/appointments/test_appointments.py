"""Appointments: nobody in two places, nothing built too early, an outcome told once; exact events."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from jobs.appointments.services import appointments
from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.models import Agreement, Appointment, Booking, Crew, Event, Job, OpenItem, Photo
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import accepted_job, days_ago

pytestmark = pytest.mark.django_db


def at(days: int, hour: int) -> datetime:
    """This hour, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def booked(job: Job, *names: str, days: int = 3, hours: tuple[int, int] = (8, 12), kind: str = "survey"):
    return appointments.book_appointment(
        job=job,
        kind=kind,
        starts_at=at(days, hours[0]),
        ends_at=at(days, hours[1]),
        technicians=[someone(name) for name in names or ("asa",)],
        by=someone("olive"),
    )


def events_of(job: Job, kind: str = "booked") -> list[str]:
    return list(Event.objects.of(job).filter(kind=kind).order_by("id").values_list("sentence", flat=True))


def job_to_install(**agreement: object) -> Job:
    """Signed long ago and with its permit, unless told otherwise."""
    job = accepted_job()
    for milestone in (Milestone.SURVEYED, Milestone.ELIGIBLE, Milestone.AGREED, Milestone.PERMIT_ISSUED):
        job = milestones.stamp(job=job, milestone=milestone, on=days_ago(20), by=someone("olive"))
    given = {
        "first_price_usd": Decimal(4000),
        "price_usd": Decimal(4000),
        "scope": "A circuit",
        "notices_given_on": days_ago(20),
        "signed_on": days_ago(20),
        "cancellable_until_on": days_ago(16),
        "recorded_by": someone("olive"),
    }
    Agreement.objects.create(job=job, **{**given, **agreement})
    return job


def test_book_claims_each_person_and_writes_one_event() -> None:
    job = accepted_job()
    appointment = booked(job, "asa", "cruz")
    day = at(3, 8)
    assert events_of(job) == [f"Site survey booked for Asa and Cruz, on {day:%A, %B %-d}, 8 AM–12 PM"]
    assert set(Booking.objects.values_list("technician__name", "appointment")) == {
        ("Asa", appointment.pk),
        ("Cruz", appointment.pk),
    }


def test_book_takes_a_crew_for_its_members() -> None:
    crew = Crew.objects.create(name="Blue")
    crew.members.add(someone("asa"), someone("cruz"))
    appointment = appointments.book_appointment(
        job=accepted_job(),
        kind="survey",
        starts_at=at(1, 8),
        ends_at=at(1, 9),
        crew=crew,
        by=someone("olive"),
    )
    assert appointment.bookings.count() == 2


def test_book_names_who_is_booked_where_and_when_and_writes_nothing() -> None:
    first, second = accepted_job(), accepted_job()
    booked(first, "asa", "cruz")
    day = at(3, 8)
    with pytest.raises(Refused) as refusal:
        booked(second, "cruz", hours=(11, 15))
    assert str(refusal.value) == f"Cruz is at {first.number} (site survey) on {day:%A, %B %-d}, 8 AM–12 PM."
    assert refusal.value.field == "starts_at"
    assert events_of(second) == []
    assert Appointment.objects.of(second).count() == 0


def test_book_allows_one_after_the_other_without_a_gap() -> None:
    booked(accepted_job(), "asa", hours=(8, 12))
    assert booked(accepted_job(), "asa", hours=(12, 14)).pk


def test_book_needs_somebody_and_a_time_that_can_be() -> None:
    job = accepted_job()
    with pytest.raises(Refused, match="at least one person"):
        appointments.book_appointment(
            job=job, kind="survey", starts_at=at(1, 8), ends_at=at(1, 9), by=someone("olive")
        )
    with pytest.raises(Refused, match="ends before it begins"):
        booked(job, hours=(12, 8))


def test_book_refuses_a_job_on_hold_and_one_that_is_cancelled() -> None:
    job = holds.hold_job(job=accepted_job(), because="Panel repair", by=someone("olive"))
    with pytest.raises(Refused, match="on hold"):
        booked(job)
    holds.cancel_job(job=job, because="price", note="Too dear", by=someone("olive"))
    with pytest.raises(Refused, match="was cancelled"):
        booked(job)


def test_an_installation_waits_for_the_permit() -> None:
    job = job_to_install()
    milestones.withdraw(job=job, milestone=Milestone.PERMIT_ISSUED, because="void", by=someone("olive"))
    with pytest.raises(Refused, match="city's permit is not recorded"):
        booked(job, kind="installation")


def test_an_installation_waits_for_the_end_of_the_right_to_cancel() -> None:
    last_day = at(3, 8).date()
    job = job_to_install(cancellable_until_on=last_day)
    with pytest.raises(Refused, match=f"may still cancel through {last_day:%B %-d, %Y}"):
        booked(job, kind="installation", days=3)
    assert booked(job, kind="installation", days=4).pk


def test_move_keeps_the_people_and_tells_before_and_after() -> None:
    job = accepted_job()
    appointment = booked(job, "asa", "cruz")
    moved = appointments.move_appointment(
        appointment=appointment, starts_at=at(5, 13), ends_at=at(5, 15), because="Rain", by=someone("olive")
    )
    event = Event.objects.of(job).filter(kind="booked").first()
    assert (event.because, event.before["starts_at"], event.after["starts_at"]) == (
        "Rain",
        at(3, 8).isoformat(),
        at(5, 13).isoformat(),
    )
    assert set(moved.bookings.values_list("starts_at", flat=True)) == {at(5, 13)}


def test_move_onto_another_booking_is_refused_and_leaves_the_old_time() -> None:
    booked(accepted_job(), "asa", days=5)
    appointment = booked(accepted_job(), "asa")
    with pytest.raises(Refused, match="Asa is at"):
        appointments.move_appointment(
            appointment=appointment, starts_at=at(5, 9), ends_at=at(5, 10), because="", by=someone("olive")
        )
    assert Booking.objects.get(appointment=appointment).starts_at == at(3, 8)


def test_cancel_frees_the_people_and_says_why() -> None:
    job = accepted_job()
    appointment = booked(job, "asa")
    with pytest.raises(Refused, match="Say why"):
        appointments.cancel_appointment(appointment=appointment, because=" ", by=someone("olive"))
    appointments.cancel_appointment(appointment=appointment, because="Homeowner away", by=someone("olive"))
    assert events_of(job)[-1] == "Site survey: cancelled"
    assert booked(accepted_job(), "asa").pk
    assert not Job.objects.visible_to(someone("asa")).filter(pk=job.pk).exists()


def test_finish_is_told_once_and_the_second_hears_who_was_first() -> None:
    appointment = booked(accepted_job(), "asa", days=-2)
    done = appointments.finish_appointment(appointment=appointment, by=someone("asa"), note="All seen")
    assert (done.outcome, done.outcome_note, done.outcome_by) == ("done", "All seen", someone("asa"))
    with pytest.raises(Refused, match="Asa already recorded “done”"):
        appointments.finish_appointment(appointment=appointment, by=someone("olive"))
    with pytest.raises(Refused, match="Asa already recorded “done”"):
        appointments.could_not(appointment=appointment, because="Dog", by=someone("olive"))


def test_finish_waits_for_the_beginning() -> None:
    with pytest.raises(Refused, match="begins on"):
        appointments.finish_appointment(appointment=booked(accepted_job()), by=someone("asa"))


def test_could_not_files_the_photo_and_asks_the_office_to_book_again() -> None:
    job = accepted_job()
    appointment = booked(job, "asa", days=-2)
    picture = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(picture, "JPEG")
    picture.name = "gate.jpg"
    picture.seek(0)
    appointments.could_not(appointment=appointment, because="Gate locked", by=someone("asa"), photo=picture)
    item = OpenItem.objects.of(job).open().get()
    assert (item.party, item.what) == ("office", "Book again, could not: site survey (Gate locked)")
    assert Photo.objects.of(job).get().caption == "Could not: Gate locked"
    booked(job, "cruz")
    assert not OpenItem.objects.of(job).open().exists()


def test_could_not_before_the_end_frees_the_rest_of_the_time() -> None:
    appointment = booked(accepted_job(), "asa", days=-2, hours=(8, 12))
    appointments.could_not(appointment=appointment, because="Nobody home", by=someone("asa"), at=at(-2, 9))
    assert booked(accepted_job(), "asa", days=-2, hours=(9, 12)).pk
    with pytest.raises(Refused, match="Asa is at"):
        booked(accepted_job(), "asa", days=-2, hours=(8, 9))


def test_one_appointment_of_a_kind_is_open_on_a_job() -> None:
    job = accepted_job()
    first = booked(job)
    with pytest.raises(Refused, match="Site survey is booked already, on .*: move that one") as refused:
        booked(job, "cruz", days=5)
    assert refused.value.field == "kind"
    assert booked(job, "asa", kind="service", days=5).pk
    appointments.cancel_appointment(appointment=first, because="Rain", by=someone("olive"))
    assert booked(job, "cruz", days=5).pk


NEW_YEARS_DAY, CESAR_CHAVEZ, A_TUESDAY, A_SUNDAY = "2030-01-01", "2031-03-31", "2030-01-08", "2030-01-06"


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("survey", A_TUESDAY, ""),
        ("survey", A_SUNDAY, "Sunday, January 6 is no working day of ours."),
        ("survey", NEW_YEARS_DAY, "Tuesday, January 1 is no working day of ours."),
        ("utility_visit", NEW_YEARS_DAY, "Tuesday, January 1 is no working day of ours and SCE&#x27;s."),
        ("survey", CESAR_CHAVEZ, ""),
        ("inspection", CESAR_CHAVEZ, "Monday, March 31 is no working day of the city&#x27;s."),
    ],
)
def test_a_closed_day_is_said_once_before_the_booking_is_saved(kind: str, day: str, said: str) -> None:
    job, client = accepted_job(), signed_in()
    typed = {"kind": kind, "on": day, "starts_at": "08:00", "ends_at": "12:00"}
    sent = {**typed, "technicians": [someone("asa").pk], "anyway": ""}
    answer = client.post(f"/jobs/{job.number}/appointments/new/", sent)
    assert answer.status_code == (422 if said else 302)
    if said:
        page = answer.content.decode()
        assert said in page
        assert "Book it all the same" in page
        assert not Appointment.objects.of(job).exists()
        again = client.post(f"/jobs/{job.number}/appointments/new/", {**sent, "anyway": "on"})
        assert again.status_code == 302
    assert Appointment.objects.of(job).get().kind == kind


def test_nothing_asks_whether_to_book_all_the_same_before_there_is_a_reason() -> None:
    page = signed_in().get(f"/jobs/{accepted_job().number}/appointments/new/").content.decode()
    assert "Book it all the same" not in page
    assert 'type="hidden" name="anyway"' in page


def test_moving_to_a_closed_day_is_said_as_booking_is() -> None:
    appointment, client = booked(accepted_job()), signed_in()
    address = f"/jobs/{appointment.job.number}/appointments/{appointment.pk}/move/"
    typed = {"on": A_SUNDAY, "starts_at": "08:00", "ends_at": "12:00", "because": "They asked"}
    assert b"no working day of ours" in client.post(address, typed).content
    assert client.post(address, {**typed, "anyway": "on"}).status_code == 302
    appointment.refresh_from_db()
    assert f"{timezone.localtime(appointment.starts_at):%Y-%m-%d}" == A_SUNDAY
