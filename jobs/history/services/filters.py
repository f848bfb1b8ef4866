"""Which lines of a job's history are shown: by kind, by who acted, by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jobs.models import Event, EventKind, Job
from kilowire.models import User

K = EventKind
ITEMS = (K.ITEM_OPENED, K.ITEM_MOVED, K.ITEM_ENDED)
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("", "What happened", tuple(kind for kind in K if kind not in ITEMS)),
    ("road", "Stages", (K.OPENED, K.DONE, K.WAIVED, K.UNDONE, K.HELD, K.CANCELLED, K.SETTLED)),
    ("visits", "Appointments", (K.BOOKED,)),
    ("papers", "Papers", (K.FILED, K.ISSUED, K.PAPER_ENDED, K.SIGNED)),
    ("desks", "Survey, city and utility", (K.DESK, K.EDITED)),
    ("messages", "Messages", (K.SENT, K.LINK)),
    ("items", "Open items", ITEMS),
    ("all", "Everything", ()),
)
LONGEST_NUMBER = 10


@dataclass(frozen=True, slots=True)
class HistoryFilters:
    """The chosen filters; a value of the query string that means nothing is ignored.

    ``by`` is a user's id, or ``homeowner`` for whoever is not a user of ours. ``since`` and ``until`` are the
    first and the last day on which something happened.
    """

    show: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> HistoryFilters:
        by = asked.get("by", "")
        is_known = by == "homeowner" or (by.isascii() and by.isdecimal() and len(by) < LONGEST_NUMBER)
        show = asked.get("show", "")
        return cls(
            show=show if any(show == key for key, _, _ in GROUPS) else "",
            by=by if is_known else "",
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
        )

    def applied_to(self, events: QuerySet[Event]) -> QuerySet[Event]:
        kinds = next(kinds for key, _, kinds in GROUPS if key == self.show)
        if kinds:
            events = events.filter(kind__in=kinds)
        if self.by == "homeowner":
            events = events.exclude(by_person="")
        elif self.by:
            events = events.filter(by=int(self.by))
        if self.since:
            events = events.filter(on__gte=self.since)
        return events.filter(on__lte=self.until) if self.until else events

    def in_address(self, **other: str) -> dict[str, str]:
        """Return the filters for an address, with ``other`` in place of some; empty ones are left out."""
        days = {"since": self.since, "until": self.until}
        own = {"show": self.show, "by": self.by} | {n: day.isoformat() for n, day in days.items() if day}
        return {name: value for name, value in (own | other).items() if value}


def people_of(job: Job) -> list[dict[str, Any]]:
    """Return the users who did something on this job, by name, as ``value`` and ``label``."""
    users = User.objects.filter(pk__in=Event.objects.of(job).values("by")).order_by("name")
    found = [{"value": str(pk), "label": name} for pk, name in users.values_list("pk", "name")]
    return [*found, {"value": "homeowner", "label": "Homeowner and family"}]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
