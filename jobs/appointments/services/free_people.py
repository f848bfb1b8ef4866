"""Who is free on the next days, and when work on a job may begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from jobs.models import Agreement, AppointmentKind, Booking, Job
from kilowire.floor.calendars import FEDERAL, add_business_days
from kilowire.floor.days import hours, midnight
from kilowire.models import Role, User

DAYS_SHOWN = 5
USUAL_FROM, USUAL_TO = time(8), time(12)


def first_day(job: Job, kind: str) -> date:
    """Return the next business day on which an appointment of this kind may be booked."""
    today = timezone.localdate()
    agreement = Agreement.objects.of(job).first() if kind == AppointmentKind.INSTALLATION else None
    last_day = agreement.cancellable_until_on if agreement else None
    return add_business_days(max(today, last_day or today), 1, FEDERAL)


def first_free(on: date) -> User | None:
    """Return a technician who is not booked in the usual hours of this day; None if all are."""
    starts, ends = (timezone.make_aware(datetime.combine(on, at)) for at in (USUAL_FROM, USUAL_TO))
    busy = _booked(starts, ends).values("technician")
    return _technicians().exclude(pk__in=busy).first()


def days_of_everybody(on: date) -> list[tuple[str, list[tuple[date, str]]]]:
    """Return for each technician what is booked on each business day from ``on``; empty where nothing is."""
    days = [on]
    while len(days) < DAYS_SHOWN:
        days.append(add_business_days(days[-1], 1, FEDERAL))
    booked = _booked(midnight(on), midnight(days[-1] + timedelta(days=1)))
    rows = list(booked.select_related("appointment__job").order_by("starts_at"))
    return [(person.name, [(day, _on(day, person, rows)) for day in days]) for person in _technicians()]


def _on(day: date, person: User, rows: Sequence[Booking]) -> str:
    return ", ".join(_words(row) for row in rows if row.technician_id == person.pk and _day(row) == day)


def _words(row: Booking) -> str:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return f"{hours(start, end)} {row.appointment.job.number}"


def _day(row: Booking) -> date:
    return timezone.localdate(row.starts_at)


def _booked(starts: datetime, ends: datetime) -> QuerySet[Booking]:
    return Booking.objects.filter(released_at=None, starts_at__lt=ends, ends_at__gt=starts)


def _technicians() -> QuerySet[User]:
    return User.objects.filter(role=Role.FIELD, is_active=True).order_by("name", "pk")
