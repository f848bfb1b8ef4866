"""An appointment recorded as done by mistake: undone until the end of that day, and open again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jobs.agreeing.services import agreeing
from jobs.appointments.services.bookings import book_people, lock_people, refuse_another_of_its_kind
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import Appointment, AppointmentOutcome, Booking, EventKind
from kilowire.floor.days import midnight, spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


def undo_until(appointment: Appointment) -> datetime | None:
    """Return when the day ends on which it was recorded as done; None for any other outcome."""
    if appointment.outcome != AppointmentOutcome.DONE or appointment.outcome_at is None:
        return None
    return midnight(timezone.localdate(appointment.outcome_at) + timedelta(days=1))


@transaction.atomic
def undo_done(*, appointment: Appointment, by: User, at: datetime | None = None) -> Appointment:
    """Open an appointment again that was recorded as done, with its technicians booked until its end.

    ``at`` is when somebody undid it, by default now. Refused for another outcome, after the end of the day on
    which it was done, where another of its kind was booked meanwhile, and where a technician is elsewhere.
    """
    job = locked(appointment.job)
    appointment = locked(appointment)
    until = undo_until(appointment)
    if until is None:
        raise Refused("This appointment is not recorded as done.")
    if (at or timezone.now()) >= until:
        day = spoken_day(timezone.localdate(appointment.outcome_at))
        raise Refused(f"It was done on {day}, and could be undone until the end of that day.")
    milestones.refuse_if_cancelled(job)
    refuse_another_of_its_kind(job, appointment.kind)
    _book_again(appointment)
    appointment.outcome = appointment.outcome_note = ""
    appointment.outcome_at = appointment.outcome_by = None
    appointment.moves += 1
    appointment.save(update_fields=["outcome", "outcome_note", "outcome_at", "outcome_by", "moves"])
    history.record(
        job=job,
        kind=EventKind.UNDONE,
        sentence=f"{appointment.get_kind_display()}: not done yet, it is open again",
        by=by,
        before={"appointment": appointment.pk, "outcome": AppointmentOutcome.DONE.value},
    )
    agreeing.bring_up_to_date(job=job, by=by)
    return appointment


def _book_again(appointment: Appointment) -> None:
    """Book its technicians until its end, whose time was freed when it was done."""
    freed = Q(released_at=None) | Q(released_at=appointment.outcome_at)
    bookings = list(Booking.objects.filter(freed, appointment=appointment).order_by("technician"))
    lock_people([booking.technician_id for booking in bookings])
    for booking in bookings:
        booking.ends_at, booking.released_at = appointment.ends_at, None
    if bookings:
        book_people(bookings)
