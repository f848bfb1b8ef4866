"""What a cancellation leaves to do: each thing that was set going outside becomes an open item of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from jobs.appointments.services import appointments
from jobs.models import (
    AdapterUnit,
    Agreement,
    Appointment,
    Booking,
    DigTicket,
    Job,
    OpenItem,
    Party,
    Reference,
    ReferenceKind,
)
from jobs.open_items.services import open_items
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_list
from kilowire.models import User


@dataclass(frozen=True)
class Loose:
    """One thing to unwind; its key keeps it from being opened twice."""

    key: str
    what: str
    act: str = ""
    stake_usd: Decimal | None = None


def open_unwinding(*, job: Job, by: User, on: date) -> None:
    """Call off what is booked and open an item per thing that was set going; under the job's lock."""
    for loose in list(_loose_ends(job)):
        open_items.add(
            job=job,
            party=Party.OFFICE,
            what=loose.what,
            key=f"jobs.unwind:{loose.key}",
            act=loose.act,
            stake_usd=loose.stake_usd,
            since_on=on,
            unwinds=True,
            by=by,
        )
    for appointment in Appointment.objects.of(job).upcoming():
        appointments.cancel_appointment(appointment=appointment, because="The job was cancelled", by=by)


def end_ordinary_items(*, job: Job, by: User, on: date) -> None:
    """End the open items that a cancelled job no longer waits for."""
    for item in OpenItem.objects.of(job).open().filter(unwinds=False):
        open_items.end(item=item, by=by, note="The job was cancelled", on=on)


def end_unwinding(*, job: Job, by: User) -> None:
    """End the unwinding items of a job that goes on after all."""
    for item in OpenItem.objects.of(job).open().filter(unwinds=True):
        open_items.end(item=item, by=by, note="The job goes on")


def _loose_ends(job: Job) -> Iterator[Loose]:
    yield Loose("homeowner", "Tell the homeowner that the job is not going ahead")
    yield from _people_booked(job)
    yield from _with_the_city(job)
    yield from _with_the_utility(job)
    for ticket in DigTicket.objects.of(job).filter(closed_on=None):
        yield Loose(
            f"dig:{ticket.pk}", f"Close dig ticket {ticket.number} with DigAlert", "jobs:installation"
        )
    for unit in AdapterUnit.objects.of(job).filter(retired_on=None):
        whose = "Hand over" if unit.bought_by_customer or unit.title_passed_on else "Send back or keep"
        yield Loose(f"device:{unit.pk}", f"{whose} the adapter {unit}", "jobs:installation")
    agreement = Agreement.objects.of(job).exclude(deposit_paid_on=None).first()
    if agreement:
        deposit = agreement.deposit_usd
        yield Loose("refund", f"Settle the deposit of ${deposit:,.2f}", "jobs:agreement", deposit)


def _people_booked(job: Job) -> Iterator[Loose]:
    booked = Booking.objects.filter(appointment__job=job, appointment__outcome="", released_at=None)
    by_appointment: dict[Appointment, list[str]] = {}
    for booking in booked.select_related("person", "appointment").order_by("appointment", "person"):
        by_appointment.setdefault(booking.appointment, []).append(booking.person.name)
    for appointment, names in by_appointment.items():
        day = timezone.localtime(appointment.starts_at)
        what = f"{appointment.get_kind_display().lower()} on {day:%-d %B}"
        yield Loose(f"appointment:{appointment.pk}", f"Tell {spoken_list(names)} that the {what} is off")


def _with_the_city(job: Job) -> Iterator[Loose]:
    numbers = _references(job, ReferenceKind.PERMIT)
    city = job.site.jurisdiction.name
    if not numbers and job.permit_issued_on:
        yield Loose("permit", f"Close the permit with {city}", "permits:permit")
    for number in numbers:
        yield Loose(f"permit:{number}"[:60], f"Close permit {number} with {city}", "permits:permit")


def _with_the_utility(job: Job) -> Iterator[Loose]:
    if Milestone.ADAPTER_SET in job.standing:
        return
    numbers = _references(job, ReferenceKind.UTILITY_REQUEST)
    if not numbers and job.utility_submitted_on:
        numbers = [""]
    utility, act = job.site.utility.short_name, "utility_requests:utility_request"
    for number in numbers:
        named = f"request {number}" if number else "the application"
        what = f"Withdraw {named} at {utility}, and ask about its fee"
        yield Loose(f"utility:{number}"[:60], what, act)
    if job.outage_confirmed_on:
        yield Loose("visit", f"Tell {utility} not to come for its visit", act)


def _references(job: Job, kind: str) -> list[str]:
    return list(Reference.objects.of(job).filter(kind=kind).values_list("value", flat=True))
