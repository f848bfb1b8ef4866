"""Where office and tablet changed one field apart from each other: the office chooses, and what it chose."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jobs.job_page.act_page import pressed
from jobs.job_page.page import job_context, visible_job
from jobs.models import Conflict
from jobs.tablet.services.conflicts import settle_conflict
from jobs.tablet.views.conflict_rows import open_rows, settled_rows
from kilowire.floor.access import office_only

SETTLED_SHOWN = 50


@require_safe
@office_only
def conflicts(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    rows = Conflict.objects.visible_to(request.user).of(job)
    waiting = rows.open().select_related("submission__by", "submission__brought_by")
    chosen = rows.exclude(chosen="").select_related("chosen_by").order_by("-chosen_at")[:SETTLED_SHOWN]
    page = {"waiting": open_rows(job, list(waiting)), "settled": settled_rows(chosen)}
    return render(
        request, "jobs/tablet/conflicts.html", {**job_context(request, job, tab="overview"), **page}
    )


@require_POST
@office_only
def settle(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    rows = Conflict.objects.visible_to(request.user).select_related("job", "submission", "chosen_by")
    conflict = get_object_or_404(rows, job__number=job_number, pk=pk)
    act = partial(settle_conflict, conflict=conflict, chosen=request.POST.get("chosen", ""))
    return pressed(request, act, back=reverse("jobs:conflicts", args=[job_number]))
