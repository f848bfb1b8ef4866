"""What was written down of a permit is changed or undone: with its reason, and nothing else is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.models import Document, Event, Job, Reference
from kilowire.floor.refusals import Refused
from permits.services.applications import (
    record_application_complete,
)
from permits.services.editing import edit_permit, undo_complete, undo_issue, undo_work_began
from permits.services.work_began import record_work_began
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.permits import final_asked, permit_applied, permit_issued, permitted_job
from tests.permits.desk_pages import url
from tests.permits.in_the_jacket import last_event, open_items, written_since
from tests.two_tabs import OpenTab

pytestmark = pytest.mark.django_db


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


def test_an_application_that_was_not_complete_runs_its_first_clock_again() -> None:
    permit = permit_applied(applied_on=days_ago(20))
    due = permit.answer_due_on
    permit = record_application_complete(permit=permit, complete_on=days_ago(15), by=someone("olive"))
    permit = undo_complete(permit=permit, because="The email was of another job.", by=someone("olive"))
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


def test_a_permit_edited_in_two_tabs_is_not_written_over_unseen() -> None:
    permit = permit_issued()
    mine, theirs = (OpenTab(url("edit", permit.job, permit.pk), who) for who in ("olive", "owen"))
    assert theirs.save(number="E-2026-71", because="Misread.").status_code == 302
    assert mine.save(number="E-2026-77", because="Typed again.").status_code == 422
    permit.refresh_from_db()
    assert permit.number == "E-2026-71"
    assert mine.save().status_code == 302
    permit.refresh_from_db()
    assert permit.number == "E-2026-77"
