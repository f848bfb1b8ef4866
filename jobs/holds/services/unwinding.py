"""The unwinding of a cancelled job: one open item for each thing to undo outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from jobs.agreement.services import items as contract_items
from jobs.appointments.services import appointments
from jobs.models import (
    Adapter,
    Appointment,
    Booking,
    DigTicket,
    Job,
    Party,
    Reference,
    ReferenceKind,
)
from jobs.open_items.keys import UNWINDING, unwinding_key
from jobs.open_items.services import open_items
from jobs.open_items.services.ended_outside import ended_already
from jobs.open_items.wanted import Wanted
from jobs.road.job_tabs import page_of_tab
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day_and_month, spoken_list
from kilowire.models import User


def open_unwinding(*, job: Job, by: User, on: date) -> None:
    """Cancel the appointments and open the unwinding items, the refund included; the job is locked."""
    over = ended_already(job)
    wanted = [each for each in _wanted(job) if each.key not in over]
    open_items.bring_up_to_date(job=job, wanted=wanted, prefixes=(UNWINDING,), by=by, on=on)
    contract_items.bring_up_to_date(job, by, on)
    for appointment in Appointment.objects.of(job).upcoming():
        appointments.cancel_appointment(appointment=appointment, because="The job was cancelled", by=by)


def _wanted(job: Job) -> Iterator[Wanted]:
    told = "jobs:tell_homeowner"
    yield _item("Tell the homeowner that the job is not going ahead", "homeowner", act=told)
    yield from _people_booked(job)
    yield from _with_the_city(job)
    yield from _with_the_utility(job)
    installation = page_of_tab("installation")
    for ticket in DigTicket.objects.of(job).filter(closed_on=None):
        yield _item(f"Close dig ticket {ticket.number} with DigAlert", "dig", ticket.pk, act=installation)
    for adapter in Adapter.objects.of(job).filter(retired_on=None):
        whose = "Hand over" if adapter.bought_by_customer or adapter.title_passed_on else "Send back or keep"
        yield _item(f"{whose} the adapter {adapter}", "device", adapter.pk, act=installation)


def _item(what: str, kind: str, reference: object = None, *, act: str) -> Wanted:
    """One unwinding item; its key prevents a second one for the same thing."""
    return Wanted(unwinding_key(kind, reference), Party.OFFICE, what, act=act, unwinds=True)


def _people_booked(job: Job) -> Iterator[Wanted]:
    booked = Booking.objects.filter(appointment__job=job, appointment__outcome="", released_at=None)
    by_appointment: dict[Appointment, list[str]] = {}
    for booking in booked.select_related("technician", "appointment").order_by("appointment", "technician"):
        by_appointment.setdefault(booking.appointment, []).append(booking.technician.name)
    for appointment, names in by_appointment.items():
        day = timezone.localtime(appointment.starts_at)
        what = f"{appointment.get_kind_display().lower()} on {spoken_day_and_month(day)}"
        told = f"Tell {spoken_list(names)} that the {what} is off"
        yield _item(told, "appointment", appointment.pk, act="jobs:tell_technicians")


def _with_the_city(job: Job) -> Iterator[Wanted]:
    numbers = _references(job, ReferenceKind.PERMIT)
    city, act = job.site.jurisdiction.name, page_of_tab("permit")
    if not numbers and job.permit_issued_on:
        yield _item(f"Close the permit with {city}", "permit", act=act)
    for number in numbers:
        yield _item(f"Close permit {number} with {city}", "permit", number, act=act)


def _with_the_utility(job: Job) -> Iterator[Wanted]:
    if Milestone.ADAPTER_SET in job.standing:
        return
    numbers = _references(job, ReferenceKind.UTILITY_REQUEST)
    if not numbers and job.utility_submitted_on:
        numbers = [""]
    utility, act = job.site.utility.short_name, page_of_tab("utility")
    for number in numbers:
        named = f"request {number}" if number else "the application"
        what = f"Withdraw {named} at {utility}, and ask about its fee"
        yield _item(what, "utility", number, act=act)
    if job.outage_confirmed_on:
        yield _item(f"Tell {utility} not to come for its visit", "visit", act=act)


def _references(job: Job, kind: str) -> list[str]:
    numbers = Reference.objects.of(job).filter(kind=kind).values_list("value", flat=True)
    return list(dict.fromkeys(numbers))
