"""A technician's day, for what comes from tablets."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from jobs.models import Appointment, Job
from jobs.services import appointments
from tests.builders.cast import someone


def booked_today(job: Job, who: str = "asa", kind: str = "survey") -> Appointment:
    """An appointment that stands for today, made where nothing else of this person is."""
    taken = someone(who).bookings.count()
    start = timezone.localtime().replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(
        hours=2 * taken
    )
    return appointments.book_appointment(
        job=job,
        kind=kind,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        technicians=[someone(who)],
        by=someone("olive"),
    )
