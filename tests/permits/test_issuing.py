"""Permits: issued, filed, extended, worked under; the stamp goes with the last one required."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from jobs.holds.services import holds
from jobs.models import Document, Event, Job, Reference, Upload
from kilowire.floor.refusals import Refused
from permits.models import Permit
from permits.services.issuing import (
    extend_permit,
    file_permit_document,
    issue_permit,
)
from permits.services.work_began import record_work_began
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import days_ago
from tests.builders.permits import agreed_job, permit_applied, permit_issued, permitted_job
from tests.days import Ago
from tests.permits.in_the_jacket import last_event, open_items, written_since

pytestmark = pytest.mark.django_db

KIND = "Electrical permit"


def test_issue_stamps_the_job_and_issues_the_paper() -> None:
    permit = permit_applied()
    job = permit.job
    before = last_event(job)
    permit = permit_issued(permit=permit, fee_usd=Decimal("412.50"))
    assert written_since(job, before) == [
        ("filed", "Permit filed"),
        (
            "desk",
            f"{KIND} E-2026-17 issued by City of Whittier, work to begin by {permit.expires_on:%B %-d, %Y}",
        ),
        ("item_ended", "No longer open: Check the application for the electrical permit for completeness"),
        (
            "item_opened",
            "Waiting for office: Begin work under the electrical permit E-2026-17, or it expires",
        ),
        ("done", "Permit issued"),
        ("issued", "Permit issued"),
    ]
    assert permit.expires_on == days_ago(30) + timedelta(days=365) == permit.lapses_on
    job = Job.objects.get(pk=job.pk)
    assert (job.permit_issued_on, job.stage) == (days_ago(30), "utility_application")
    assert open_items(job) == {f"permits.expiry:{permit.pk}": ("office", "", permit.expires_on)}
    assert Reference.objects.of(job).filter(kind="permit", value="E-2026-17").exists()
    section = Document.objects.of(job).in_force().get(kind="permit_record").context["sections"][0]
    assert ["Permit number", "E-2026-17"] in section["rows"]
    assert section["uploads"][0]["id"] == permit.document_id


def test_the_second_who_records_the_permit_is_told_who_was_first() -> None:
    permit = permit_issued()
    with pytest.raises(Refused, match="Olive already recorded permit E-2026-17"):
        issue_permit(permit=permit, number="E-2", issued_on=days_ago(3), by=someone("owen"))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"number": "  "}, "number"),
        ({"issued_on": Ago(37)}, "issued_on"),
        ({"issued_on": Ago(-1)}, "issued_on"),
        ({"expires_on": Ago(30)}, "expires_on"),
    ],
)
def test_a_permit_is_issued_with_number_and_sane_days(new: dict[str, Any], field: str) -> None:
    permit = permit_applied()
    with pytest.raises(Refused) as refused:
        permit_issued(permit=permit, **new)
    assert refused.value.field == field
    assert not Upload.objects.of(permit.job).filter(kind="permit").exists()


def test_a_wrong_upload_is_refused_by_name_and_nothing_is_kept() -> None:
    permit = permit_applied()
    with pytest.raises(Refused, match="a program"):
        permit_issued(permit=permit, document=not_a_paper())
    assert Permit.objects.get(pk=permit.pk).issued_on is None


def test_the_job_is_stamped_with_the_last_required_permit() -> None:
    first = permit_applied()
    second = permit_applied(first.job, kind="building", applied_on=days_ago(34))
    optional = permit_applied(first.job, kind="other", required=False)
    job = permit_issued(permit=second, number="B-1", issued_on=days_ago(20)).job
    assert Job.objects.get(pk=job.pk).permit_issued_on is None
    permit_issued(permit=first)
    job = Job.objects.get(pk=job.pk)
    assert job.permit_issued_on == days_ago(20)
    permit_issued(permit=optional, number="X-1")
    papers = Document.objects.of(job).filter(kind="permit_record")
    assert [len(paper.context["sections"]) for paper in papers.order_by("id")] == [2, 3]


def test_a_further_required_permit_takes_the_stamp_back_until_it_is_issued_too() -> None:
    job = permitted_job()
    permit = permit_applied(job, kind="building", applied_on=days_ago(5))
    job = Job.objects.get(pk=job.pk)
    assert (job.permit_issued_on, job.stage) == (None, "permit")
    undone = Event.objects.of(job).get(kind="undone")
    assert (undone.milestone, undone.because) == ("permit_issued", "The city also asks for a building permit")
    assert not Document.objects.of(job).in_force().filter(kind="permit_record").exists()
    permit_issued(permit=permit, number="B-1", issued_on=days_ago(1))
    assert Job.objects.get(pk=job.pk).permit_issued_on == days_ago(1)


def test_a_paper_that_comes_later_blocks_the_close_out_until_it_is_filed() -> None:
    permit = permit_issued(document=None)
    assert open_items(permit.job)[f"permits.paper:{permit.pk}"] == ("office", "closed_out", None)
    permit = file_permit_document(permit=permit, document=paper("late"), by=someone("olive"))
    assert f"permits.paper:{permit.pk}" not in open_items(permit.job)
    record = Document.objects.of(permit.job).in_force().get(kind="permit_record")
    assert record.context["sections"][0]["uploads"][0]["id"] == permit.document_id


def test_issue_is_recorded_on_a_cancelled_job_too_and_must_be_unwound() -> None:
    permit = permit_applied(application_number="PLN-9")
    job = holds.cancel_job(job=permit.job, because="price", note="too dear", by=someone("olive"))
    permit = permit_issued(permit=permit)
    job = Job.objects.get(pk=job.pk)
    assert job.permit_issued_on == days_ago(30)
    assert "jobs.unwind:permit:E-2026-17" in open_items(job)
    assert f"permits.expiry:{permit.pk}" not in open_items(job)


def test_a_removal_carries_a_permit_where_the_city_asks_for_one() -> None:
    job = permitted_job(agreed_job(kind="removal"))
    assert job.permit_issued_on == days_ago(30)
    optional = permit_issued(permit=permit_applied(agreed_job(kind="removal"), required=False))
    assert Job.objects.get(pk=optional.job_id).permit_issued_on is None


def test_work_began_ends_the_time_to_begin_and_starts_the_idle_clock() -> None:
    permit = permit_issued()
    before = last_event(permit.job)
    permit = record_work_began(permit=permit, began_on=days_ago(20), by=someone("cruz"))
    assert permit.lapses_on == days_ago(20) + timedelta(days=180)
    assert [kind for kind, _ in written_since(permit.job, before)] == ["desk", "item_moved"]
    assert open_items(permit.job)[f"permits.expiry:{permit.pk}"][2] == permit.lapses_on
    with pytest.raises(Refused, match="Cruz already recorded that work began"):
        record_work_began(permit=permit, began_on=days_ago(10), by=someone("olive"))


def test_work_does_not_begin_before_the_permit() -> None:
    with pytest.raises(Refused, match="The permit was issued on") as refused:
        record_work_began(permit=permit_issued(), began_on=days_ago(31), by=someone("olive"))
    assert refused.value.field == "began_on"
    with pytest.raises(Refused, match="has not issued this permit yet"):
        record_work_began(permit=permit_applied(), began_on=days_ago(1), by=someone("olive"))


def test_extension_moves_the_day_and_keeps_its_paper() -> None:
    permit = permit_issued()
    assert permit.expires_on
    later = permit.expires_on + timedelta(days=180)
    permit = extend_permit(
        permit=permit,
        extended_on=days_ago(1),
        expires_on=later,
        because="The homeowner is away.",
        document=paper("extension"),
        by=someone("olive"),
    )
    assert open_items(permit.job)[f"permits.expiry:{permit.pk}"][2] == later
    event = Event.objects.of(permit.job).get(sentence__contains="extended")
    assert (event.before["expires_on"], event.after["expires_on"]) == (
        (later - timedelta(days=180)).isoformat(),
        later.isoformat(),
    )
    uploads = Document.objects.of(permit.job).in_force().get(kind="permit_record").context["sections"][0]
    assert [upload["id"] for upload in uploads["uploads"]] == [permit.document_id, permit.extension_id]
    with pytest.raises(Refused, match="An extension ends after"):
        extend_permit(
            permit=permit, extended_on=days_ago(1), expires_on=later, because="x", by=someone("olive")
        )


def test_an_extension_given_after_work_began_holds_at_least_as_long_as_it_says() -> None:
    permit = record_work_began(permit=permit_issued(), began_on=days_ago(20), by=someone("olive"))
    assert permit.expires_on
    later = permit.expires_on + timedelta(days=30)
    permit = extend_permit(
        permit=permit, extended_on=days_ago(2), expires_on=later, because="Parts.", by=someone("olive")
    )
    assert permit.lapses_on == later
