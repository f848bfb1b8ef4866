"""The entries of a homeowner's calendar: our appointments and the utility's visit, called off ones too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Appointment, AppointmentOutcome, Job, OpenItem
from jobs.open_items.keys import UTILITY_VISIT
from jobs.road.hours import read_hours
from jobs.status.calendar_file import CalendarEntry
from jobs.status.coming import APPOINTMENT, VISIT, title_of, visit_title
from kilowire.floor.days import midnight

KEPT_DAYS = 60
"""So long after its day an entry stays in the file."""


def calendar_entries(job: Job) -> list[CalendarEntry]:
    """Return every entry of this job in the active language, the earliest first."""
    since = timezone.localdate() - timedelta(days=KEPT_DAYS)
    return [*_appointments(job, since), *_visits(job, since)]


def _appointments(job: Job, since: date) -> Iterator[CalendarEntry]:
    utility = job.site.utility.homeowner_name
    for each in Appointment.objects.of(job).filter(starts_at__gte=midnight(since)):
        yield CalendarEntry(
            name=f"{APPOINTMENT}{each.pk}",
            title=title_of(each.kind, utility),
            starts=timezone.localtime(each.starts_at),
            ends=timezone.localtime(each.ends_at),
            sequence=each.moves,
            is_called_off=each.outcome == AppointmentOutcome.CANCELLED or _is_off(job, each),
        )


def _is_off(job: Job, appointment: Appointment) -> bool:
    """Whether the job was cancelled before this appointment, which nobody closed."""
    return job.cancelled_on is not None and not appointment.outcome


def _visits(job: Job, since: date) -> Iterator[CalendarEntry]:
    utility = job.site.utility.homeowner_name
    items = OpenItem.objects.of(job).filter(key=UTILITY_VISIT, expected_on__gte=since)
    for item in items:
        day = item.expected_on or since
        starts, ends = _span(day, item.window)
        over_before = item.ended_on is not None and item.ended_on < day
        yield CalendarEntry(
            name=f"{VISIT}{item.pk}",
            title=visit_title(job.kind, utility),
            starts=starts,
            ends=ends,
            sequence=item.moves + over_before,
            is_called_off=over_before or (job.cancelled_on is not None and item.ended_on is None),
            note=_("%(utility)s gave this date. It may still move it.") % {"utility": utility},
        )


def _span(day: date, window: str) -> tuple[datetime | date, datetime | date]:
    """The hours of the window as instants; the whole day where they are not known."""
    hours = read_hours(window)
    if hours is None or hours.begins is None or hours.ends is None or hours.ends <= hours.begins:
        return day, day
    return _at(day, hours.begins), _at(day, hours.ends)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
