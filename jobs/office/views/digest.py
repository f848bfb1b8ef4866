"""What the office reads once a day: what is late, who goes where tomorrow, what came in overnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from jobs.job_page.facts import appointment_word, party_word
from jobs.job_page.lines import address_of
from jobs.models import Appointment, Event, Inbound, Notice, OpenItem, Party
from jobs.road.hours import spoken_hours
from kilowire.floor.days import counted, hours, long_day, midnight

SHOWN = 15
RECENT = 5_000
"""So many of the newest events are looked through."""
EVENING = timedelta(hours=7)
"""The night begins so long before midnight."""


@dataclass(frozen=True, slots=True)
class Digest:
    """One day's digest as an email; empty where there is nothing to say."""

    subject: str
    text: str


def digest_of(now: datetime) -> Digest | None:
    """Return the digest of this day; None where nothing is late, comes tomorrow or came in."""
    today = timezone.localtime(now).date()
    parts = [each for each in (_late(today), _tomorrow(today), _overnight(today), _lost()) if each.count]
    if not parts:
        return None
    subject = ", ".join(counted(each.count, each.one, each.many) for each in parts)
    pieces = [each.piece for each in parts]
    return Digest(f"{long_day(today, today)}: {subject}", "\n\n".join([*pieces, f"{settings.PUBLIC_URL}/"]))


@dataclass(frozen=True, slots=True)
class Part:
    """One subject of a digest: its name for one and for many, the lines shown, how many there are."""

    one: str
    many: str
    lines: list[str]
    count: int

    @property
    def piece(self) -> str:
        left = self.count - len(self.lines)
        more = [f"and {left:,} more"] if left > 0 else []
        return "\n".join([self.many.upper(), *(f"- {line}" for line in [*self.lines, *more])])


def _late(today: date) -> Part:
    late = OpenItem.objects.open().filter(expected_on__lt=today, job__cancelled_on=None)
    rows = late.select_related("job__site__utility")[:SHOWN]
    lines = [_item(row, f"{counted((today - row.expected_on).days, 'day')} late") for row in rows]
    return Part("late", "late", lines, late.count())


def _item(row: Any, when: str) -> str:
    party = party_word(row.party, row.job.site.utility.short_name)
    return f"{row.job.number} {row.job.homeowner_name}: {row.what} ({party}, {when}) {_link(row.job.number)}"


def _tomorrow(today: date) -> Part:
    """Our appointments of tomorrow, and the days that city and utility gave."""
    day = today + timedelta(days=1)
    ours = Appointment.objects.upcoming().filter(
        starts_at__gte=midnight(day), starts_at__lt=midnight(day + timedelta(days=1))
    )
    theirs = OpenItem.objects.open().filter(expected_on=day, party__in=(Party.CITY, Party.UTILITY))
    theirs = theirs.exclude(window="")
    lines = list(_appointments(ours[:SHOWN].select_related("job__site__utility")))
    lines += [
        _item(row, spoken_hours(row.window)) for row in theirs.select_related("job__site__utility")[:SHOWN]
    ]
    return Part("visit tomorrow", "visits tomorrow", lines, ours.count() + theirs.count())


def _appointments(rows: Any) -> Iterator[str]:
    for row in rows.prefetch_related("bookings__technician"):
        who = ", ".join(each.technician.name for each in row.bookings.all() if each.released_at is None)
        word = appointment_word(row.kind, row.job.site.utility.short_name)
        at = hours(timezone.localtime(row.starts_at), timezone.localtime(row.ends_at))
        yield f"{row.job.number} {row.job.homeowner_name}: {word}, {at}, {who} {_link(row.job.number)}"


def _overnight(today: date) -> Part:
    """What homeowners did and wrote since yesterday evening."""
    since = midnight(today) - EVENING
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = Event.objects.filter(pk__gt=newest - RECENT, at__gte=since, by=None).exclude(by_person="")
    said = [
        f"{each.job.number} {each.by_person}: {each.sentence} {_link(each.job.number)}"
        for each in recent.select_related("job")[:SHOWN]
    ]
    unplaced = Inbound.objects.unplaced().filter(came_at__gte=since).count()
    if unplaced:
        said.append(f"{counted(unplaced, 'message')} of unknown senders {settings.PUBLIC_URL}/inbox/")
    return Part("came in overnight", "came in overnight", said, recent.count() + unplaced)


def _lost() -> Part:
    """Messages of the last day that did not arrive."""
    failed = Q(status="failed") | Q(delivery__in=["bounced", "complained"])
    lost = Notice.objects.filter(failed, written_at__gte=timezone.now() - timedelta(days=1))
    rows = lost.select_related("person__job")[:SHOWN]
    lines = [f"{row.person.job.number} to {row.person.name}: {row.error or row.server_words}" for row in rows]
    return Part("message that did not arrive", "messages that did not arrive", lines, lost.count())


def _link(number: str) -> str:
    return f"{settings.PUBLIC_URL}{address_of('jobs:overview', number)}"
