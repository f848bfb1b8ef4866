"""The overview of a job: people, site, account, open items, appointments, and the acts on the job itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jobs.views.job_page import job_context, visible_job
from kilowire.access import staff_only


@require_GET
@staff_only
def overview(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    return render(request, "jobs/overview.html", job_context(request, job, "overview"))
