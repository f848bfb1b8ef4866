"""Permits that end before their final: revoked, withdrawn, recorded by mistake, or with the job."""

from __future__ import annotations

import pytest

from jobs.holds.services import holds
from jobs.models import Job, Reference
from kilowire.floor.refusals import Refused
from permits.models import Correction
from permits.services.applications import (
    record_correction,
)
from permits.services.ending import end_permit, open_unwinding
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.permits import agreed_job, final_asked, final_passed, permit_applied, permit_issued
from tests.permits.in_the_jacket import open_items

pytestmark = pytest.mark.django_db


def test_a_revoked_permit_takes_the_stamp_with_it_and_asks_for_another() -> None:
    inspection = final_asked()
    permit = end_permit(
        permit=inspection.permit,
        how="revoked",
        ended_on=days_ago(1),
        because="Wrong address.",
        by=someone("olive"),
    )
    job = Job.objects.get(pk=permit.job_id)
    assert (job.permit_issued_on, permit.lapses_on) == (None, None)
    assert open_items(job) == {"permits.apply": ("office", "permit_issued", None)}
    inspection.refresh_from_db()
    assert (inspection.result, inspection.because) == ("cancelled", "The permit ended.")
    with pytest.raises(Refused, match="Olive already closed this permit"):
        end_permit(permit=permit, how="expired", ended_on=days_ago(1), because="x", by=someone("owen"))
    permit_applied(job, applied_on=days_ago(1))
    assert "permits.apply" not in open_items(job)


@pytest.mark.parametrize(("how", "issued"), [("revoked", False), ("withdrawn", True), ("denied", True)])
def test_an_end_fits_what_the_permit_is(how: str, *, issued: bool) -> None:
    permit = permit_issued() if issued else permit_applied()
    with pytest.raises(Refused, match="does not fit") as refused:
        end_permit(permit=permit, how=how, ended_on=days_ago(1), because="x", by=someone("olive"))
    assert refused.value.field == "how"


def test_an_application_withdrawn_settles_its_notices_and_a_mistake_its_numbers() -> None:
    permit = permit_applied(application_number="PLN-9")
    record_correction(permit=permit, asked_on=days_ago(10), text="Show it.", by=someone("olive"))
    end_permit(
        permit=permit, how="mistake", ended_on=days_ago(1), because="Another job's.", by=someone("olive")
    )
    assert open_items(permit.job) == {}
    assert not Correction.objects.of(permit.job).open().exists()
    assert not Reference.objects.of(permit.job).filter(kind="permit").exists()


def test_a_cancelled_job_unwinds_each_open_permit_once() -> None:
    permit = permit_issued()
    unnumbered = permit_applied(permit.job, kind="building")
    job = holds.cancel_job(job=permit.job, because="price", note="too dear", by=someone("olive"))
    open_unwinding(job=job, by=someone("olive"))
    open_unwinding(job=job, by=someone("olive"))
    assert set(open_items(job)) == {"jobs.unwind:permit:E-2026-17", f"permits.unwind:{unnumbered.pk}"}
    end_permit(
        permit=unnumbered, how="withdrawn", ended_on=days_ago(0), because="Job off.", by=someone("olive")
    )
    end_permit(permit=permit, how="cancelled", ended_on=days_ago(0), because="Job off.", by=someone("olive"))
    assert open_items(job) == {}
    with pytest.raises(Refused, match="not cancelled"):
        open_unwinding(job=agreed_job(), by=someone("olive"))


def test_a_cancelled_job_need_not_close_a_permit_that_has_ended_or_passed_its_final() -> None:
    ended = permit_issued()
    end_permit(permit=ended, how="expired", ended_on=days_ago(1), because="No work.", by=someone("olive"))
    for job in (ended.job, final_passed(agreed_job(name="Ana Ruiz"))):
        job = holds.cancel_job(job=job, because="price", note="too dear", by=someone("olive"))
        assert not [key for key in open_items(job) if key.startswith("jobs.unwind:permit")]
