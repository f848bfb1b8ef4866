"""Where the lines of Today come from, in order of the cost of waiting, and the filters of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from jobs.milestones.services.charging import CALL
from jobs.models import (
    Appointment,
    Delivery,
    Document,
    DocumentStatus,
    Job,
    LineKind,
    Notice,
    OpenItem,
    Party,
)
from jobs.models.today_mark import assigned, snoozed
from kilowire.floor.days import midnight
from kilowire.models import MailStatus, User

OURS = (Party.OFFICE, Party.FIELD)
OUTSIDE = (Party.CITY, Party.UTILITY)
EVERYBODY, NOBODY, ME = "", "nobody", "me"


class Source(NamedTuple):
    """Rows that become lines, longest waiting first. ``job_path`` leads from a row to the key of its job."""

    kind: LineKind
    rows: QuerySet[Any]
    job_path: str = "job"


@dataclass(frozen=True)
class TodayFilters:
    """What is shown: whose lines (``who``: empty, ``me``, ``nobody`` or a user's key), of which party."""

    who: str = EVERYBODY
    party: str = ""
    snoozed: bool = False

    @classmethod
    def from_address(cls, asked: Mapping[str, str]) -> TodayFilters:
        who = asked.get("who", "")
        is_key = who.isascii() and who.isdigit() and len(who) < 19
        party = asked.get("party", "")
        return cls(
            who=who if who in (ME, NOBODY) or is_key else EVERYBODY,
            party=party if party in Party.values else "",
            snoozed=asked.get("show") == "snoozed",
        )

    def address(self, **other: Any) -> str:
        """Return the query string of the page with these filters, some of them changed."""
        values = {"who": self.who, "party": self.party, "show": "snoozed" if self.snoozed else "", **other}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    def applied_to(self, source: Source, user: User, day: date) -> Source:
        """Return the source with only the rows that these filters show."""
        rows = source.rows
        if self.party and source.kind == LineKind.ITEM:
            rows = rows.filter(party=self.party)
        elif self.party and self.party != Party.OFFICE:
            rows = rows.none()
        asleep = snoozed(source.kind, day)
        rows = rows.filter(asleep if self.snoozed else ~asleep)
        if self.who:
            person = {ME: user.pk, NOBODY: None}.get(self.who, self.who)
            rows = rows.filter(assigned(source.kind, source.job_path, person))
        return source._replace(rows=rows)

    @property
    def shows_what_has_no_job(self) -> bool:
        """Whether things of tablets stand in the list: nobody is given them, and they are not snoozed."""
        return self.who in (EVERYBODY, NOBODY) and not self.snoozed and self.party in ("", Party.OFFICE)


def due_items(day: date) -> QuerySet[Any]:
    """Return the open items whose day has come, and ours without a day.

    Not what somebody asked about and is due again later, and not the office's reminder to ask where the late
    item of the city or utility itself stands in the list.
    """
    late = OpenItem.objects.open().filter(party__in=OUTSIDE, expected_on__lt=day).exclude(act="")
    asked_for = late.filter(job=OuterRef("job"), act=OuterRef("act"))
    return (
        OpenItem.objects.open()
        .filter(Q(expected_on__lte=day) | Q(expected_on=None, party__in=OURS))
        .filter(Q(look_again_on=None) | Q(look_again_on__lte=day))
        .filter(~(Q(party=Party.OFFICE) & Q(Exists(asked_for))))
        .order_by(Coalesce("expected_on", "since_on"), "id")
    )


def sources(day: date, twins: Collection[int], user: User) -> list[Source]:
    """Return every source of lines: what costs money, what went wrong, what holds a job up, the rest.

    Before all stands the call to somebody who may no longer charge.
    """
    items = due_items(day)
    at_no_cost = items.exclude(key=CALL).filter(Q(stake_usd=None) | Q(stake_usd=0))
    quiet = Job.objects.waiting_on_nobody().order_by("opened_on", "pk")
    past = Appointment.objects.upcoming().filter(starts_at__lt=midnight(day)).order_by("starts_at", "pk")
    failed = Document.objects.in_force().filter(status=DocumentStatus.FAILED).order_by("pk")
    words = OpenItem.objects.ended_by_word_unseen().order_by("pk")
    return [
        Source(LineKind.ITEM, items.filter(key=CALL)),
        Source(LineKind.ITEM, items.exclude(key=CALL).filter(stake_usd__gt=0)),
        Source(LineKind.ODD, _odd(twins), "pk"),
        Source(LineKind.NOTICE, _lost_notices(), "person__job"),
        Source(LineKind.ITEM, at_no_cost.exclude(blocks="")),
        Source(LineKind.VISIT, past),
        Source(LineKind.PAPER, failed),
        Source(LineKind.ITEM, at_no_cost.filter(blocks="")),
        Source(LineKind.QUIET, quiet, "pk"),
        Source(LineKind.WORD, words if user.is_owner else words.none()),
    ]


def _odd(twins: Collection[int]) -> QuerySet[Any]:
    """Return the jobs whose milestones contradict each other, and those that share a number with another.

    Where facts differ, an open item says so.
    """
    odd = Job.objects.filter(Q(does_not_add_up=True) | Q(pk__in=list(twins)))
    return odd.filter(cancelled_on=None).order_by("pk")


def _lost_notices() -> QuerySet[Any]:
    """Return the messages that did not arrive and were not written again since."""
    lost = Q(status=MailStatus.FAILED) | Q(delivery__in=[Delivery.BOUNCED, Delivery.COMPLAINED])
    again = Notice.objects.filter(
        person=OuterRef("person"), template=OuterRef("template"), pk__gt=OuterRef("pk")
    )
    return Notice.objects.filter(lost, ~Exists(again)).order_by("pk")
