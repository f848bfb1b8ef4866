"""The utility tab of the job page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jobs.job_page.lines import one_primary
from jobs.job_page.page import job_context, visible_job
from kilowire.floor.access import StaffRequest, staff_only
from utility_requests.views.request_page import request_page


@require_safe
@staff_only
def utility_request(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    page = job_context(request, job, tab="utility")
    more = request_page(job, page["today"], may_act=request.user.is_office)
    visits = [visit["acts"] for visit in more["visits"]]
    one_primary(more["acts_now"], *visits, taken=page["sentence"]["here"])
    return render(request, "utility_requests/utility_request.html", {**page, **more})
