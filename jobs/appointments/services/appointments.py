"""Appointments of technicians and crews: book, move, cancel, and record the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.agreeing.services import agreeing
from jobs.appointments.services.answers import forget_answer
from jobs.appointments.services.bookings import (
    book_people,
    lock_people,
    people_to_book,
    refuse_another_of_its_kind,
    refuse_booking,
    refuse_closed_day,
    when,
)
from jobs.appointments.services.closing import close, refuse_if_closed
from jobs.appointments.services.telling import tell_of_appointment, times_of
from jobs.history.services import history
from jobs.models import (
    Appointment,
    AppointmentOutcome,
    Booking,
    Crew,
    EventKind,
    Job,
    Party,
    PhotoSlot,
)
from jobs.notices.kinds import NoticeKind
from jobs.open_items.services import open_items
from jobs.photos.services import photos
from kilowire.floor.days import spoken_list
from kilowire.floor.locks import locked
from kilowire.floor.refusals import NotYet
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

BOOK_AGAIN = "jobs.book:"


@transaction.atomic
def book_appointment(
    *,
    job: Job,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    technicians: Sequence[User] = (),
    crew: Crew | None = None,
    bring: str = "",
    on: date | None = None,
    anyway: bool = True,
) -> Appointment:
    """Book an appointment for these technicians, or for the members of a crew.

    Refused on a job cancelled or on hold, while another of this kind is open, for a technician booked
    elsewhere, and if too early to install. Unless ``anyway``, it is refused on a day on which we, or the city
    or the utility for its kind, do not work.
    """
    job = locked(job)
    people = people_to_book(technicians, crew)
    refuse_booking(job, kind, starts_at, ends_at)
    refuse_another_of_its_kind(job, kind)
    if not anyway:
        refuse_closed_day(job, kind, starts_at)
    appointment = Appointment.objects.create(
        job=job, kind=kind, starts_at=starts_at, ends_at=ends_at, crew=crew, bring=bring[:400], booked_by=by
    )
    book_people(
        [Booking(appointment=appointment, technician=p, starts_at=starts_at, ends_at=ends_at) for p in people]
    )
    names = spoken_list([person.name for person in people])
    history.record(
        job=job,
        kind=EventKind.BOOKED,
        sentence=f"{appointment.get_kind_display()} booked for {names}, {when(starts_at, ends_at)}",
        on=on,
        by=by,
        after={"appointment": appointment.pk, **times_of(appointment)},
    )
    open_items.end_by_key(job=job, key=f"{BOOK_AGAIN}{kind}", by=by, note="Booked again", on=on)
    tell_of_appointment(appointment, NoticeKind.APPOINTMENT_BOOKED, by)
    agreeing.bring_up_to_date(job=job, by=by)
    return appointment


@transaction.atomic
def move_appointment(
    *,
    appointment: Appointment,
    starts_at: datetime,
    ends_at: datetime,
    because: str,
    by: User,
    anyway: bool = True,
) -> Appointment:
    """Move an appointment to another time with the same technicians; refused as a booking would be."""
    job, appointment = locked(appointment.job), locked(appointment)
    refuse_if_closed(appointment)
    refuse_booking(job, appointment.kind, starts_at, ends_at)
    if not anyway:
        refuse_closed_day(job, appointment.kind, starts_at)
    before = times_of(appointment)
    appointment.starts_at, appointment.ends_at, appointment.moves = starts_at, ends_at, appointment.moves + 1
    appointment.confirmed_at = None
    appointment.save(update_fields=["starts_at", "ends_at", "moves", "confirmed_at"])
    forget_answer(appointment, by, "Moved")
    _move_bookings(appointment)
    history.record(
        job=job,
        kind=EventKind.BOOKED,
        sentence=f"{appointment.get_kind_display()} moved to {when(starts_at, ends_at)}",
        because=because,
        by=by,
        before=before,
        after=times_of(appointment),
    )
    tell_of_appointment(appointment, NoticeKind.APPOINTMENT_MOVED, by)
    agreeing.bring_up_to_date(job=job, by=by)
    return appointment


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, because: str, by: User) -> Appointment:
    """Cancel an appointment for a written reason and release its technicians; the row stays."""
    needs_reason(because, _("Say why in a sentence: whoever was booked will ask."))
    return close(appointment, AppointmentOutcome.CANCELLED, because, by, timezone.now())


@transaction.atomic
def finish_appointment(
    *, appointment: Appointment, by: User, note: str = "", at: datetime | None = None
) -> Appointment:
    """Record that the appointment was done; ``NotYet`` before it begins, refused once it has an outcome.

    ``at`` is when it was done, by default now; what was said before the beginning counts from it.
    """
    at, begins_at = at or timezone.now(), appointment.starts_at
    if max(at, timezone.now()) < begins_at:
        said = f"This appointment begins {when(begins_at, appointment.ends_at)}."
        raise NotYet(said, begins_at=begins_at)
    return close(appointment, AppointmentOutcome.DONE, note, by, max(at, begins_at))


def could_not(
    *,
    appointment: Appointment,
    because: str,
    by: User,
    photo: File[Any] | None = None,
    at: datetime | None = None,
) -> Appointment:
    """Record that the work could not be done and why, with a photo; the office is asked to book again."""
    needs_reason(because, _("Say what stood in the way, so that it can be put right."))
    refuse_if_closed(Appointment.objects.select_related("outcome_by").get(pk=appointment.pk))
    if photo:
        caption = f"Could not: {because}"[:160]
        photos.file_photo(
            job=appointment.job, slot=PhotoSlot.OTHER, file=photo, by=by, caption=caption, taken_at=at
        )
    return _record_could_not(appointment, because, by, at or timezone.now())


@transaction.atomic
def _record_could_not(appointment: Appointment, because: str, by: User, at: datetime) -> Appointment:
    appointment = close(appointment, AppointmentOutcome.COULD_NOT, because, by, at)
    open_items.add(
        job=appointment.job,
        party=Party.OFFICE,
        what=f"Book again, could not: {appointment.get_kind_display().lower()} ({because})",
        key=f"{BOOK_AGAIN}{appointment.kind}",
        act="jobs:book",
        since_on=timezone.localtime(at).date(),
        by=by,
    )
    return appointment


def _move_bookings(appointment: Appointment) -> None:
    """Book the same technicians at the appointment's new time."""
    bookings = list(Booking.objects.filter(appointment=appointment, released_at=None).order_by("technician"))
    lock_people([booking.technician_id for booking in bookings])
    for booking in bookings:
        booking.starts_at, booking.ends_at = appointment.starts_at, appointment.ends_at
    book_people(bookings)
