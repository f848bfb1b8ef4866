"""Lines of Today: snooze one to a day, bring it back, give it or its whole job to somebody."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind, Job, LineKind, TodayMark
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


class MarkedLine(NamedTuple):
    """A line of Today: its job, what it is about, the key of that row, and what is to be done."""

    job: Job
    kind: LineKind
    row: int
    what: str


@transaction.atomic
def snooze(*, line: MarkedLine, until: date, by: User) -> TodayMark:
    """Hide a line of Today until a day, on which it comes back; a day that has come is ``Refused``."""
    job, mark = _locked_mark(line)
    if until <= timezone.localdate():
        raise Refused("Choose a day after today: the line comes back on it.", field="until")
    before = _day(mark.snoozed_until)
    mark.snoozed_until = until
    mark.save(update_fields=["snoozed_until"])
    _record(job, f"Snoozed until {spoken_day(until)}: {line.what}", by, before, _day(until))
    return mark


@transaction.atomic
def bring_back(*, line: MarkedLine, by: User) -> TodayMark:
    """Show a snoozed line again today; one that is not snoozed is ``Refused``."""
    job, mark = _locked_mark(line)
    if mark.snoozed_until is None or mark.snoozed_until <= timezone.localdate():
        raise Refused("This is not snoozed.")
    before = _day(mark.snoozed_until)
    mark.snoozed_until = None
    mark.save(update_fields=["snoozed_until"])
    _record(job, f"No longer snoozed: {line.what}", by, before, _day(None))
    return mark


@transaction.atomic
def assign(*, line: MarkedLine, to: User | None, whole_job: bool, by: User) -> TodayMark:
    """Give a line to a user, or to nobody; with ``whole_job`` every line of its job that has no user itself.

    Somebody who no longer works here is ``Refused``.
    """
    marked = line._replace(kind=LineKind.JOB, row=line.job.pk) if whole_job else line
    job, mark = _locked_mark(marked)
    if to and not to.is_active:
        raise Refused(f"{to.name} no longer works here.", field="to")
    before = {"assigned_to": mark.assigned_to.name if mark.assigned_to else None}
    mark.assigned_to = to
    mark.save(update_fields=["assigned_to"])
    what = "the whole job" if whole_job else line.what
    said = f"Assigned to {to.name}: {what}" if to else f"Assigned to nobody: {what}"
    _record(job, said, by, before, {"assigned_to": to.name if to else None})
    return mark


def _locked_mark(line: MarkedLine) -> tuple[Job, TodayMark]:
    job = locked(line.job)
    mark, _ = TodayMark.objects.get_or_create(kind=line.kind, row=line.row, defaults={"job": job})
    return job, locked(mark)


def _day(day: date | None) -> dict[str, str | None]:
    return {"snoozed_until": day.isoformat() if day else None}


def _record(
    job: Job, sentence: str, by: User, before: dict[str, str | None], after: dict[str, str | None]
) -> None:
    kind = EventKind.ITEM_MOVED
    history.record(job=job, kind=kind, sentence=sentence, by=by, before=dict(before), after=dict(after))
