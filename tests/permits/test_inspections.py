"""Inspections: asked for, held, failed, mended, passed, taken back; and what each does to the job."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jobs.holds.services import holds
from jobs.milestones.services import milestones
from jobs.models import Document, Event, Job, Photo, Upload
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from permits.models import Inspection, Permit
from permits.services.inspections import ask_for_inspection, cancel_inspection, schedule_inspection
from permits.services.mending import record_mended
from permits.services.results import fail_inspection, file_card, pass_inspection
from permits.services.revoking import revoke_inspection, undo_result
from tests.builders.cast import someone
from tests.builders.files import paper, photo
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import (
    agreed_job,
    final_asked,
    final_failed,
    final_passed,
    permit_applied,
    permit_issued,
    permitted_job,
    the_permit,
)
from tests.builders.records import commissioned, installed, with_adapter
from tests.days import Ago
from tests.permits.in_the_jacket import last_event, open_items, written_since

pytestmark = pytest.mark.django_db


def only(job: Job) -> Inspection:
    return Inspection.objects.of(job).get()


def without_expiry(job: Job) -> dict[str, Any]:
    return {key: item for key, item in open_items(job).items() if not key.startswith("permits.expiry")}


def pass_it(inspection: Inspection, **new: Any) -> Inspection:
    given = {
        "passed_on": days_ago(8),
        "inspector": "R. Alvarez",
        "card": paper("card"),
        "by": someone("olive"),
    }
    return pass_inspection(inspection=inspection, **{**given, **new})


def test_asking_makes_it_the_citys_turn_on_the_day_it_gives() -> None:
    permit = permit_issued()
    before = last_event(permit.job)
    inspection = final_asked(permit.job, scheduled_on=days_ago(-4), window="8–12")
    said = f"the city comes on {days_ago(-4):%B %-d, %Y}, 8 AM–12 PM"
    assert written_since(permit.job, before) == [
        ("desk", f"Final inspection asked for: {said}"),
        ("item_opened", "Waiting for city: Hold the final inspection under the electrical permit E-2026-17"),
    ]
    assert without_expiry(permit.job) == {
        f"permits.inspection:{inspection.pk}": ("city", "inspection_passed", days_ago(-4))
    }
    with pytest.raises(Refused, match="Olive already asked for it") as refused:
        final_asked(permit.job, by=someone("owen"))
    assert refused.value.field == "kind"
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.create(permit=permit, kind="final", asked_on=days_ago(1), asked_by=someone("owen"))


def test_a_rough_one_may_be_awaited_beside_a_final_and_blocks_nothing() -> None:
    job = permitted_job()
    final_asked(job)
    rough = final_asked(job, kind="rough")
    assert open_items(job)[f"permits.inspection:{rough.pk}"] == ("city", "", None)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"asked_on": Ago(31)}, "asked_on"),
        ({"asked_on": Ago(-1)}, "asked_on"),
        ({"scheduled_on": Ago(13)}, "scheduled_on"),
    ],
)
def test_asking_has_sane_days(new: dict[str, Any], field: str) -> None:
    job = permitted_job()
    with pytest.raises(Refused) as refused:
        final_asked(job, **new)
    assert refused.value.field == field


def test_nothing_is_asked_without_a_permit_on_a_cancelled_job_or_after_the_final() -> None:
    given: dict[str, Any] = {"kind": "final", "asked_on": days_ago(1), "by": someone("olive")}
    with pytest.raises(Refused, match="has not issued this permit yet"):
        ask_for_inspection(permit=permit_applied(), **given)
    with pytest.raises(Refused, match="closed by its final"):
        ask_for_inspection(permit=the_permit(final_passed(permitted_job())), **given)
    permit = permit_issued()
    holds.cancel_job(job=permit.job, because="price", note="too dear", by=someone("olive"))
    with pytest.raises(Refused, match="cancelled"):
        ask_for_inspection(permit=permit, **given)


def test_the_citys_day_moves_the_open_item_and_the_history_keeps_both() -> None:
    inspection = final_asked(scheduled_on=days_ago(-2), window="8–12")
    schedule_inspection(inspection=inspection, scheduled_on=days_ago(-5), window="13–16", by=someone("olive"))
    job = inspection.permit.job
    assert open_items(job)[f"permits.inspection:{inspection.pk}"][2] == days_ago(-5)
    event = Event.objects.of(job).filter(kind="desk").first()
    assert event is not None
    assert (event.before["scheduled_on"], event.after["window"]) == (days_ago(-2).isoformat(), "13–16")


def test_an_inspection_called_off_is_the_offices_to_ask_for_again() -> None:
    inspection = final_asked()
    cancel_inspection(inspection=inspection, cancelled_on=days_ago(10), because="Rain.", by=someone("olive"))
    permit = inspection.permit
    assert without_expiry(permit.job) == {
        f"permits.ask-final:{permit.pk}": ("office", "inspection_passed", None)
    }
    again = final_asked(permit.job)
    assert set(without_expiry(permit.job)) == {f"permits.inspection:{again.pk}"}
    with pytest.raises(Refused, match="Olive already recorded it as cancelled"):
        cancel_inspection(inspection=inspection, cancelled_on=days_ago(9), because="x", by=someone("owen"))


def test_the_final_stamps_the_job_closes_the_permit_and_issues_the_paper() -> None:
    inspection = final_asked(permitted_job())
    job = inspection.permit.job
    before = last_event(job)
    inspection = pass_it(inspection)
    assert written_since(job, before) == [
        ("filed", "Inspection card filed"),
        ("desk", "Final inspection passed under the electrical permit E-2026-17"),
        (
            "item_ended",
            "No longer open: Hold the final inspection under the electrical permit E-2026-17",
        ),
        ("item_ended", "No longer open: Begin work under the electrical permit E-2026-17, or it expires"),
        ("done", "Final inspection passed"),
        ("issued", "Final inspection issued"),
    ]
    permit = Permit.objects.get(pk=inspection.permit_id)
    assert (permit.finaled_on, permit.lapses_on, permit.last_inspected_on) == (days_ago(8), None, days_ago(8))
    job = Job.objects.get(pk=job.pk)
    assert job.inspection_passed_on == days_ago(8)
    assert open_items(job) == {}
    section = Document.objects.of(job).in_force().get(kind="inspection_record").context["sections"][0]
    assert ["Inspector", "R. Alvarez"] in section["rows"]
    assert section["uploads"][0]["id"] == inspection.card_id
    with pytest.raises(Refused, match="Olive already recorded it as passed"):
        pass_it(inspection, by=someone("owen"))


def test_a_rough_one_that_passes_stamps_nothing_and_asks_for_no_card() -> None:
    job = permitted_job()
    pass_it(final_asked(job, kind="rough"), card=None)
    assert Job.objects.get(pk=job.pk).inspection_passed_on is None
    assert without_expiry(job) == {}
    assert not Document.objects.of(job).filter(kind="inspection_record").exists()


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"passed_on": Ago(13)}, "passed_on"),
        ({"passed_on": Ago(-1)}, "passed_on"),
        ({"inspector": " "}, "inspector"),
    ],
)
def test_a_result_has_a_sane_day_and_an_inspector(new: dict[str, Any], field: str) -> None:
    inspection = final_asked()
    with pytest.raises(Refused) as refused:
        pass_it(inspection, **new)
    assert refused.value.field == field
    assert not Upload.objects.of(inspection.permit.job).filter(kind="inspection_card").exists()


def test_a_card_that_comes_later_blocks_the_close_out_until_it_is_filed() -> None:
    job = final_passed(permitted_job(), card=None)
    inspection = only(job)
    assert open_items(job) == {f"permits.card:{inspection.pk}": ("office", "closed_out", None)}
    file_card(inspection=inspection, card=paper("late card"), by=someone("asa"))
    assert open_items(job) == {}
    record = Document.objects.of(job).in_force().get(kind="inspection_record")
    assert record.context["sections"][0]["uploads"][0]["title"] == "Inspection card"
    with pytest.raises(Refused, match="Record the result"):
        file_card(inspection=final_asked(), card=paper("card"), by=someone("asa"))


def test_a_failed_final_is_mended_asked_for_again_and_passes() -> None:
    job = final_failed(permitted_job())
    failed = only(job)
    assert without_expiry(job) == {f"permits.mend:{failed.pk}": ("field", "inspection_passed", None)}
    assert Event.objects.of(job).filter(because="Clear 36 inches in front of the panel.").count() == 1
    record_mended(inspection=failed, mended_on=days_ago(6), note="Bonded", by=someone("asa"))
    assert without_expiry(job) == {
        f"permits.ask-final:{failed.permit_id}": ("office", "inspection_passed", None)
    }
    with pytest.raises(Refused, match="Asa already recorded the corrections as done"):
        record_mended(inspection=failed, mended_on=days_ago(5), note="Bonded", by=someone("cruz"))
    again = final_asked(job, asked_on=days_ago(5))
    pass_it(again, passed_on=days_ago(3))
    job = Job.objects.get(pk=job.pk)
    assert (job.inspection_passed_on, open_items(job)) == (days_ago(3), {})
    results = [
        dict(section["rows"])["Result"]
        for section in Document.objects.of(job).in_force().get(kind="inspection_record").context["sections"]
    ]
    assert results == ["Failed", "Passed"]


def test_a_pass_settles_what_nobody_recorded_as_mended() -> None:
    job = final_failed(permitted_job())
    failed = only(job)
    pass_it(final_asked(job, asked_on=days_ago(9)))
    failed.refresh_from_db()
    assert (failed.mended_on, open_items(job)) == (days_ago(8), {})


def test_a_failure_says_what_to_mend() -> None:
    inspection = final_asked()
    with pytest.raises(Refused, match="what the inspector wants corrected") as refused:
        fail_inspection(
            inspection=inspection,
            failed_on=days_ago(8),
            inspector="R. Alvarez",
            corrections=" ",
            by=someone("olive"),
        )
    assert refused.value.field == "corrections"


def test_an_inspection_keeps_the_permit_from_lying_idle() -> None:
    permit = permit_issued()
    permit.work_started_on = days_ago(25)
    permit.save(update_fields=["work_started_on"])
    final_failed(permit.job)
    assert Permit.objects.get(pk=permit.pk).lapses_on == days_ago(10) + timedelta(days=180)


def test_where_two_finals_are_held_the_last_one_stamps() -> None:
    job = permitted_job(agreed_job(jurisdiction=whittier(visit_order="two_finals")))
    first = pass_it(final_asked(job), passed_on=days_ago(11))
    job = Job.objects.get(pk=job.pk)
    assert (first.closes_permit, job.inspection_passed_on) == (False, None)
    assert without_expiry(job) == {
        f"permits.ask-final:{first.permit_id}": ("office", "inspection_passed", None)
    }
    milestones.stamp(job=job, milestone=Milestone.ADAPTER_SET, on=days_ago(9), by=someone("olive"))
    second = pass_it(final_asked(job, asked_on=days_ago(8)), passed_on=days_ago(5))
    assert second.closes_permit
    assert Job.objects.get(pk=job.pk).inspection_passed_on == days_ago(5)


def test_the_city_may_be_content_with_one_final_or_want_another() -> None:
    job = permitted_job(agreed_job(jurisdiction=whittier(visit_order="two_finals")))
    pass_it(final_asked(job), closes_permit=True)
    assert Job.objects.get(pk=job.pk).inspection_passed_on == days_ago(8)


def test_the_job_is_stamped_with_the_final_of_the_last_required_permit() -> None:
    job = permitted_job()
    building = permit_issued(permit=permit_applied(job, kind="building"), number="B-1")
    pass_it(final_asked(job))
    assert Job.objects.get(pk=job.pk).inspection_passed_on is None
    asked = ask_for_inspection(permit=building, kind="final", asked_on=days_ago(7), by=someone("olive"))
    pass_it(asked, passed_on=days_ago(4))
    assert Job.objects.get(pk=job.pk).inspection_passed_on == days_ago(4)


def test_the_city_recorded_its_final_on_a_job_whose_road_is_not_there_yet() -> None:
    job = final_passed(permitted_job())
    assert Job.objects.that_do_not_add_up().filter(pk=job.pk).exists()


def charging_job() -> Job:
    """A job whose homeowner may charge."""
    job = permitted_job()
    with_adapter(job)
    job = installed(job)
    job = milestones.stamp(job=job, milestone=Milestone.ADAPTER_SET, on=days_ago(9), by=someone("olive"))
    return commissioned(final_passed(job))


def test_a_final_taken_back_ends_the_charging_and_is_the_offices_to_settle() -> None:
    job = charging_job()
    assert job.may_charge
    inspection = only(job)
    revoke_inspection(
        inspection=inspection, revoked_on=days_ago(1), because="Wrong permit.", by=someone("olive")
    )
    job = Job.objects.get(pk=job.pk)
    assert (job.may_charge, job.inspection_passed_on, job.commissioned_on) == (False, None, days_ago(4))
    assert Job.objects.that_do_not_add_up().filter(pk=job.pk).exists()
    assert without_expiry(job) == {f"permits.revoked:{inspection.pk}": ("office", "inspection_passed", None)}
    permit = Permit.objects.get(pk=inspection.permit_id)
    assert (permit.finaled_on, permit.lapses_on) == (None, days_ago(8) + timedelta(days=180))
    gone = set(Document.objects.of(job).exclude(withdrawn_on=None).values_list("kind", flat=True))
    assert gone == {"inspection_record", "warranty_certificate"}
    with pytest.raises(Refused, match="Olive already recorded it as taken back"):
        revoke_inspection(inspection=inspection, revoked_on=days_ago(1), because="x", by=someone("owen"))
    pass_it(final_asked(job, asked_on=days_ago(1)), passed_on=days_ago(0))
    job = Job.objects.get(pk=job.pk)
    assert (job.may_charge, without_expiry(job)) == (True, {})


def test_a_result_recorded_by_mistake_is_awaited_again() -> None:
    job = final_passed(permitted_job())
    inspection = undo_result(inspection=only(job), because="Another house.", by=someone("olive"))
    job = Job.objects.get(pk=job.pk)
    assert (inspection.result, inspection.card_id, job.inspection_passed_on) == ("", None, None)
    assert set(without_expiry(job)) == {f"permits.inspection:{inspection.pk}"}
    event = Event.objects.of(job).get(kind="undone", milestone="")
    assert event.before == {
        "result": "passed",
        "decided_on": days_ago(8).isoformat(),
        "inspector": "R. Alvarez",
    }
    with pytest.raises(Refused, match="nothing to undo"):
        undo_result(inspection=inspection, because="x", by=someone("olive"))


def test_a_failure_is_not_undone_while_another_is_awaited() -> None:
    job = final_failed(permitted_job())
    failed = only(job)
    final_asked(job, asked_on=days_ago(9))
    with pytest.raises(Refused, match="awaited already"):
        undo_result(inspection=failed, because="x", by=someone("olive"))


def test_corrections_are_done_by_a_photo_or_a_word() -> None:
    inspection = only(final_failed(permitted_job()))
    with pytest.raises(Refused, match="File a photo of it, or say in a word how it was mended") as refused:
        record_mended(inspection=inspection, mended_on=days_ago(1), by=someone("asa"))
    assert refused.value.field == "note"
    record_mended(inspection=inspection, mended_on=days_ago(1), photo=photo("bond"), by=someone("asa"))
    assert Photo.objects.of(inspection.permit.job).get().caption == "Mended"
