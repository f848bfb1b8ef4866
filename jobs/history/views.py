"""The history tab: who, when, what, before and after; newest first, with keyset pagination."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.history.change_words import change_lines
from jobs.history.services.filters import GROUPS, HistoryFilters, people_of
from jobs.job_page.lines import address_of
from jobs.job_page.page import job_context, visible_job
from jobs.models import Event, Job
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.days import exact_day
from kilowire.floor.keyset import page_of

SHOWN = 50


@require_safe
@staff_only
def history(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    chosen = HistoryFilters.from_address(request.GET)
    events = chosen.applied_to(Event.objects.of(job).select_related("by"))
    page = page_of(events, request.GET, SHOWN)
    context = {
        "events": [_line(event) for event in page.rows],
        "groups": _groups(job, chosen),
        "chosen": chosen,
        "people": people_of(job),
        "pager": page.pager(chosen.in_address(), "event"),
        "timeline": [],  # the page is the timeline
    }
    return render(request, "jobs/history/history.html", {**job_context(request, job, "history"), **context})


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


def _groups(job: Job, chosen: HistoryFilters) -> list[dict[str, Any]]:
    base = address_of("jobs:history", job.number)
    return [
        {
            "label": label,
            "url": f"{base}?{urlencode(chosen.in_address(show=key))}",
            "current": key == chosen.show,
        }
        for key, label, _ in GROUPS
    ]
