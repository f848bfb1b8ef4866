"""Appointments on the page Today, each list with its query, and who is booked for them in one more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from jobs.models import Appointment, Booking
from jobs.office.views.today_rows import VISIT_COLUMNS, visit_row
from kilowire.floor.days import midnight
from kilowire.models import User

SHOWN, UNRECORDED_SHOWN = 24, 8
DAYS_AHEAD = 14


def own_visits(user: User, day: date) -> QuerySet[Appointment]:
    """Return a technician's own appointments: those whose outcome is not recorded, and two weeks ahead."""
    mine = Appointment.objects.visible_to(user).of_person(user).upcoming()
    return mine.filter(starts_at__lt=midnight(day + timedelta(days=DAYS_AHEAD)))[:SHOWN]


def near_visits(day: date) -> QuerySet[Appointment]:
    """Return today's and tomorrow's appointments."""
    ends = midnight(day + timedelta(days=2))
    return Appointment.objects.upcoming().filter(starts_at__gte=midnight(day), starts_at__lt=ends)[:SHOWN]


def unrecorded_visits(day: date) -> QuerySet[Appointment]:
    """Return the latest past appointments whose outcome is not recorded."""
    past = Appointment.objects.upcoming().filter(starts_at__lt=midnight(day))
    return past.order_by("-starts_at")[:UNRECORDED_SHOWN]


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
