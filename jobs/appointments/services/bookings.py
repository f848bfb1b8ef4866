"""What a booking is refused for, and the bookings themselves, which the database keeps from overlapping.

The database refuses to book a technician twice at the same time; that IntegrityError, and no other, is caught
here and raised as Refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.database_guards import OVERLAP
from jobs.directory.services.party_calendars import calendar_of
from jobs.milestones.services import milestones
from jobs.models import Agreement, Appointment, AppointmentKind, Booking, Crew, Job, Party
from jobs.road.stages import Kind, Milestone
from kilowire.floor.days import hours, spoken_day, spoken_day_and_month, spoken_list
from kilowire.floor.forms.anyway import ANYWAY
from kilowire.floor.refusals import Refused
from kilowire.models import User

LONGEST = timedelta(hours=14)


def people_to_book(technicians: Sequence[User], crew: Crew | None) -> list[User]:
    """Return the users to book, locked: these technicians, or the members of the crew."""
    wanted = {person.pk for person in technicians}
    if crew:
        wanted |= set(crew.members.values_list("pk", flat=True))
    if not wanted:
        raise Refused("Choose at least one person to go.", field="technicians")
    people = lock_people(wanted)
    gone = [person.name for person in people if not person.is_active]
    if gone:
        raise Refused(f"{spoken_list(gone)} no longer works here.", field="technicians")
    return people


def lock_people(keys: Collection[int]) -> list[User]:
    """Lock users, always in the same order, so that two bookings never deadlock."""
    return list(User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def book_people(bookings: list[Booking]) -> None:
    """Write the bookings; raises Refused if the database finds one of the technicians booked elsewhere."""
    try:
        with transaction.atomic():
            for booking in bookings:
                if booking.pk:
                    booking.save(update_fields=["starts_at", "ends_at", "released_at"])
                else:
                    booking.save(force_insert=True)
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        raise Refused(_clash_sentence(bookings), field="starts_at") from None


def _clash_sentence(bookings: list[Booking]) -> str:
    """The sentence that names who is already booked where and when."""
    first = bookings[0]
    clashes = (
        Booking.objects.filter(
            technician__in=[booking.technician_id for booking in bookings], released_at=None
        )
        .filter(starts_at__lt=first.ends_at, ends_at__gt=first.starts_at)
        .exclude(appointment=first.appointment_id)
        .select_related("technician", "appointment__job")
        .order_by("starts_at")
    )
    return " ".join(
        f"{clash.technician.name} is at {clash.appointment.job.number} "
        f"({clash.appointment.get_kind_display().lower()}) {when(clash.starts_at, clash.ends_at)}."
        for clash in clashes
    )


def refuse_booking(job: Job, kind: str, starts_at: datetime, ends_at: datetime) -> None:
    """Refuse an impossible time, a job cancelled or on hold, and work before permit and contract allow it."""
    milestones.refuse_if_cancelled(job)
    if job.held_on:
        raise Refused(f"This job is on hold since {spoken_day(job.held_on)}: resume it first.")
    if ends_at <= starts_at:
        raise Refused("It ends before it begins.", field="ends_at")
    if ends_at.astimezone(UTC) - starts_at.astimezone(UTC) > LONGEST:
        said = "That is longer than one working day: book one day, and the next once this one is done."
        raise Refused(said, field="ends_at")
    if kind == AppointmentKind.INSTALLATION:
        _refuse_work_too_early(job, starts_at)


def refuse_another_of_its_kind(job: Job, kind: str) -> None:
    """Refuse a second open appointment of a kind on one job; the sentence names the first."""
    first = Appointment.objects.of(job).upcoming().filter(kind=kind).first()
    if first:
        said = f"{first.get_kind_display()} is booked already, {when(first.starts_at, first.ends_at)}"
        raise Refused(f"{said}: move that one, or record how it went.", field="kind")


def refuse_closed_day(job: Job, kind: str, starts_at: datetime) -> None:
    """Refuse a day on which we do not work, or the city or the utility whose visit this is; said once."""
    day, site = timezone.localtime(starts_at).date(), job.site
    whose = [] if calendar_of(Party.OFFICE, site).is_business_day(day) else ["ours"]
    theirs = _OTHERS_OF_KIND.get(kind)
    if theirs and not calendar_of(theirs, site).is_business_day(day):
        whose.append(f"{site.utility.short_name}'s" if theirs == Party.UTILITY else "the city's")
    if whose:
        said = f"{day:%A}, {spoken_day_and_month(day)} is no working day of {spoken_list(whose)}."
        raise Refused(f"{said} Tick to book it all the same.", field=ANYWAY)


_OTHERS_OF_KIND: dict[str, Party] = {
    AppointmentKind.UTILITY_VISIT: Party.UTILITY,
    AppointmentKind.INSPECTION: Party.CITY,
}


def _refuse_work_too_early(job: Job, starts_at: datetime) -> None:
    agreement = Agreement.objects.of(job).in_force().first()
    if agreement and agreement.cancellable_until_on is None:
        raise Refused("Not yet: the contract's notices were not handed over, so the owner may still cancel.")
    if Milestone.AGREED not in job.standing:
        raise Refused("Not yet: the signed contract is not recorded; the office does that under Agreement.")
    if job.kind != Kind.REMOVAL and Milestone.PERMIT_ISSUED not in job.standing:
        raise Refused("Not yet: the city's permit is not recorded; nothing is built without it.")
    last_day = agreement.cancellable_until_on if agreement else None
    if last_day and timezone.localtime(starts_at).date() <= last_day:
        raise Refused(
            f"The owner may still cancel through {spoken_day(last_day)}: work begins on the day after.",
            field="starts_at",
        )


def when(starts_at: datetime, ends_at: datetime) -> str:
    """``on Tuesday 24 November, 8–12``."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"on {start:%A}, {spoken_day_and_month(start)}, {hours(start, end)}"
