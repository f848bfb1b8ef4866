"""What the homeowner is told of an appointment of ours."""

from __future__ import annotations

from django.utils import timezone

from jobs.models import Appointment, AppointmentKind, AppointmentOutcome, Claim
from jobs.notices.kinds import NoticeKind
from jobs.notices.services import notices
from kilowire.models import User

OF_THE_HOMEOWNER = (
    AppointmentKind.SURVEY,
    AppointmentKind.INSTALLATION,
    AppointmentKind.COMMISSIONING,
    AppointmentKind.SERVICE,
)
"""Kinds for which we come to the house by our own date; the utility's and the city's are told as theirs."""


def tell_of_appointment(appointment: Appointment, kind: NoticeKind, by: User | None) -> None:
    """Tell the homeowners of an appointment that is still to come. The caller has locked the job."""
    if appointment.kind not in OF_THE_HOMEOWNER or appointment.ends_at <= timezone.now():
        return
    starts_at = appointment.starts_at.isoformat()
    called_off = kind == NoticeKind.APPOINTMENT_CALLED_OFF
    notices.tell(
        job=appointment.job,
        kind=NoticeKind.CLAIM_VISIT if _is_for_a_claim(appointment, kind) else kind,
        by=by,
        context={"visit": str(appointment.kind), **times_of(appointment)},
        cause="" if called_off else f"appointment:{appointment.pk}:{starts_at}",
        until=appointment.starts_at,
    )


def tell_of_outcome(appointment: Appointment, by: User | None) -> None:
    """Tell the homeowners that an appointment was called off, or that its work could not be done.

    Why is not said: it may be in words that the office alone should read. What was done they saw themselves.
    """
    if appointment.outcome == AppointmentOutcome.CANCELLED:
        tell_of_appointment(appointment, NoticeKind.APPOINTMENT_CALLED_OFF, by)
    elif appointment.outcome == AppointmentOutcome.COULD_NOT and appointment.kind in OF_THE_HOMEOWNER:
        notices.tell(
            job=appointment.job,
            kind=NoticeKind.APPOINTMENT_NOT_DONE,
            by=by,
            on=timezone.localdate(appointment.starts_at),
            context={"visit": str(appointment.kind), **times_of(appointment)},
        )


def times_of(appointment: Appointment) -> dict[str, str]:
    """Return its beginning and end in local time, as plain text."""
    return {
        "starts_at": timezone.localtime(appointment.starts_at).isoformat(),
        "ends_at": timezone.localtime(appointment.ends_at).isoformat(),
    }


def _is_for_a_claim(appointment: Appointment, kind: NoticeKind) -> bool:
    booked = kind == NoticeKind.APPOINTMENT_BOOKED and appointment.kind == AppointmentKind.SERVICE
    return booked and Claim.objects.of(appointment.job).open().exists()
