"""What a homeowner answers to an appointment of our crew: it suits them, or they need another time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.appointments.services.bookings import when
from jobs.models import Appointment, AppointmentKind, Person
from jobs.open_items.keys import another_time_key
from jobs.open_items.services import open_items
from jobs.open_items.wanted import OFFICE, Wanted
from jobs.people.services import said
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User

OURS = (
    AppointmentKind.SURVEY,
    AppointmentKind.INSTALLATION,
    AppointmentKind.STAGING,
    AppointmentKind.COMMISSIONING,
    AppointmentKind.SERVICE,
)
"""What a homeowner may ask to move: no day of the city or the utility."""


@transaction.atomic
def answer_appointment(*, appointment: Appointment, person: Person, suits: bool, note: str) -> None:
    """Record that an appointment suits this person, or open the office's item to move it.

    Refused once it is over, called off or done, and for a day that the city or the utility gave. The last of
    several answers holds.
    """
    job = locked(person.job)
    appointment = locked(appointment)
    _refuse(appointment)
    kind = appointment.get_kind_display()
    time = when(appointment.starts_at, appointment.ends_at)
    appointment.confirmed_at = timezone.now() if suits else None
    appointment.save(update_fields=["confirmed_at"])
    if suits:
        said.say(person=person, sentence=f"{kind} {time}: this suits", because=note)
        open_items.end_by_key(
            job=job, key=another_time_key(appointment.pk), by=None, note="It suits after all"
        )
        return
    asked = f"{person.name} asks for another time: {kind.lower()} {time}"
    wanted = Wanted(
        another_time_key(appointment.pk),
        OFFICE,
        f"{asked} ({note})" if note else asked,
        act=f"jobs:move_appointment {appointment.pk}",
    )
    said.say(person=person, sentence=f"{kind} {time}: asks for another time", because=note, wanted=wanted)


def forget_answer(appointment: Appointment, by: User | None, note: str) -> None:
    """End what a homeowner asked for once the appointment is moved or over. The caller has locked the job."""
    open_items.end_by_key(job=appointment.job, key=another_time_key(appointment.pk), by=by, note=note)


def _refuse(appointment: Appointment) -> None:
    if appointment.kind not in OURS:
        raise Refused(_("This day is not ours to move. If you cannot be there, please call us."))
    if appointment.outcome or appointment.ends_at <= timezone.now():
        raise Refused(_("This appointment is over or was called off. Your page shows what comes next."))
