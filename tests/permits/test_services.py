"""Applications and permits: what each act writes, refuses, and leaves whose turn it is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Document, Event, Job, Reference, Upload, Wait
from jobs.services import holds
from kilowire.refusals import Refused
from permits.models import Correction, Permit
from permits.services.applications import (
    answer_correction,
    apply_for_permit,
    record_application_complete,
    record_correction,
)
from permits.services.editing import edit_permit, undo_complete, undo_issue, undo_work_began
from permits.services.ending import end_permit, open_unwinding
from permits.services.issuing import (
    extend_permit,
    file_permit_document,
    issue_permit,
    record_work_began,
)
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import agreed_job, final_asked, permit_applied, permit_issued, permitted_job

pytestmark = pytest.mark.django_db

KIND = "Electrical permit"


def written_since(job: Job, after: int) -> list[tuple[str, str]]:
    rows = Event.objects.of(job).filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("kind", "sentence"))


def last_event(job: Job) -> int:
    return Event.objects.of(job).values_list("pk", flat=True).first() or 0


def open_items(job: Job) -> dict[str, tuple[str, str, Any]]:
    """Open items of this desk: slot → (party, what it blocks, expected day)."""
    rows = Wait.objects.of(job).open().filter(slot__contains="permit")
    return {wait.slot: (wait.party, wait.blocks, wait.expected_on) for wait in rows}


def test_apply_starts_the_citys_clock_and_puts_its_number_into_the_jacket() -> None:
    job = agreed_job()
    before = last_event(job)
    permit = apply_for_permit(
        job=job, applied_on=date(2026, 11, 20), application_number="PLN-9", by=someone("olive")
    )
    assert written_since(job, before) == [
        ("desk", "Applied for the electrical permit at City of Whittier"),
        (
            "item_opened",
            "Waiting for city: Say whether the application for the electrical permit is complete",
        ),
    ]
    # Whittier has no closed days of its own here; 26 and 27 November are holidays (domain.md 6.1).
    assert permit.answer_due_on == date(2026, 12, 1)
    assert open_items(job) == {f"permits.complete:{permit.pk}": ("city", "permit_issued", date(2026, 12, 1))}
    assert Reference.objects.of(job).filter(kind="permit", value="PLN-9").exists()


def test_the_second_application_of_a_kind_is_told_who_was_first() -> None:
    permit = permit_applied()
    with pytest.raises(Refused, match="Olive already applied for this permit") as refused:
        permit_applied(permit.job, by=someone("owen"))
    assert refused.value.field == "kind"
    with pytest.raises(IntegrityError), transaction.atomic():
        Permit.objects.create(
            job=permit.job,
            jurisdiction=permit.jurisdiction,
            applied_on=days_ago(1),
            recorded_by=someone("owen"),
        )


def test_no_application_from_tomorrow_nor_on_a_cancelled_job() -> None:
    job = agreed_job()
    with pytest.raises(Refused, match="has not come yet") as refused:
        permit_applied(job, applied_on=days_ago(-1))
    assert refused.value.field == "applied_on"
    job = holds.cancel_job(job=job, because="price", note="too dear", by=someone("olive"))
    with pytest.raises(Refused, match="cancelled"):
        permit_applied(job)


def test_no_clock_runs_for_another_kind_or_where_the_city_has_none() -> None:
    job = agreed_job()
    assert permit_applied(job, kind="building").answer_due_on is None
    slow = whittier()
    slow.complete_business_days = 0
    slow.save(update_fields=["complete_business_days"])
    assert permit_applied(job, jurisdiction=slow).answer_due_on is None


def test_complete_starts_the_second_clock_and_the_next_item() -> None:
    permit = permit_applied(applied_on=days_ago(20))
    before = last_event(permit.job)
    permit = record_application_complete(permit=permit, complete_on=days_ago(15), by=someone("olive"))
    assert permit.answer_due_on is not None
    assert permit.answer_due_on > days_ago(15) + timedelta(days=27)
    assert [kind for kind, _ in written_since(permit.job, before)] == ["desk", "item_ended", "item_opened"]
    assert open_items(permit.job) == {
        f"permits.issue:{permit.pk}": ("city", "permit_issued", permit.answer_due_on)
    }
    with pytest.raises(Refused, match="Olive already recorded it as complete"):
        record_application_complete(permit=permit, by=someone("owen"))


def test_silence_counts_on_its_day_and_not_before() -> None:
    waiting = permit_applied(applied_on=days_ago(1))
    with pytest.raises(Refused, match="Silence counts only on"):
        record_application_complete(permit=waiting, how="silence", by=someone("olive"))
    silent = permit_applied(applied_on=days_ago(20))
    due = silent.answer_due_on
    silent = record_application_complete(permit=silent, how="silence", by=someone("olive"))
    assert (silent.complete_on, silent.complete_by) == (due, "silence")


def test_a_notice_of_corrections_rests_the_clock_and_its_answer_starts_it_anew() -> None:
    permit = permit_applied(applied_on=days_ago(20))
    before = last_event(permit.job)
    notice = record_correction(
        permit=permit,
        asked_on=days_ago(18),
        text="Show the working space.",
        document=paper("notice"),
        by=someone("olive"),
    )
    assert written_since(permit.job, before) == [
        ("filed", "City's correction notice filed"),
        ("desk", "The city asks for corrections to the electrical permit"),
        ("item_opened", f"Waiting for office: Answer the city's notice of {days_ago(18):%-d %B %Y}"),
        ("item_ended", "No longer open: Say whether the application for the electrical permit is complete"),
    ]
    assert open_items(permit.job) == {f"permits.correction:{notice.pk}": ("office", "permit_issued", None)}
    assert Permit.objects.get(pk=permit.pk).answer_due_on is None
    with pytest.raises(Refused, match="was not silent"):
        record_application_complete(permit=permit, how="silence", by=someone("olive"))
    answer_correction(correction=notice, answered_on=days_ago(2), answer="Sent a photo.", by=someone("olive"))
    due = Permit.objects.get(pk=permit.pk).answer_due_on
    assert due is not None
    assert due > days_ago(2)
    assert open_items(permit.job) == {f"permits.complete:{permit.pk}": ("city", "permit_issued", due)}
    with pytest.raises(Refused, match="Olive already answered this notice"):
        answer_correction(correction=notice, answered_on=days_ago(1), answer="Again.", by=someone("owen"))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        ({"asked_on": days_ago(40)}, "asked_on"),
        ({"asked_on": days_ago(-2)}, "asked_on"),
        ({"text": "  "}, "text"),
    ],
)
def test_a_notice_has_a_sane_day_and_words(act: dict[str, Any], field: str) -> None:
    given = {"asked_on": days_ago(10), "text": "Show the working space.", **act}
    with pytest.raises(Refused) as refused:
        record_correction(permit=permit_applied(), by=someone("olive"), **given)
    assert refused.value.field == field


def test_issue_stamps_the_job_and_issues_the_paper() -> None:
    permit = permit_applied()
    job = permit.job
    before = last_event(job)
    permit = permit_issued(permit=permit, fee_usd=Decimal("412.50"))
    assert written_since(job, before) == [
        ("filed", "Permit filed"),
        (
            "desk",
            f"{KIND} E-2026-17 issued by City of Whittier, work to begin by {permit.expires_on:%-d %B %Y}",
        ),
        ("item_ended", "No longer open: Say whether the application for the electrical permit is complete"),
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
        ({"issued_on": days_ago(37)}, "issued_on"),
        ({"issued_on": days_ago(-1)}, "issued_on"),
        ({"expires_on": days_ago(30)}, "expires_on"),
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


def test_edit_keeps_what_stood_before_and_moves_stamp_number_and_paper() -> None:
    permit = permit_issued()
    permit = edit_permit(
        permit=permit,
        number="E-2026-71",
        issued_on=days_ago(29),
        expires_on=days_ago(-300),
        because="Misread.",
        by=someone("olive"),
    )
    event = Event.objects.of(permit.job).get(kind="edited", because="Misread.")
    assert event.before == {
        "number": "E-2026-17",
        "issued_on": days_ago(30).isoformat(),
        "expires_on": (days_ago(30) + timedelta(days=365)).isoformat(),
    }
    assert event.after["number"] == "E-2026-71"
    job = Job.objects.get(pk=permit.job_id)
    assert job.permit_issued_on == days_ago(29)
    assert list(Reference.objects.of(job).filter(kind="permit").values_list("value", flat=True)) == [
        "E-2026-71"
    ]
    assert open_items(job)[f"permits.expiry:{permit.pk}"][2] == days_ago(-300)
    record = Document.objects.of(job).in_force().get(kind="permit_record")
    assert "E-2026-71" in record.context["summary"]


def test_edit_is_refused_without_reason_change_or_sane_days() -> None:
    permit = record_work_began(permit=permit_issued(), began_on=days_ago(20), by=someone("olive"))
    for new, word in (
        ({"number": "E-9", "because": " "}, "Say why"),
        ({"number": "E-2026-17", "because": "x"}, "Nothing would change"),
        ({"issued_on": days_ago(10), "because": "x"}, "Work began on"),
        ({"applied_on": days_ago(3), "because": "x"}, "The permit was applied for"),
    ):
        with pytest.raises(Refused, match=word):
            edit_permit(permit=permit, by=someone("olive"), **new)


def test_a_permit_no_longer_required_lets_the_stamp_come_back() -> None:
    job = permitted_job()
    second = permit_applied(job, kind="building", applied_on=days_ago(5))
    edit_permit(permit=second, required=False, because="The city waived it.", by=someone("olive"))
    assert Job.objects.get(pk=job.pk).permit_issued_on == days_ago(30)


def test_an_issue_that_did_not_happen_is_undone() -> None:
    permit = permit_issued(permit=permit_applied(application_number="PLN-9"))
    before = last_event(permit.job)
    permit = undo_issue(permit=permit, because="Another job's permit.", by=someone("olive"))
    assert (permit.number, permit.issued_on, permit.lapses_on) == ("", None, None)
    job = Job.objects.get(pk=permit.job_id)
    assert (job.permit_issued_on, job.stage) == (None, "permit")
    assert ("undone", "Undone: electrical permit E-2026-17 issued") in written_since(job, before)
    assert list(Reference.objects.of(job).filter(kind="permit").values_list("value", flat=True)) == ["PLN-9"]
    assert set(open_items(job)) == {f"permits.complete:{permit.pk}"}


def test_an_issue_with_inspections_is_not_undone() -> None:
    with pytest.raises(Refused, match="undo or cancel those first"):
        undo_issue(permit=final_asked().permit, because="x", by=someone("olive"))


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
    with pytest.raises(Refused, match="Olive closed this permit"):
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


def test_an_application_that_was_not_complete_runs_its_first_clock_again() -> None:
    permit = permit_applied(applied_on=days_ago(20))
    due = permit.answer_due_on
    permit = record_application_complete(permit=permit, complete_on=days_ago(15), by=someone("olive"))
    permit = undo_complete(permit=permit, because="The e-mail was of another job.", by=someone("olive"))
    assert (permit.complete_on, permit.complete_by, permit.answer_due_on) == (None, "", due)
    assert set(open_items(permit.job)) == {f"permits.complete:{permit.pk}"}
    event = Event.objects.of(permit.job).get(kind="undone")
    assert event.before == {"complete_on": days_ago(15).isoformat(), "complete_by": "city"}
    with pytest.raises(Refused, match="nothing to undo"):
        undo_complete(permit=permit, because="x", by=someone("olive"))


def test_work_that_did_not_begin_gives_the_permit_its_time_back() -> None:
    permit = record_work_began(permit=permit_issued(), began_on=days_ago(20), by=someone("olive"))
    with pytest.raises(Refused, match="Say why"):
        undo_work_began(permit=permit, because=" ", by=someone("olive"))
    permit = undo_work_began(permit=permit, because="Another house.", by=someone("olive"))
    assert (permit.work_started_on, permit.lapses_on) == (None, permit.expires_on)
    assert open_items(permit.job)[f"permits.expiry:{permit.pk}"][2] == permit.expires_on
    with pytest.raises(Refused, match="nothing to undo"):
        undo_work_began(permit=permit, because="x", by=someone("olive"))
