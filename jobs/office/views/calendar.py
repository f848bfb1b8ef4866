"""The calendar of a week: the appointments of each technician, and the days that others have given us."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.job_page.facts import appointment_word, local_span, party_word
from jobs.job_page.lines import address_of
from jobs.models import Booking, OpenItem, Party
from jobs.road.hours import spoken_hours
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.days import hours, midnight, short_day, short_weekday
from kilowire.models import Role, User

DAYS = 7
OTHERS = (Party.CITY, Party.UTILITY, Party.HOA, Party.SUPPLIER, Party.MANUFACTURER, Party.OTHER)
MOST = 300
IN_A_CELL = 6
FIRST_YEAR, LAST_YEAR = 2000, 2200
Cells = dict[date, list[dict[str, str]]]


@require_safe
@office_only
def calendar(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    monday = _monday(request.GET.get("week", ""), today)
    days = [monday + timedelta(days=n) for n in range(DAYS)]
    page = {
        "days": [{"label": short_weekday(day), "today": day == today} for day in days],
        "title": f"{short_day(days[0], today)} to {short_day(days[-1], today)}",
        "rows": [_row("City, utility and others", _given(days), days), *_technicians(days)],
        "before": (monday - timedelta(days=DAYS)).isoformat(),
        "after": (monday + timedelta(days=DAYS)).isoformat(),
        "is_this_week": monday <= today < monday + timedelta(days=DAYS),
    }
    return render(request, "jobs/office/calendar.html", page)


def _monday(asked: str, today: date) -> date:
    """Return the Monday of the requested week; of this week where that is no date from 2000 to 2200."""
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError:
        day = today
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        day = today
    return day - timedelta(days=day.weekday())


def _technicians(days: list[date]) -> list[dict[str, Any]]:
    """Return a row per active technician, and per other active user who is booked in this week."""
    people = {user.pk: user.name for user in User.objects.filter(role=Role.FIELD, is_active=True)}
    bookings = Booking.objects.filter(
        technician__in=User.objects.filter(is_active=True),
        released_at=None,
        starts_at__gte=midnight(days[0]),
        starts_at__lt=midnight(days[-1] + timedelta(1)),
    ).select_related("technician", "appointment__job__site__utility")
    cells: defaultdict[int, Cells] = defaultdict(lambda: defaultdict(list))
    for booking in bookings.order_by("starts_at")[:MOST]:
        people.setdefault(booking.technician_id, booking.technician.name)
        day = timezone.localtime(booking.starts_at).date()
        cells[booking.technician_id][day].append(_slot(booking))
    return [_row(name, cells[pk], days) for pk, name in sorted(people.items(), key=lambda item: item[1])]


def _slot(booking: Booking) -> dict[str, str]:
    visit = booking.appointment
    job = visit.job
    return {
        "tone": "",
        "when": hours(*local_span(visit)),
        "what": appointment_word(visit.kind, job.site.utility.short_name),
        "where": f"{job.homeowner_name}, {job.site.city}",
        "outcome": visit.get_outcome_display() if visit.outcome else "",
        "url": address_of("jobs:overview", job.number),
    }


def _given(days: list[date]) -> Cells:
    items = OpenItem.objects.open().filter(party__in=OTHERS, expected_on__range=(days[0], days[-1]))
    cells: Cells = defaultdict(list)
    for item in items.select_related("job__site__utility")[:MOST]:
        cells[item.expected_on].append(_given_slot(item))
    return cells


def _given_slot(item: OpenItem) -> dict[str, str]:
    job = item.job
    return {
        "tone": {"city": "slot-city", "utility": "slot-utility"}.get(item.party, ""),
        "when": spoken_hours(item.window),
        "what": f"{party_word(item.party, job.site.utility.short_name)}: {item.what}",
        "where": f"{job.homeowner_name}, {job.site.city}",
        "outcome": "",
        "url": address_of(item.act, job.number) or address_of("jobs:overview", job.number),
    }


def _row(name: str, cells: Cells, days: list[date]) -> dict[str, Any]:
    columns = [cells.get(day, []) for day in days]
    return {
        "name": name,
        "cells": [
            {"label": short_weekday(day), "slots": slots[:IN_A_CELL], "more": max(0, len(slots) - IN_A_CELL)}
            for day, slots in zip(days, columns, strict=True)
        ],
        "empty": not any(columns),
    }
