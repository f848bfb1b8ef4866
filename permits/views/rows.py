"""Rows of this app that a user may see, and the job tab on which its acts are done."""

from __future__ import annotations

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from jobs.job_page.acts import TabActs
from jobs.models import Job
from kilowire.floor.access import StaffRequest
from kilowire.models import User
from permits.models import Correction, Inspection, Permit

permit_tab = TabActs("permit", back="permits:permit")


def permits_of(request: StaffRequest, job: Job) -> list[Permit]:
    """Return the job's permits with their notices, inspections and files, in three queries."""
    return permits_seen_by(request.user, job)


def permits_seen_by(user: User, job: Job) -> list[Permit]:
    """Return the permits of the job that this user may see, as ``permits_of`` does."""
    permits = Permit.objects.visible_to(user).of(job)
    permits = permits.select_related("jurisdiction", "document", "extension").prefetch_related(
        Prefetch("corrections", queryset=Correction.objects.select_related("document")),
        Prefetch("inspections", queryset=Inspection.objects.select_related("card")),
    )
    return list(permits)


def visible_permit(user: User, job: Job, pk: int) -> Permit:
    permits = Permit.objects.visible_to(user).of(job).select_related("job__site", "jurisdiction")
    return get_object_or_404(permits, pk=pk)


def visible_correction(user: User, job: Job, pk: int) -> Correction:
    corrections = Correction.objects.visible_to(user).of(job).select_related("permit__job")
    return get_object_or_404(corrections, pk=pk)


def visible_inspection(user: User, job: Job, pk: int) -> Inspection:
    inspections = Inspection.objects.visible_to(user).of(job)
    inspections = inspections.select_related("permit__job__site", "permit__jurisdiction")
    return get_object_or_404(inspections, pk=pk)
