"""An appointment's steps as the technician records them on site: on the way, arrived, done, could not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.appointments.services.closing import refuse_if_closed
from jobs.appointments.services.undoing import undo_done
from jobs.history.services import history
from jobs.models import Appointment, AppointmentOutcome, EventKind
from jobs.tablet.services.sent import UNREADABLE, Sent
from jobs.tablet.services.takers import FormTaken
from kilowire.floor.days import clock
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User

ON_MY_WAY, ARRIVED, DONE, COULD_NOT = "on_my_way", "arrived", "done", "could_not"
UNDO_DONE = "undo_done"
OUTCOME_OF = {DONE: AppointmentOutcome.DONE, COULD_NOT: AppointmentOutcome.COULD_NOT}


@transaction.atomic
def set_out(*, appointment: Appointment, by: User, at: datetime) -> Appointment:
    """Record that a technician is on the way; recorded already, nothing changes."""
    return _lock_and_record(appointment, "on_my_way_at", "on the way", by, at)


@transaction.atomic
def arrive(*, appointment: Appointment, by: User, at: datetime) -> Appointment:
    """Record that a technician arrived; recorded already, nothing changes."""
    return _lock_and_record(appointment, "arrived_at", "arrived", by, at)


def _lock_and_record(appointment: Appointment, column: str, word: str, by: User, at: datetime) -> Appointment:
    job = locked(appointment.job)
    appointment = locked(appointment)
    if getattr(appointment, column):
        return appointment
    refuse_if_closed(appointment)
    setattr(appointment, column, at)
    appointment.save(update_fields=[column])
    history.record(
        job=job,
        kind=EventKind.BOOKED,
        sentence=f"{appointment.get_kind_display()}: {by.name} {word}, {_hour(at)}",
        on=timezone.localtime(at).date(),
        by=by,
        after={"appointment": appointment.pk, column: timezone.localtime(at).isoformat(timespec="minutes")},
    )
    return appointment


def take_step(sent: Sent) -> FormTaken:
    """Record a step that a tablet sent; refused after the outcome, except the same outcome sent again."""
    step, appointment = sent.body.get("step"), _appointment(sent)
    if step == ON_MY_WAY:
        set_out(appointment=appointment, by=sent.by, at=sent.made_at)
    elif step == ARRIVED:
        arrive(appointment=appointment, by=sent.by, at=sent.made_at)
    elif step == UNDO_DONE:
        return _undo(sent, appointment)
    elif step in OUTCOME_OF:
        return _close(sent, str(step), appointment)
    else:
        raise Refused(UNREADABLE)
    return FormTaken(said="Recorded.")


def _close(sent: Sent, step: str, appointment: Appointment) -> FormTaken:
    if appointment.outcome == OUTCOME_OF[step]:
        who = appointment.outcome_by.name if appointment.outcome_by else "Somebody"
        return FormTaken(said=f"{who} recorded this before.")
    if step == DONE:
        appointments.finish_appointment(appointment=appointment, by=sent.by, at=sent.made_at)
        return FormTaken(said="Recorded as done.")
    because = sent.form.text("because", 400)
    appointments.could_not(appointment=appointment, because=because, by=sent.by, at=sent.made_at)
    return FormTaken(said="Recorded; the office books again.")


def _undo(sent: Sent, appointment: Appointment) -> FormTaken:
    if not appointment.outcome:
        return FormTaken(said="The appointment is open.")
    undo_done(appointment=appointment, by=sent.by, at=sent.made_at)
    return FormTaken(said="Undone: the appointment is open again.")


def _appointment(sent: Sent) -> Appointment:
    """The appointment of this job that the user was booked on, even if it has been cancelled since."""
    key = sent.body.get("appointment")
    mine = Appointment.objects.of(sent.job).filter(bookings__technician=sent.by).select_related("outcome_by")
    found = mine.filter(pk=key).first() if type(key) is int else None
    if found is None:
        raise Refused("This appointment is not one of yours on this job.")
    return found


def _hour(at: datetime) -> str:
    return clock(timezone.localtime(at).time())
