"""Which act comes next at the city: ours that can be done now, or the city's answer to be recorded."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.models import Job
from jobs.road.stages import Kind, Milestone
from kilowire.floor.access import staff_only
from kilowire.models import User
from permits.models import Inspection, InspectionKind, InspectionResult, Permit
from permits.views.cards import remark_on_asking
from permits.views.rows import permit_tab, permits_seen_by


@leads(permit_tab.key, staff_only)
def next_at_the_city(user: User, job: Job) -> NextForm:
    """Return the form of the next act at the city."""
    if job.cancelled_on or job.closed_out_on:
        return NONE
    live = [permit for permit in permits_seen_by(user, job) if permit.is_live]
    found = [each for permit in live for each in _of_permit(permit, job, office=user.is_office)]
    if not live and user.is_office and job.kind != Kind.REMOVAL and Milestone.AGREED in job.standing:
        return NextForm(reverse("permits:apply", args=[job.number]))
    return next((each for each in found if each.ours), next(iter(found), NONE))


def _of_permit(permit: Permit, job: Job, *, office: bool) -> Iterator[NextForm]:
    def form(name: str, pk: int, *, ours: bool = True) -> NextForm:
        return NextForm(reverse(f"permits:{name}", args=[job.number, pk]), ours)

    inspections = list(permit.inspections.all())
    yield from (form("mended", row.pk) for row in inspections if _is_to_mend(row))
    if not office:
        return
    yield from (form("answer", row.pk) for row in permit.corrections.all() if row.answered_on is None)
    if permit.issued_on is None:
        if permit.complete_on is None and _is_silent(permit):
            yield form("complete", permit.pk)
        yield form("issued", permit.pk, ours=False)
        return
    yield from (form("passed", row.pk, ours=False) for row in inspections if not row.result)
    yield from (form("card", row.pk) for row in inspections if _lacks_card(row))
    if permit.document_id is None:
        yield form("document", permit.pk)
    if _is_time_to_ask(permit, job, inspections):
        yield form("ask", permit.pk)


def _is_silent(permit: Permit) -> bool:
    return permit.answer_due_on is not None and permit.answer_due_on <= timezone.localdate()


def _is_to_mend(row: Inspection) -> bool:
    return row.result == InspectionResult.FAILED and row.mended_on is None


def _lacks_card(row: Inspection) -> bool:
    passed = row.result == InspectionResult.PASSED and row.revoked_on is None
    return passed and row.kind == InspectionKind.FINAL and row.card_id is None


def _is_time_to_ask(permit: Permit, job: Job, inspections: list[Inspection]) -> bool:
    busy = any(not row.result or _is_to_mend(row) for row in inspections)
    return not permit.finaled_on and not busy and not remark_on_asking(job, permit, inspections)
