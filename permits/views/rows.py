"""The rows of this desk that a person may see, and the page on which an act upon them is done."""

from __future__ import annotations

from functools import partial

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jobs.job_page.act_page import act_page
from jobs.models import Job
from permits.models import Correction, Inspection, Permit

TAB = "permits:permit"
permit_act = partial(act_page, tab="permit", back=TAB)


def permits_of(request: HttpRequest, job: Job) -> list[Permit]:
    """The job's permits with their notices, inspections and papers, in three questions."""
    permits = Permit.objects.visible_to(request.user).of(job)
    permits = permits.select_related("jurisdiction", "document", "extension").prefetch_related(
        Prefetch("corrections", queryset=Correction.objects.select_related("document")),
        Prefetch("inspections", queryset=Inspection.objects.select_related("card")),
    )
    return list(permits)


def visible_permit(request: HttpRequest, job_number: str, pk: int) -> Permit:
    permits = Permit.objects.visible_to(request.user).select_related("job__site", "jurisdiction")
    return get_object_or_404(permits, pk=pk, job__number=job_number)


def visible_correction(request: HttpRequest, job_number: str, pk: int) -> Correction:
    corrections = Correction.objects.visible_to(request.user).select_related("permit__job")
    return get_object_or_404(corrections, pk=pk, permit__job__number=job_number)


def visible_inspection(request: HttpRequest, job_number: str, pk: int) -> Inspection:
    inspections = Inspection.objects.visible_to(request.user)
    inspections = inspections.select_related("permit__job__site", "permit__jurisdiction")
    return get_object_or_404(inspections, pk=pk, permit__job__number=job_number)
