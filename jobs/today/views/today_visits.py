"""Appointments on the page Today, each list with its query, and who is booked for them in one more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from jobs.job_page.facts import appointment_word, local_span
from jobs.job_page.lines import address_of
from jobs.models import Appointment, Booking, address_line
from kilowire.floor.days import day_from_here, hours, midnight, spoken_list
from kilowire.models import User

SHOWN = 24
DAYS_AHEAD = 14
VISIT_COLUMNS = (
    "pk", "kind", "starts_at", "ends_at", "bring", "job__number", "job__homeowner_name",
    "job__site__street", "job__site__city", "job__site__postal_code", "job__site__gate_note",
    "job__site__dog_note", "job__site__access_note", "job__site__utility__short_name",
)  # fmt: skip


def own_visits(user: User, day: date) -> QuerySet[Appointment]:
    """Return a technician's own appointments: those whose outcome is not recorded, and two weeks ahead."""
    mine = Appointment.objects.visible_to(user).of_person(user).upcoming()
    return mine.filter(starts_at__lt=midnight(day + timedelta(days=DAYS_AHEAD)))[:SHOWN]


def near_visits(day: date) -> QuerySet[Appointment]:
    """Return today's and tomorrow's appointments."""
    ends = midnight(day + timedelta(days=2))
    return Appointment.objects.upcoming().filter(starts_at__gte=midnight(day), starts_at__lt=ends)[:SHOWN]


def visit_rows(lists: Iterable[QuerySet[Appointment]], day: date) -> list[list[dict[str, Any]]]:
    """Return the rows of each of these lists; one more query finds who is booked for any of them."""
    found = [list(visits.values_list(*VISIT_COLUMNS, named=True)) for visits in lists]
    booked = Booking.objects.filter(
        released_at=None, appointment__in=[visit.pk for some in found for visit in some]
    )
    who = defaultdict[int, list[str]](list)
    for visit, name in booked.order_by("id").values_list("appointment_id", "technician__name"):
        who[visit].append(name)
    return [[visit_row(visit, who[visit.pk], day) for visit in some] for some in found]


def visit_row(visit: Any, who: list[str], today: date) -> dict[str, Any]:
    """Return an appointment with technicians, address, access notes and what to bring.

    ``visit`` has the columns ``VISIT_COLUMNS``; ``who`` are the names of those who are booked.
    """
    start, end = local_span(visit)
    notes = (visit.job__site__gate_note, visit.job__site__dog_note, visit.job__site__access_note)
    place = (visit.job__site__street, visit.job__site__city, visit.job__site__postal_code)
    return {
        "pk": visit.pk,
        "what": appointment_word(visit.kind, visit.job__site__utility__short_name),
        "day": day_from_here(start.date(), today),
        "hours": hours(start, end),
        "who": spoken_list(who),
        "number": visit.job__number,
        "job_url": address_of("jobs:overview", visit.job__number),
        "name": visit.job__homeowner_name,
        "address": address_line(*place),
        "notes": " · ".join(filter(None, notes)),
        "bring": visit.bring,
        "begun": start.date() <= today,
    }
