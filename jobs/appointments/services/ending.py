"""End an appointment by the fact for which it was booked: the survey recorded, the circuit installed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.models import Appointment, AppointmentKind, Job
from jobs.road.stages import Milestone
from kilowire.models import User

ENDED_BY: dict[Milestone, AppointmentKind] = {
    Milestone.SURVEYED: AppointmentKind.SURVEY,
    Milestone.CIRCUIT_INSTALLED: AppointmentKind.INSTALLATION,
    Milestone.ADAPTER_SET: AppointmentKind.UTILITY_VISIT,
    Milestone.INSPECTION_PASSED: AppointmentKind.INSPECTION,
    Milestone.COMMISSIONED: AppointmentKind.COMMISSIONING,
}


def end_begun(job: Job, kind: str, by: User) -> None:
    """Record as done the appointments of this kind that have begun and have no outcome yet."""
    now = timezone.now()
    for appointment in Appointment.objects.of(job).upcoming().filter(kind=kind, starts_at__lte=now):
        appointments.finish_appointment(appointment=appointment, by=by, at=now)


def end_at(milestone: Milestone, job: Job, on: date, by: User) -> None:
    """End the appointments that this milestone makes done."""
    end_begun(job, ENDED_BY[milestone], by)
