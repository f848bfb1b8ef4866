"""The page of conflicts between office and tablet: the open ones to choose, and the settled ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.job_page.acts import ActPage, Press, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Conflict, Job, NotFiled
from jobs.tablet.services.conflicts import settle_conflict
from jobs.tablet.views.conflict_rows import open_rows, settled_rows
from jobs.tablet.views.not_filed_rows import not_filed_rows
from kilowire.floor.access import StaffRequest, office_only
from kilowire.models import User

SETTLED_SHOWN = 50
conflicts_page = TabActs("overview", back="jobs:conflicts")


@require_safe
@office_only
def conflicts(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    rows = Conflict.objects.visible_to(request.user).of(job)
    waiting = rows.open().select_related("submission__by", "submission__brought_by")
    chosen = rows.exclude(chosen="").select_related("chosen_by").order_by("-chosen_at")[:SETTLED_SHOWN]
    page = {
        "waiting": open_rows(job, list(waiting)),
        "settled": settled_rows(chosen),
        **_not_filed(request, job),
    }
    context = {**job_context(request, job, tab=conflicts_page.key), **page}
    return render(request, "jobs/tablet/conflicts.html", context)


def _not_filed(request: StaffRequest, job: Job) -> dict[str, Any]:
    rows = NotFiled.objects.visible_to(request.user).of(job).select_related("submission__by", "settled_by")
    over = rows.exclude(settled_at=None).order_by("-settled_at")[:SETTLED_SHOWN]
    return {"not_filed": not_filed_rows(job, rows.open()), "was_not_filed": not_filed_rows(job, over)}


def visible_conflict(user: User, job: Job, pk: int) -> Conflict:
    rows = Conflict.objects.visible_to(user).of(job).select_related("job", "submission", "chosen_by")
    return get_object_or_404(rows, pk=pk)


@conflicts_page.press_on(visible_conflict, office_only)
def settle(page: ActPage, conflict: Conflict) -> Press:
    chosen = page.request.POST.get("chosen", "")
    return Press(
        title="Choose between office and tablet",
        does=partial(settle_conflict, conflict=conflict, chosen=chosen),
    )
