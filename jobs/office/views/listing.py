"""The list of jobs with every filter, search by any word or number, and keyset paging."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jobs.directory.views.places import Places
from jobs.models import Job
from jobs.office.views.filters import STATES, JobFilters, choices
from jobs.office.views.job_rows import rows_of
from jobs.search.terms import job_number_in, names_a_job
from kilowire.floor.access import StaffRequest, office_only
from kilowire.floor.capped_counts import capped_counts, count_word
from kilowire.floor.keyset import page_of

SHOWN = 50
COUNTED = 1000


@require_safe
@office_only
def listing(request: StaffRequest) -> HttpResponse:
    filters = JobFilters.from_address(request.GET)
    named = _job_named(filters.q, request)
    if named and names_a_job(filters.q):
        return redirect("jobs:overview", named)
    places = Places()
    jobs = filters.applied_to(Job.objects.visible_to(request.user))
    page = page_of(jobs.for_board(), request.GET, SHOWN, oldest_first=filters.order == "oldest")
    if named and all(job.number == named for job in page.rows):
        return redirect("jobs:overview", named)
    whole = page.is_all
    nearly = _spelled_nearly(filters, page.rows, request) if whole and filters.q and not named else []
    total = len(page.rows) if whole else capped_counts([jobs], COUNTED)[0]
    rows = rows_of(places.attach_to([*page.rows, *nearly]), timezone.localdate(), with_lights=False)
    context = {
        "named": named,
        "rows": rows[: len(page.rows)],
        "nearly": rows[len(page.rows) :],
        "boxes": choices(filters, places, stages=True, cities=True),
        "chips": _chips(filters, is_owner=request.user.is_owner),
        "filters": filters,
        "filtered": bool(filters.chosen()),
        "total": count_word(total, COUNTED),
        "pager": page.pager(filters.chosen(), "job"),
    }
    return render(request, "jobs/office/list.html", context)


def _spelled_nearly(filters: JobFilters, fit: list[Job], request: StaffRequest) -> list[Job]:
    """Return the jobs that fit but for a typing mistake, as many as there is room for beneath the others."""
    jobs = filters.spelled_nearly(Job.objects.visible_to(request.user).for_board())
    return list(jobs.exclude(pk__in=[job.pk for job in fit]).order_by("-pk")[: SHOWN - len(fit)])


def _job_named(typed: str, request: StaffRequest) -> str:
    """Return the number of the job that was typed, with ``KW`` or without; empty where there is none."""
    number = job_number_in(typed)
    found = number and Job.objects.visible_to(request.user).filter(number=number).exists()
    return number if found else ""


def _chips(filters: JobFilters, *, is_owner: bool) -> list[dict[str, Any]]:
    """Return the links that filter by state; only the owner gets the one for waived milestones."""
    return [
        {"label": label, "url": filters.address(state=state), "current": state == filters.state}
        for state, label in STATES.items()
        if state != "waived" or is_owner
    ]
