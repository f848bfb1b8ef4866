"""The page Today: what needs attention now for the office, and the own appointments for a technician."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.models import (
    Delivery,
    Document,
    DocumentStatus,
    Job,
    Notice,
    OpenItem,
    Party,
    PutAside,
    Tablet,
)
from jobs.office.views.today_rows import (
    ITEM_COLUMNS,
    item_row,
    notice_row,
    odd_row,
    paper_row,
    put_aside_row,
    quiet_row,
    tablet_row,
    unsettled_row,
    word_row,
)
from jobs.office.views.today_visits import near_visits, own_visits, unrecorded_visits, visit_rows
from jobs.search.services.twins import all_twins
from jobs.tablet.old_queues import a_working_day_before
from kilowire.floor.access import StaffRequest, office_only, staff_only
from kilowire.floor.capped_counts import ASKED, capped_counts, count_word, counts_and_first_keys
from kilowire.floor.days import long_day
from kilowire.models import MailStatus, User

COUNTED, SHOWN, BADGE = 1000, 8, 100
OURS = (Party.OFFICE.value, Party.FIELD.value)


@require_safe
@staff_only
def today(request: StaffRequest) -> HttpResponse:
    day = timezone.localdate()
    if request.user.is_field:
        (own,) = visit_rows([own_visits(request.user, day)], day)
        return render(request, "jobs/office/my_day.html", {"day": long_day(day, day), "visits": own})
    visits, unrecorded = visit_rows([near_visits(day), unrecorded_visits(day)], day)
    page = {
        "day": long_day(day, day),
        "groups": _items_by_party(day),
        "quiet": _quiet(day),
        "visits": visits,
        "unrecorded": unrecorded,
        "looks": _to_be_checked(request.user),
    }
    return render(request, "jobs/office/today.html", page)


@require_safe
@office_only
def today_count(request: StaffRequest) -> HttpResponse:
    """Return the number beside “Today” in the navigation; empty where nothing is due."""
    day = timezone.localdate()
    due = sum(capped_counts([_due(day), _undated(), Job.objects.waiting_on_nobody()], BADGE))
    return HttpResponse(count_word(due, BADGE) if due else "")


def _due(day: date) -> Any:
    """Return the open items whose expected day has come."""
    return OpenItem.objects.open().due_by(day)


def _undated() -> Any:
    """Return the open items on office or field without an expected day."""
    return OpenItem.objects.open().filter(expected_on=None, party__in=OURS).order_by("pk")


def _items_by_party(day: date) -> list[dict[str, Any]]:
    """Return the due items of each party; for office and field, those without a day follow."""
    parties, values = list(Party), Party.values
    due, undated = (rows.filter(party=ASKED) for rows in (_due(day), _undated()))
    counts, keys = counts_and_first_keys([(due, values), (undated, OURS)], COUNTED, SHOWN)
    for place, party in enumerate(OURS, start=len(values)):
        counts[values.index(party)] += counts[place]
        keys[values.index(party)] += keys[place]
    items = OpenItem.objects.filter(pk__in=[key for some in keys for key in some])
    rows = {item.pk: item_row(item, day) for item in items.values_list(*ITEM_COLUMNS, named=True)}
    return [
        _group(party, count, [rows[key] for key in some[:SHOWN] if key in rows])
        for party, count, some in zip(parties, counts, keys, strict=False)
        if count
    ]


def _group(party: Party, count: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "party": party.label,
        "value": party.value,
        "count": count_word(count, COUNTED),
        "more": count > len(rows),
        "rows": rows,
    }


def _quiet(day: date) -> dict[str, Any] | None:
    """Return the jobs without an open item or appointment, oldest first; None where there are none."""
    quiet = Job.objects.waiting_on_nobody().order_by("opened_on", "pk")
    keys = list(quiet.values_list("pk", flat=True)[:COUNTED])
    if not keys:
        return None
    shown = Job.objects.filter(pk__in=keys[:SHOWN]).order_by("opened_on", "pk")
    jobs = shown.select_related("site__utility", "site__jurisdiction")
    return {
        "count": count_word(len(keys), COUNTED),
        "rows": [quiet_row(job, day) for job in jobs],
        "more": len(keys) > SHOWN,
    }


def _odd(twins: Iterable[int]) -> QuerySet[Job]:
    """Return the jobs that do not add up, and those that share a number with another, newest first."""
    differing = Prefetch("open_items", OpenItem.objects.open().that_must_agree(), to_attr="differing")
    odd = Job.objects.that_do_not_add_up() | Job.objects.filter(pk__in=twins)
    return odd.filter(cancelled_on=None).order_by("-pk").prefetch_related(differing)


_Look = tuple[str, QuerySet[Any], Callable[[Any], dict[str, Any]], str]


def _to_be_checked(user: User) -> list[dict[str, Any]]:
    """Return what somebody must check, each kind with its count; the owner also sees what ended by a word."""
    twins = all_twins()
    unsettled = Job.objects.unsettled().order_by("-pk")
    papers = Document.objects.in_force().filter(status=DocumentStatus.FAILED).select_related("job")
    lost = Q(status=MailStatus.FAILED) | Q(delivery__in=[Delivery.BOUNCED, Delivery.COMPLAINED])
    notices = Notice.objects.filter(lost).select_related("person__job")
    old = Tablet.objects.holding_since(a_working_day_before(timezone.localtime())).select_related("user")
    aside = PutAside.objects.visible_to(user).open().select_related("job", "by")
    jobs = reverse("jobs:list")
    kinds: tuple[_Look, ...] = (
        ("Does not add up", _odd(twins), partial(odd_row, twins=twins), f"{jobs}?state=odd"),
        ("Cancelled, to unwind", unsettled, unsettled_row, f"{jobs}?state=unsettled"),
        ("Tablets with old unsent work", old, tablet_row, reverse("jobs:tablets")),
        ("Put aside by tablets", aside, put_aside_row, reverse("jobs:put_aside")),
        ("Papers that could not be made", papers, paper_row, ""),
        ("Messages that did not arrive", notices, notice_row, f"{reverse('jobs:all_messages')}?show=failed"),
        *_for_the_owner(user),
    )
    counts = capped_counts([rows for _, rows, _, _ in kinds], COUNTED)
    return [_shown(kind, n) for kind, n in zip(kinds, counts, strict=True) if n]


def _shown(look: _Look, count: int) -> dict[str, Any]:
    title, rows, line, more = look
    shown = [line(row) for row in rows[:SHOWN]]
    return {"title": title, "count": count_word(count, COUNTED), "rows": shown, "more": more}


def _for_the_owner(user: User) -> list[_Look]:
    words = OpenItem.objects.ended_by_word_unseen().select_related("job").order_by("-pk")
    return [("Ended by a written word", words, word_row, "")] if user.is_owner else []
