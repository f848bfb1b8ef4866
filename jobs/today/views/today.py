"""The page Today: one list of what needs a person now, and the own appointments for a technician."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.models import Job, LineKind, Party
from jobs.models.today_mark import snoozed
from jobs.today.views.today_list import MOST, SHOWN, today_list
from jobs.today.views.today_sources import EVERYBODY, ME, NOBODY, TodayFilters, due_items
from jobs.today.views.today_visits import near_visits, own_visits, visit_rows
from kilowire.floor.access import StaffRequest, office_only, staff_only
from kilowire.floor.capped_counts import capped_counts, count_word
from kilowire.floor.days import long_day
from kilowire.models import User

BADGE = 100


@require_safe
@staff_only
def today(request: StaffRequest) -> HttpResponse:
    day = timezone.localdate()
    if request.user.is_field:
        (own,) = visit_rows([own_visits(request.user, day)], day)
        return render(request, "jobs/today/my_day.html", {"day": long_day(day, day), "visits": own})
    filters, length = TodayFilters.from_address(request.GET), _length(request)
    (visits,) = visit_rows([near_visits(day)], day)
    page = {
        "day": long_day(day, day),
        "list": today_list(filters, request.user, day, length),
        "filters": filters,
        "filtered": filters != TodayFilters(),
        "more_url": filters.address(n=min(length + SHOWN, MOST)) if length < MOST else "",
        "people": _people(filters, request.user),
        "parties": _parties(filters),
        "snoozed_url": filters.address(show="" if filters.snoozed else "snoozed"),
        "visits": visits,
    }
    return render(request, "jobs/today/today.html", page)


@require_safe
@office_only
def today_count(request: StaffRequest) -> HttpResponse:
    """Return the number beside “Today” in the navigation; empty where nothing is due."""
    day = timezone.localdate()
    awake = due_items(day).filter(~snoozed(LineKind.ITEM, day))
    quiet = Job.objects.waiting_on_nobody().filter(~snoozed(LineKind.QUIET, day))
    due = sum(capped_counts([awake, quiet], BADGE))
    return HttpResponse(count_word(due, BADGE) if due else "")


def _length(request: StaffRequest) -> int:
    asked = request.GET.get("n", "")
    return (
        min(max(int(asked), SHOWN), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 5 else SHOWN
    )


def _people(filters: TodayFilters, user: User) -> list[dict[str, Any]]:
    """Return the links by person; none where one person works here."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name", "pk")
    names = [(str(pk), name) for pk, name in others.values_list("pk", "name")]
    if not names:
        return []
    choices = [(EVERYBODY, "Everybody"), (ME, "Mine"), (NOBODY, "Nobody's yet"), *names]
    return [
        {"value": value, "label": label, "url": filters.address(who=value), "current": value == filters.who}
        for value, label in choices
    ]


def _parties(filters: TodayFilters) -> list[dict[str, Any]]:
    choices = [("", "Any"), *Party.choices]
    return [{"value": value, "label": label, "current": value == filters.party} for value, label in choices]
