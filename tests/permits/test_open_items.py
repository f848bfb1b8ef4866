"""The open items of a permit: each act enters them once, and opens what follows from its own rows alone."""

from __future__ import annotations

import pytest

from jobs.models import Job, OpenItem
from jobs.open_items.services.open_items import end_by_key
from permits.models import Inspection
from permits.services.inspections import ask_for_inspection
from permits.services.mending import record_mended
from permits.services.results import fail_inspection, pass_inspection
from permits.services.revoking import revoke_inspection
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago
from tests.builders.permits import final_asked, final_failed, final_passed, permitted_job
from tests.jobs.open_items.entries import entries
from tests.permits.in_the_jacket import open_items

pytestmark = pytest.mark.django_db


def only(job: Job) -> Inspection:
    return Inspection.objects.of(job).get()


def test_inspection_passed_enters_the_open_items_at_most_twice() -> None:
    """On a job whose first final failed and was mended: one by one, its items take sixteen."""
    job = final_failed(permitted_job())
    failed = only(job)
    record_mended(inspection=failed, mended_on=days_ago(6), note="Bonded", by=someone("asa"))
    inspection = final_asked(job, asked_on=days_ago(5))
    entered = entries(
        lambda: pass_inspection(
            inspection=inspection,
            passed_on=days_ago(3),
            inspector="R. Alvarez",
            card=paper("card"),
            by=someone("olive"),
        )
    )
    assert Job.objects.get(pk=job.pk).inspection_passed_on == days_ago(3)
    assert len(entered) <= 2
    assert entered == ["bring_up_to_date"]


def test_every_other_result_enters_them_once() -> None:
    job = permitted_job()
    inspection, olive = final_asked(job), someone("olive")
    words = {"inspector": "R. Alvarez", "corrections": "Clear it.", "by": olive}
    failed = entries(lambda: fail_inspection(inspection=inspection, failed_on=days_ago(9), **words))
    mended = entries(
        lambda: record_mended(inspection=inspection, mended_on=days_ago(8), note="Bonded", by=olive)
    )
    assert (failed, mended) == (["bring_up_to_date"], ["bring_up_to_date"])


def test_what_the_office_ended_by_hand_comes_back_by_no_other_inspections_act() -> None:
    job = final_passed(permitted_job())
    first, olive = only(job), someone("olive")
    revoke_inspection(inspection=first, revoked_on=days_ago(4), because="Wrong address.", by=olive)
    settle = f"permits.revoked:{first.pk}"
    assert settle in open_items(job)
    end_by_key(job=job, key=settle, by=olive, note="Spoke with them")
    first.refresh_from_db()
    ask_for_inspection(permit=first.permit, kind="final", asked_on=days_ago(3), by=olive)
    assert settle not in open_items(job)
    assert OpenItem.objects.of(job).filter(key=settle).count() == 1
