"""Applications to the city: what each act writes, refuses, and leaves whose turn it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jobs.directory.services.party_calendars import calendar_of
from jobs.holds.services import holds
from jobs.models import Reference
from kilowire.floor.calendars import business_days_between
from kilowire.floor.refusals import Refused
from permits.models import Permit
from permits.services.applications import (
    answer_correction,
    apply_for_permit,
    record_application_complete,
    record_correction,
)
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago, whittier
from tests.builders.permits import agreed_job, permit_applied
from tests.days import Ago
from tests.permits.in_the_jacket import last_event, open_items, written_since

pytestmark = pytest.mark.django_db


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
            "Waiting for city: Check the application for the electrical permit for completeness",
        ),
    ]
    # Whittier has no closed days of its own here; November 26 and 27 are holidays (domain.md 6.1).
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
    city = calendar_of("city", permit.job.site)
    assert business_days_between(days_ago(15), permit.answer_due_on, city) == 20
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
        ("item_opened", f"Waiting for office: Answer the city's notice of {days_ago(18):%B %-d, %Y}"),
        ("item_ended", "No longer open: Check the application for the electrical permit for completeness"),
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
        ({"asked_on": Ago(40)}, "asked_on"),
        ({"asked_on": Ago(-2)}, "asked_on"),
        ({"text": "  "}, "text"),
    ],
)
def test_a_notice_has_a_sane_day_and_words(act: dict[str, Any], field: str) -> None:
    given = {"asked_on": days_ago(10), "text": "Show the working space.", **act}
    with pytest.raises(Refused) as refused:
        record_correction(permit=permit_applied(), by=someone("olive"), **given)
    assert refused.value.field == field
