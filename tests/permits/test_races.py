"""Forty press the same button of the permit desk: one act is kept, the others are told who was first."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.models import Document, Event, Job, OpenItem
from permits.models import Inspection, Permit
from permits.services.applications import apply_for_permit
from permits.services.inspections import ask_for_inspection
from permits.services.issuing import issue_permit
from permits.services.results import pass_inspection
from permits.services.revoking import revoke_inspection
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.permits import (
    agreed_job,
    final_asked,
    final_passed,
    permit_applied,
    permit_issued,
    permitted_job,
)
from tests.races.harness import AT_ONCE, at_once

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def then() -> date:
    return days_ago(3)


def said() -> str:
    return f"{then():%B %-d, %Y}"


def test_one_application_of_a_kind() -> None:
    job, olive = agreed_job(), someone("olive")
    outcome = at_once(lambda _: apply_for_permit(job=job, applied_on=then(), by=olive))
    assert len(outcome.done) == 1
    assert outcome.refused == [f"Olive already applied for this permit on {said()}."] * (AT_ONCE - 1)
    assert Permit.objects.of(job).count() == 1


def test_one_issue_and_one_stamp() -> None:
    permit, olive = permit_applied(), someone("olive")
    outcome = at_once(lambda _: issue_permit(permit=permit, number="E-1", issued_on=then(), by=olive))
    assert len(outcome.done) == 1
    assert outcome.refused == [f"Olive already recorded permit E-1 on {said()}."] * (AT_ONCE - 1)
    assert Event.objects.of(permit.job).filter(milestone="permit_issued").count() == 1
    assert Document.objects.of(permit.job).filter(kind="permit_record").count() == 1


def test_the_last_required_permits_at_once_stamp_once() -> None:
    first, olive = permit_applied(), someone("olive")
    permits = [first, *(permit_applied(first.job, kind=kind) for kind in ("building", "other"))]
    outcome = at_once(
        lambda n: issue_permit(permit=permits[n], number=f"E-{n}", issued_on=then(), by=olive), times=3
    )
    assert (len(outcome.done), outcome.refused) == (3, [])
    assert Job.objects.get(pk=first.job_id).permit_issued_on == then()
    assert Event.objects.of(first.job).filter(milestone="permit_issued").count() == 1


def test_one_inspection_is_asked_for() -> None:
    permit, olive = permit_issued(), someone("olive")
    outcome = at_once(lambda _: ask_for_inspection(permit=permit, kind="final", asked_on=then(), by=olive))
    assert len(outcome.done) == 1
    assert Inspection.objects.of(permit.job).count() == 1
    assert OpenItem.objects.of(permit.job).open().filter(party="city").count() == 1


def test_one_final_passes_and_stamps() -> None:
    row, olive = final_asked(permitted_job()), someone("olive")
    outcome = at_once(lambda _: pass_inspection(inspection=row, passed_on=then(), inspector="R.", by=olive))
    assert len(outcome.done) == 1
    assert outcome.refused == [f"Olive already recorded it as passed on {said()}."] * (AT_ONCE - 1)
    assert Event.objects.of(row.permit.job).filter(milestone="inspection_passed").count() == 1


def test_one_final_is_taken_back() -> None:
    row, olive = Inspection.objects.of(final_passed()).get(), someone("olive")
    outcome = at_once(lambda _: revoke_inspection(inspection=row, revoked_on=then(), because="x", by=olive))
    assert len(outcome.done) == 1
    assert outcome.refused == [f"Olive already recorded it as taken back on {said()}."] * (AT_ONCE - 1)
    assert Event.objects.of(row.permit.job).filter(milestone="inspection_passed", kind="undone").count() == 1
