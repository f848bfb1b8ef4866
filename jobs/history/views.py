"""The history tab: who, when, what, before and after; newest first, with keyset pagination."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.history.change_words import change_lines
from jobs.job_page.lines import address_of
from jobs.job_page.page import job_context, visible_job
from jobs.models import Event, EventKind, Job
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.days import exact_day
from kilowire.floor.keyset import Page, page_of

SHOWN = 50
K = EventKind
GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("", "Everything", ()),
    ("road", "The road", (K.OPENED, K.DONE, K.WAIVED, K.UNDONE, K.HELD, K.CANCELLED, K.SETTLED)),
    ("items", "Open items", (K.ITEM_OPENED, K.ITEM_MOVED, K.ITEM_ENDED)),
    ("visits", "Appointments", (K.BOOKED,)),
    ("papers", "Papers", (K.FILED, K.ISSUED, K.PAPER_ENDED, K.SIGNED)),
    ("desks", "Desks", (K.DESK, K.EDITED)),
    ("messages", "Messages", (K.SENT, K.LINK)),
)


@require_safe
@staff_only
def history(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    group = request.GET.get("show", "")
    page = page_of(_events(job, group), request.GET, SHOWN)
    context = {
        "events": [_line(event) for event in page.rows],
        "groups": _groups(job, group),
        "pager": _pager(page, group),
        "timeline": [],  # the page is the timeline
    }
    return render(request, "jobs/history/history.html", {**job_context(request, job, "history"), **context})


def _events(job: Job, group: str) -> Any:
    events = Event.objects.of(job).select_related("by")
    kinds = next((kinds for key, _, kinds in GROUPS if key == group), ())
    return events.filter(kind__in=kinds) if kinds else events


def _line(event: Event) -> dict[str, Any]:
    recorded_on = timezone.localtime(event.at).date()
    return {
        "at": event.at if event.on == recorded_on else event.on,
        "recorded": exact_day(recorded_on) if event.on != recorded_on else "",
        "who": event.who,
        "what": event.sentence,
        "because": event.because,
        "reference": "" if event.reference in event.sentence else event.reference,
        "kind": event.get_kind_display(),
        "changes": change_lines(event.before, event.after),
    }


def _groups(job: Job, chosen: str) -> list[dict[str, Any]]:
    base = address_of("jobs:history", job.number)
    return [
        {"label": label, "url": f"{base}?show={key}" if key else base, "current": key == chosen}
        for key, label, _ in GROUPS
    ]


def _pager(page: Page, group: str) -> dict[str, str] | None:
    return page.pager({"show": group} if group else {}, "event")
