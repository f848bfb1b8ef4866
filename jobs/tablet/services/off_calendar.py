"""Why the appointment in whose card a form was begun is no longer on the calendar."""

from __future__ import annotations

from django.utils import timezone

from jobs.models import Appointment, AppointmentOutcome, SubmissionKind
from jobs.road.stages import Stage
from jobs.tablet.services.sent import Sent
from kilowire.floor.days import spoken_day


def why_off_calendar(sent: Sent) -> str:
    """Return why, such as ``called off``; empty where it is still there, and where the form names none.

    A step of an appointment is judged by the appointment itself.
    """
    job, by, appointment = sent.job, sent.by, sent.body.get("appointment")
    if type(appointment) is not int or sent.kind == SubmissionKind.STEP:
        return ""
    visit = Appointment.objects.of(job).filter(pk=appointment).first()
    if visit is None:
        return "it is none of this job"
    if job.cancelled_on or job.stage in (Stage.WARRANTY, Stage.DONE):
        return "the job is cancelled" if job.cancelled_on else "the job is closed out"
    if visit.outcome in (AppointmentOutcome.CANCELLED, AppointmentOutcome.COULD_NOT):
        return "called off" if visit.outcome == AppointmentOutcome.CANCELLED else "recorded as “could not”"
    if not visit.outcome and not visit.bookings.filter(technician=by, released_at=None).exists():
        return "given to somebody else"
    day = timezone.localdate(visit.starts_at)
    return f"moved to {spoken_day(day)}" if day > sent.on else ""
