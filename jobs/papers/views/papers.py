"""Pages of papers, of a job and of all jobs: issued, being made, filed, each with its progress."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Document, DocumentStatus, Job, Upload
from jobs.models.document import DocumentQuerySet
from jobs.models.upload import UploadQuerySet
from jobs.papers.forms import PaperForm
from jobs.papers.services import paperwork
from jobs.papers.views.paper_rows import is_moving, paper_rows, unless_unchanged
from kilowire.floor.access import StaffRequest, office_only, staff_only
from kilowire.floor.forms.fields import NothingToType
from kilowire.models import User

papers_tab = TabActs("papers", back="jobs:papers")
SHOWN = 50


@require_GET
@staff_only
def papers(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    uploads = list(_uploads(request.user, job))
    page = {
        **job_context(request, job, tab=papers_tab.key),
        **_of_job(request, job_number),
        "uploads": [upload for upload in uploads if not upload.withdrawn_on],
        "withdrawn": [upload for upload in uploads if upload.withdrawn_on],
        "form": PaperForm(is_office=request.user.is_office),
    }
    return render(request, "jobs/papers/papers.html", page)


@require_GET
@staff_only
def paper_progress(request: StaffRequest, job_number: str) -> HttpResponse:
    visible_job(request, job_number)
    return unless_unchanged(request, "jobs/papers/_papers_issued.html", _of_job(request, job_number))


@papers_tab.act(staff_only)
def file_paper(page: ActPage, job: Job) -> Act:
    return Act(
        title="File a paper",
        form=partial(PaperForm, is_office=page.user.is_office),
        does=partial(paperwork.file_upload, job=job),
        submit="File it",
    )


def visible_paper(user: User, job: Job, pk: int) -> Document:
    return get_object_or_404(_visible(user).of(job), pk=pk)


@papers_tab.act_on(visible_paper, office_only)
def make_paper_again(page: ActPage, document: Document) -> Act:
    return Act(
        title=document.title,
        form=NothingToType,
        does=partial(paperwork.make_again, document=document),
        submit="Make it again",
        has_page=False,
    )


@require_GET
@office_only
def all_papers(request: StaffRequest) -> HttpResponse:
    return render(request, "jobs/papers/all_papers.html", _of_all_jobs(request))


@require_GET
@office_only
def all_papers_progress(request: StaffRequest) -> HttpResponse:
    return unless_unchanged(request, "jobs/papers/_all_papers.html", _of_all_jobs(request))


def _of_job(request: StaffRequest, job_number: str) -> dict[str, Any]:
    rows = paper_rows(_visible(request.user).filter(job__number=job_number), request.user)
    return {
        "in_force": [row for row in rows if row["in_force"]],
        "ended": [row for row in rows if not row["in_force"]],
        "poll_url": reverse("jobs:paper_progress", args=[job_number]) if is_moving(rows) else "",
    }


def _of_all_jobs(request: StaffRequest) -> dict[str, Any]:
    visible = _visible(request.user)
    moving = visible.filter(status__in=[DocumentStatus.WAITING, DocumentStatus.RENDERING])
    lists = {
        "moving": moving.order_by("id"),
        "failed": visible.filter(status=DocumentStatus.FAILED),
        "ready": visible.ready().order_by("-ready_at"),
    }
    rows = {name: paper_rows(found[:SHOWN], request.user, with_job=True) for name, found in lists.items()}
    poll_url = reverse("jobs:all_papers_progress") if rows["moving"] else ""
    return {**rows, "moving_count": moving.count(), "shown": SHOWN, "poll_url": poll_url}


def _uploads(user: User, job: Job) -> UploadQuerySet:
    visible = Upload.objects.visible_to(user).of(job)
    return visible.with_pages_not_shown().select_related("filed_by", "withdrawn_by")


def _visible(user: User) -> DocumentQuerySet:
    """Return the papers that this user may see, without the frozen context that no list shows."""
    return Document.objects.visible_to(user).select_related("job", "issued_by").defer("context")
