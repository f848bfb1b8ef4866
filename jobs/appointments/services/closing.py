"""The outcome of an appointment: written once, and the time of its technicians freed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.agreeing.services import agreeing
from jobs.appointments.services.answers import forget_answer
from jobs.appointments.services.telling import tell_of_outcome
from jobs.history.services import history
from jobs.models import Appointment, AppointmentOutcome, Booking, EventKind
from kilowire.floor.locks import locked
from kilowire.floor.refusing import already
from kilowire.models import User


def close(
    appointment: Appointment, outcome: AppointmentOutcome, note: str, by: User, at: datetime
) -> Appointment:
    """Write the outcome and free the time still booked; the part before ``at`` stays booked.

    Refused once there is an outcome.
    """
    job = locked(appointment.job)
    appointment = locked(appointment)
    refuse_if_closed(appointment)
    appointment.outcome, appointment.outcome_note = outcome, note.strip()[:400]
    appointment.outcome_at, appointment.outcome_by = at, by
    appointment.moves += 1
    appointment.save(update_fields=["outcome", "outcome_note", "outcome_at", "outcome_by", "moves"])
    forget_answer(appointment, by, appointment.get_outcome_display())
    live = Booking.objects.filter(appointment=appointment, released_at=None)
    if outcome == AppointmentOutcome.CANCELLED or at <= appointment.starts_at:
        live.update(released_at=at)
    elif at < appointment.ends_at:
        live.update(ends_at=at)
    history.record(
        job=job,
        kind=EventKind.BOOKED,
        sentence=f"{appointment.get_kind_display()}: {appointment.get_outcome_display().lower()}",
        because=note.strip(),
        on=timezone.localtime(at).date(),
        by=by,
        after={"appointment": appointment.pk, "outcome": outcome.value},
    )
    tell_of_outcome(appointment, by)
    agreeing.bring_up_to_date(job=job, by=by)
    return appointment


def refuse_if_closed(appointment: Appointment) -> None:
    """Refuse a second outcome; the sentence names the first."""
    if appointment.outcome and appointment.outcome_at:
        did = _("recorded “%(outcome)s”") % {"outcome": appointment.get_outcome_display().lower()}
        raise already(appointment.outcome_by, did, timezone.localtime(appointment.outcome_at))
