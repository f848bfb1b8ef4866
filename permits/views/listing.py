"""The list of permits by what they need now, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from jobs.models import Job
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.capped_counts import capped_counts, count_word
from kilowire.floor.days import counted, short_day
from permits.models import Permit
from permits.needs import NEEDS, NO_DAY, Need

SHOWN, COUNTED = 50, 1000
OURS = frozenset({"apply", "answer", "mend", "ask", "paper", "card"})


@require_safe
@office_only
def listing(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    questions = {key: need.rows(request.user, today) for key, need in NEEDS.items()}
    counts = dict(zip(NEEDS, capped_counts(list(questions.values()), COUNTED), strict=True))
    need = NEEDS[_chosen(request.GET, counts)]
    page = _page_of(questions[need.key], request.GET)
    context = {
        "need": need,
        "chips": [_chip(each, counts[each.key], each is need) for each in NEEDS.values()],
        "rows": [_row(row, need, today) for row in page.rows],
        "pager": _pager(page, need),
    }
    return render(request, "permits/list.html", context)


@dataclass(frozen=True)
class Page:
    """One page of rows sorted by their day; ``after`` is the key after which the next page starts."""

    rows: list[Any]
    after: str
    is_first: bool


def _page_of(rows: QuerySet[Any], asked: Mapping[str, str]) -> Page:
    key = _key(asked.get("after", ""))
    if key:
        day, pk = key
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=pk))
    related = ("site__jurisdiction",) if rows.model is Job else ("job", "jurisdiction")
    found = list(rows.select_related(*related)[: SHOWN + 1])
    shown = found[:SHOWN]
    after = f"{shown[-1].due_on.isoformat()}.{shown[-1].pk}" if len(found) > SHOWN else ""
    return Page(shown, after, is_first=key is None)


def _key(text: str) -> tuple[date, int] | None:
    """Return the page key in the query string; None, for the first page, if it is not a valid key."""
    day, _, pk = text.partition(".")
    if not (len(day) == len("2026-11-20") and pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        found = parse_date(day)
    except ValueError:
        return None
    return (found, int(pk)) if found else None


def _chosen(asked: Mapping[str, str], counts: dict[str, int]) -> str:
    """Return the need in the query string, else the first need that has any rows."""
    need = asked.get("need", "")
    return need if need in NEEDS else next((key for key, count in counts.items() if count), "apply")


def _chip(need: Need, count: int, current: bool) -> dict[str, Any]:
    return {
        "label": need.label,
        "count": count_word(count, COUNTED),
        "url": f"?{urlencode({'need': need.key})}",
        "current": current,
    }


def _pager(page: Page, need: Need) -> dict[str, str] | None:
    if page.is_first and not page.after:
        return None
    return {
        "shown": counted(len(page.rows), "row") + " shown",
        "newer": "" if page.is_first else f"?{urlencode({'need': need.key})}",
        "newer_word": "From the first",
        "older": f"?{urlencode({'need': need.key, 'after': page.after})}" if page.after else "",
        "older_word": "Next",
    }


def _row(row: Any, need: Need, today: date) -> dict[str, Any]:
    """Return the list row of a permit, or of a job without one; the query annotated its day as ``due_on``."""
    permit = row if isinstance(row, Permit) else None
    job = permit.job if permit else row
    city = permit.jurisdiction if permit else job.site.jurisdiction
    known = row.due_on != NO_DAY
    return {
        "number": job.number,
        "url": reverse("permits:permit" if permit else "permits:apply", args=[job.number]),
        "name": job.homeowner_name,
        "city": city.name,
        "permit": permit.get_kind_display() if permit else "Not applied for",
        "permit_number": permit.number or permit.application_number if permit else "",
        "day": short_day(row.due_on, today) if known else "no day yet",
        "late": known and row.due_on < today and need.key not in OURS,
        "away": _away(row.due_on, today) if known else "",
    }


def _away(day: date, today: date) -> str:
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"
