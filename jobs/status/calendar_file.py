"""A calendar file (RFC 5545) of the homeowner's appointments, without an address. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

PRODID = "-//KiloWire//Homeowner//EN"
REFRESH = timedelta(hours=4)


@dataclass(frozen=True)
class CalendarEntry:
    """One appointment: two local instants, or two days where no hours are known (the last one included).

    ``name`` is the same for good; ``sequence`` grows with each change.
    """

    name: str
    title: str
    starts: datetime | date
    ends: datetime | date
    sequence: int
    is_called_off: bool
    note: str = ""


def calendar_file(
    entries: Iterable[CalendarEntry], *, title: str, host: str, written_at: datetime, language: str
) -> bytes:
    """Return the file with one event for each entry; one that was called off is there as cancelled."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        calendar.add_component(_event(entry, host, written_at, language))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: CalendarEntry, host: str, written_at: datetime, language: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.name}@{host}")
    event.add("dtstamp", written_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_called_off else "CONFIRMED")
    event.add("summary", entry.title, parameters={"language": language})
    if entry.note:
        event.add("description", entry.note, parameters={"language": language})
    event.add("dtstart", entry.starts)
    whole_day = not isinstance(entry.starts, datetime)
    event.add("dtend", entry.ends + timedelta(days=1) if whole_day else entry.ends)
    event.add("transp", "TRANSPARENT" if whole_day else "OPAQUE")
    return event
