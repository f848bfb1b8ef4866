"""The lines of Today as a list: which are shown, with whose they are; queries do not grow with the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jobs.models import Appointment, Document, Job, LineKind, Notice, OpenItem, PutAside, Tablet, TodayMark
from jobs.search.services.twins import all_twins
from jobs.search.twins import Twin
from jobs.tablet.old_queues import a_working_day_before
from jobs.today.views.asking import all_asked, is_late
from jobs.today.views.today_checks import (
    notice_line,
    odd_line,
    paper_line,
    put_aside_line,
    tablet_line,
    visit_line,
    word_line,
)
from jobs.today.views.today_rows import ITEM_COLUMNS, Line, item_line, quiet_line
from jobs.today.views.today_sources import Source, TodayFilters, sources
from kilowire.floor.capped_counts import count_word, counts_and_first_keys
from kilowire.floor.days import day_from_here
from kilowire.models import User

COUNTED, SHOWN, MOST = 1000, 50, 300
OF_TABLETS = 20
Twins = Mapping[int, Sequence[Twin]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with who does it, until when it is snoozed, and where both are changed."""

    line: Line
    who: str
    until: str
    base: str


@dataclass(frozen=True, slots=True)
class TodayList:
    """The lines of the page, in how many words there are, and whether there are more."""

    lines: list[Shown]
    count: str
    more: bool


def today_list(filters: TodayFilters, user: User, day: date, length: int) -> TodayList:
    """Return the first lines that these filters show, in the order of what waiting costs."""
    twins = all_twins()
    found = [filters.applied_to(each, user, day) for each in sources(day, list(twins), user)]
    counts, keys = counts_and_first_keys([(each.rows, ("",)) for each in found], COUNTED, length)
    loose = _of_tablets(user) if filters.shows_what_has_no_job else []
    lines = _in_order(found, keys, loose, length - len(loose), twins, day)
    total = sum(counts) + len(loose)
    return TodayList(_with_marks(lines, day), count_word(min(total, COUNTED), COUNTED), total > len(lines))


def _in_order(
    found: list[Source], keys: list[list[int]], loose: list[Line], length: int, twins: Twins, day: date
) -> list[Line]:
    """Fetch the first rows of all sources; what tablets hold stands behind the messages."""
    kept: list[tuple[str, int]] = []
    before_loose = 0
    for source, some in zip(found, keys, strict=True):
        kept += [(source.kind, key) for key in some[: max(0, length - len(kept))]]
        if source.kind == LineKind.NOTICE:
            before_loose = len(kept)
    rows = _fetched(kept, twins, day)
    return [
        *(rows[key] for key in kept[:before_loose] if key in rows),
        *loose,
        *(rows[key] for key in kept[before_loose:] if key in rows),
    ]


def _fetched(kept: list[tuple[str, int]], twins: Twins, day: date) -> dict[tuple[str, int], Line]:
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, key in kept:
        by_kind[kind].append(key)
    lines: list[Line] = []
    for kind, some in by_kind.items():
        lines += _LINES[kind](some, twins, day)
    return {(line.kind, line.row): line for line in lines}


def _items(keys: list[int], twins: Twins, day: date) -> list[Line]:
    items = list(OpenItem.objects.filter(pk__in=keys).order_by().values_list(*ITEM_COLUMNS, named=True))
    asked = all_asked(item for item in items if is_late(item, day))
    return [item_line(item, asked.get(item.pk), day) for item in items]


def _quiet(keys: list[int], twins: Twins, day: date) -> list[Line]:
    jobs = Job.objects.filter(pk__in=keys).select_related("site__utility", "site__jurisdiction")
    return [quiet_line(job, day) for job in jobs]


def _odd(keys: list[int], twins: Twins, day: date) -> list[Line]:
    return [odd_line(job, twins) for job in Job.objects.filter(pk__in=keys)]


def _visits(keys: list[int], twins: Twins, day: date) -> list[Line]:
    visits = Appointment.objects.filter(pk__in=keys).select_related("job__site__utility")
    return [visit_line(visit, day) for visit in visits]


def _notices(keys: list[int], twins: Twins, day: date) -> list[Line]:
    notices = Notice.objects.filter(pk__in=keys).select_related("person__job")
    return [notice_line(notice) for notice in notices]


def _papers(keys: list[int], twins: Twins, day: date) -> list[Line]:
    return [paper_line(paper) for paper in Document.objects.filter(pk__in=keys).select_related("job")]


def _words(keys: list[int], twins: Twins, day: date) -> list[Line]:
    return [word_line(item) for item in OpenItem.objects.filter(pk__in=keys).select_related("job")]


_LINES: dict[str, Any] = {
    LineKind.ITEM: _items,
    LineKind.QUIET: _quiet,
    LineKind.ODD: _odd,
    LineKind.VISIT: _visits,
    LineKind.NOTICE: _notices,
    LineKind.PAPER: _papers,
    LineKind.WORD: _words,
}


def _of_tablets(user: User) -> list[Line]:
    """Return what tablets hold too long or put aside."""
    old = Tablet.objects.holding_since(a_working_day_before(timezone.localtime())).select_related("user")
    aside = PutAside.objects.visible_to(user).open().select_related("job", "by")
    return [
        *(tablet_line(tablet) for tablet in old[:OF_TABLETS]),
        *(put_aside_line(row) for row in aside[:OF_TABLETS]),
    ]


def _with_marks(lines: list[Line], day: date) -> list[Shown]:
    jobs = {line.job_id for line in lines if line.job_id}
    marks = TodayMark.objects.filter(job__in=jobs).order_by()
    columns = ("kind", "row", "snoozed_until", "assigned_to__name")
    of = {(kind, row): (until, who) for kind, row, until, who in marks.values_list(*columns)}
    base = reverse("jobs:snooze_line", args=["-", "-"])
    return [_shown(line, of, base, day) for line in lines]


def _shown(line: Line, of: Mapping[Any, Any], base: str, day: date) -> Shown:
    until, own = of.get((line.kind, line.row), (None, None))
    _, of_job = of.get((LineKind.JOB, line.job_id), (None, None))
    asleep = until and until > day
    url = base.replace("/-/", f"/{line.number}/", 1).replace("/-/snooze/", f"/{line.key}/")
    return Shown(
        line, own or of_job or "", day_from_here(until, day) if asleep else "", url if line.row else ""
    )
