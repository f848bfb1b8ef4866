"""Papers of this app, with the frozen contexts of the permits and their inspections."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from jobs.models import Job
from jobs.papers.services import paperwork
from jobs.papers.services.letterhead import letterhead
from jobs.road.paper_kinds import PaperKind
from kilowire.floor.days import spoken_day
from kilowire.models import User
from permits.models import Inspection, InspectionResult, Permit


def issue_permit_record(job: Job, by: User, on: date | None = None) -> None:
    """Issue the paper that lists the job's permits in their current state."""
    permits = list(Permit.objects.of(job).live().exclude(issued_on=None).select_related("jurisdiction"))
    issued = " ".join(
        _("Issued: %(value1)s on %(day1)s.") % {"value1": permit.number, "day1": _day(permit.issued_on)}
        for permit in permits
    )
    sections = [_permit(permit) for permit in permits]
    _issue(job, PaperKind.PERMIT_RECORD, issued, sections, by, on)


def issue_inspection_record(job: Job, by: User, on: date | None = None) -> None:
    """Issue the paper that lists the inspections of the job's permits in their current state."""
    inspections = list(
        Inspection.objects.of(job)
        .filter(result__in=[InspectionResult.PASSED, InspectionResult.FAILED], permit__ended_on=None)
        .select_related("permit__jurisdiction")
        .order_by("decided_on", "id")
    )
    finals = [
        inspection for inspection in inspections if inspection.closes_permit and not inspection.revoked_on
    ]
    passed = " ".join(
        _("Final inspection passed: %(value1)s on %(day1)s.")
        % {"value1": final.permit.number, "day1": _day(final.decided_on)}
        for final in finals
    )
    sections = [_inspection(inspection) for inspection in inspections]
    _issue(job, PaperKind.INSPECTION_RECORD, passed, sections, by, on)


def _issue(
    job: Job, kind: PaperKind, summary: str, sections: list[dict[str, Any]], by: User, on: date | None
) -> None:
    on = on or timezone.localdate()
    context = {**letterhead(job, on), "summary": summary, "sections": sections}
    paperwork.issue_document(job=job, kind=kind, context=context, by=by, on=on)


def _permit(permit: Permit) -> dict[str, Any]:
    rows = [
        [_("Permit number"), permit.number],
        [_("Jurisdiction"), permit.jurisdiction.name],
        [_("Applied for on"), _day(permit.applied_on)],
        [_("Issued on"), _day(permit.issued_on)],
        [_("Work must begin by"), _day(permit.expires_on)],
    ]
    uploads = [pk for pk in (permit.document_id, permit.extension_id) if pk]
    return {"title": permit.get_kind_display(), "rows": rows, "uploads": uploads}


def _inspection(inspection: Inspection) -> dict[str, Any]:
    rows = [
        [_("Permit number"), inspection.permit.number],
        [_("Jurisdiction"), inspection.permit.jurisdiction.name],
        [_("Result"), inspection.get_result_display()],
        [_("Held on"), _day(inspection.decided_on)],
        [_("Inspector"), inspection.inspector],
    ]
    if inspection.corrections:
        rows.append([_("To be corrected"), inspection.corrections])
    if inspection.mended_on:
        rows.append([_("Corrected on"), _day(inspection.mended_on)])
    if inspection.revoked_on:
        rows.append([_("Taken back by the city on"), _day(inspection.revoked_on)])
    uploads = [inspection.card_id] if inspection.card_id else []
    return {"title": inspection.get_kind_display(), "rows": rows, "uploads": uploads}


def _day(value: date | None) -> str:
    return spoken_day(value) if value else "–"
