"""Acts on a line of Today: snooze it, bring it back, give it to somebody."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import Http404
from django.utils import timezone

from jobs.job_page.acts import Act, ActPage, Press, overview_tab
from jobs.models import Appointment, Document, Job, LineKind, Notice, OpenItem, TodayMark
from jobs.today.forms import AssignForm, SnoozeForm
from jobs.today.services import today_marks
from jobs.today.services.today_marks import MarkedLine
from kilowire.floor.access import office_only
from kilowire.floor.calendars import FEDERAL, next_business_day
from kilowire.models import User

_ROWS: dict[str, Any] = {
    LineKind.ITEM: OpenItem,
    LineKind.VISIT: Appointment,
    LineKind.NOTICE: Notice,
    LineKind.PAPER: Document,
    LineKind.WORD: OpenItem,
}
_OF_THE_JOB = (LineKind.QUIET, LineKind.ODD)


def visible_line(user: User, job: Job, line: str) -> MarkedLine:
    """Return the line that an address such as ``item-12`` names, 404 where this job has no such row."""
    kind, _, key = line.partition("-")
    if not (key.isascii() and key.isdigit() and len(key) < 19 and kind in {*_ROWS, *_OF_THE_JOB}):
        raise Http404("No such line.")
    if kind in _OF_THE_JOB:
        if int(key) != job.pk:
            raise Http404("No such line.")
        return MarkedLine(job, LineKind(kind), job.pk, f"{job.homeowner_name}'s job")
    row = _ROWS[kind].objects.visible_to(user).of(job).filter(pk=int(key)).first()
    if row is None:
        raise Http404("No such line.")
    return MarkedLine(job, LineKind(kind), row.pk, str(row))


def _mark(line: MarkedLine) -> TodayMark:
    return TodayMark.objects.of_line(line.kind, line.row).first() or TodayMark()


@overview_tab.act_on(visible_line, office_only)
def snooze(page: ActPage, line: MarkedLine) -> Act:
    tomorrow = timezone.localdate() + timedelta(days=1)
    stands = {"until": _mark(line).snoozed_until or next_business_day(tomorrow, FEDERAL)}
    return Act(
        title=f"Snooze: {line.what}",
        form=partial(SnoozeForm, initial=stands),
        does=partial(today_marks.snooze, line=line),
        submit="Snooze",
        note="It leaves Today and comes back by itself on that day. What others owe goes on meanwhile.",
    )


@overview_tab.press_on(visible_line, office_only)
def bring_back(page: ActPage, line: MarkedLine) -> Press:
    return Press(
        title=f"Bring back: {line.what}",
        does=partial(today_marks.bring_back, line=line),
        done="It is back on Today.",
    )


@overview_tab.act_on(visible_line, office_only)
def assign(page: ActPage, line: MarkedLine) -> Act:
    return Act(
        title=f"Who does it: {line.what}",
        form=partial(AssignForm, initial={"to": _mark(line).assigned_to_id}),
        does=partial(today_marks.assign, line=line),
        submit="Assign",
    )
