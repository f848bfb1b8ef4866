"""Turns a job's rows into the plain facts from which sentence, lights and wire are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from jobs.models import Appointment, AppointmentKind, AppointmentOutcome, Booking, Job, OpenItem, Party
from jobs.road.hours import spoken_hours
from jobs.road.lights import LightFacts
from jobs.road.nodes import Road
from jobs.road.stages import STEP, Milestone
from jobs.road.turns import NEAR_DAYS
from kilowire.floor.days import day_from_here, hours, midnight, short_day

_TRACK_OF_PARTY: dict[str, str] = {Party.CITY: "city", Party.UTILITY: "utility"}
NODE_OF_APPOINTMENT: dict[str, Milestone] = {
    AppointmentKind.SURVEY: Milestone.SURVEYED,
    AppointmentKind.INSTALLATION: Milestone.CIRCUIT_INSTALLED,
    AppointmentKind.UTILITY_VISIT: Milestone.ADAPTER_SET,
    AppointmentKind.INSPECTION: Milestone.INSPECTION_PASSED,
    AppointmentKind.COMMISSIONING: Milestone.COMMISSIONED,
}
_PARTY_WORDS: dict[str, str] = {**dict(Party.choices), Party.OWNER: "Owner"}
_APPOINTMENT_WORDS: dict[str, str] = dict(AppointmentKind.choices)
_BUILD_KINDS = (AppointmentKind.SURVEY, AppointmentKind.INSTALLATION, AppointmentKind.COMMISSIONING)


def by_urgency(items: Iterable[OpenItem], today: date) -> list[OpenItem]:
    """Sort open items: due soon first, then those without a day, then those due later."""
    soon = today + timedelta(days=NEAR_DAYS)

    def rank(item: OpenItem) -> tuple[int, date]:
        if item.expected_on is None:
            return 1, item.since_on
        return (0 if item.expected_on <= soon else 2), item.expected_on

    return sorted(items, key=rank)


def party_word(party: str, utility_short: str) -> str:
    """Return the party's label on screen; the utility by its name."""
    if party == Party.UTILITY:
        return utility_short
    return _PARTY_WORDS[party]


def road_of(job: Job, items: Iterable[OpenItem], appointments: Iterable[Appointment], today: date) -> Road:
    """Return the job's milestones and the expected days of the next ones."""
    return Road(
        kind=job.kind,
        stamped={m.value: job.day_of(m) for m in Milestone if job.day_of(m)},
        waived={m.value: job.waived_on(m) for m in Milestone if job.waived_on(m)},
        utility=job.site.utility.short_name,
        coming=_coming(items, appointments, today),
        charging_stopped=job.charging_stopped_on is not None,
    )


def _coming(items: Iterable[OpenItem], appointments: Iterable[Appointment], today: date) -> dict[str, str]:
    coming: dict[str, str] = {}
    for item in items:
        for milestone in _NODES_OF_PARTY.get(item.party, ()):
            if item.expected_on:
                coming.setdefault(milestone, _with_window(short_day(item.expected_on, today), item.window))
    for appointment in appointments:
        node = NODE_OF_APPOINTMENT.get(appointment.kind)
        if node:
            start, end = local_span(appointment)
            coming.setdefault(node, f"{short_day(start.date(), today)}, {hours(start, end)}")
    return coming


_NODES_OF_PARTY: Mapping[str, tuple[Milestone, ...]] = {
    Party.CITY: (Milestone.PERMIT_ISSUED, Milestone.INSPECTION_PASSED),
    Party.UTILITY: (Milestone.UTILITY_APPROVED, Milestone.OUTAGE_CONFIRMED, Milestone.ADAPTER_SET),
}


def upcoming_appointments(job: Job) -> Any:
    """Appointments without an outcome yet, with who is booked."""
    booked = Booking.objects.filter(released_at=None).select_related("technician").order_by("id")
    return Appointment.objects.of(job).upcoming().prefetch_related(Prefetch("bookings", queryset=booked))


def upcoming_and_done_today(job: Job, today: date) -> tuple[list[Appointment], list[Appointment]]:
    """Return those without an outcome, and those recorded as done on this day, which may still be undone."""
    done = Q(outcome=AppointmentOutcome.DONE, outcome_at__gte=midnight(today))
    booked = Booking.objects.filter(released_at=None).select_related("technician").order_by("id")
    either = Appointment.objects.of(job).filter(Q(outcome="") | done)
    found = list(either.prefetch_related(Prefetch("bookings", queryset=booked)))
    return [each for each in found if not each.outcome], [each for each in found if each.outcome]


def local_span(appointment: Appointment) -> tuple[Any, Any]:
    return timezone.localtime(appointment.starts_at), timezone.localtime(appointment.ends_at)


def _with_window(day: str, window: str) -> str:
    return f"{day}, {spoken_hours(window)}" if window else day


def light_facts(
    job: Job, items: Iterable[OpenItem], appointments: Iterable[Appointment], today: date
) -> LightFacts:
    """Return the nearest day of each track, and which tracks are late."""
    days: dict[str, str] = {}
    late = set()
    for item in items:
        track = _TRACK_OF_PARTY.get(item.party)
        if track and item.expected_on and track not in days:
            days[track] = day_from_here(item.expected_on, today)
            if item.expected_on < today:
                late.add(track)
    build = next((a for a in appointments if a.kind in _BUILD_KINDS), None)
    return LightFacts(
        kind=job.kind,
        standing=job.standing,
        utility_name=job.site.utility.short_name,
        city=days.get("city", ""),
        utility=days.get("utility", ""),
        build=day_from_here(timezone.localtime(build.starts_at).date(), today) if build else "",
        late=frozenset(late),
        charging_stopped=job.charging_stopped_on is not None,
    )


def appointment_word(kind: str, utility: str) -> str:
    """Return this kind of appointment's label on screen."""
    if kind == AppointmentKind.UTILITY_VISIT:
        return f"{utility}'s visit"
    return _APPOINTMENT_WORDS[kind]


def blocked_word(milestone: str, utility: str) -> str:
    """Return the milestone that an open item blocks, in words: ``the close-out``."""
    return STEP[Milestone(milestone)].done.replace("the utility's", f"{utility}'s") if milestone else ""
