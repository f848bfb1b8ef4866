"""The permit tab of a job: what is true now first, and only the acts that make sense."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.holds.services import holds
from permits.models import Correction, Inspection
from permits.services.applications import record_correction
from permits.services.results import fail_inspection
from tests.builders.cast import signed_in, someone
from tests.builders.jobs import booked, days_ago
from tests.builders.permits import (
    agreed_job,
    final_asked,
    final_failed,
    final_passed,
    permit_applied,
    permit_issued,
    permitted_job,
)
from tests.permits.desk_pages import url
from tests.questions import questions

pytestmark = pytest.mark.django_db


def labels(acts: list[dict[str, Any]]) -> list[str]:
    return [act["label"] for act in acts]


def test_the_tab_offers_only_the_acts_that_make_sense_now() -> None:
    client, job = signed_in("olive"), agreed_job()
    page = client.get(url("permit", job))
    assert (page.context["permits"], page.context["apply_url"]) == ([], url("apply", job))
    permit = permit_applied(job)
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["acts"]) == ["Permit issued", "Application complete", "Notice of corrections"]
    record_correction(permit=permit, asked_on=days_ago(30), text="Show it.", by=someone("olive"))
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["corrections"][0]["acts"]) == ["Answer it"]
    assert card["acts"][0]["kind"] == "quiet"
    final = final_asked(permit_issued(permit=permit, document=None).job)
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["acts"]) == ["Ask for an inspection", "File the city's paper", "Work began"]
    assert labels(card["inspections"][0]["acts"]) == ["Passed", "Failed", "The city's day", "Called off"]
    fail_inspection(
        inspection=final, failed_on=days_ago(3), inspector="R.", corrections="Clear it.", by=someone("olive")
    )
    card = client.get(url("permit", job)).context["permits"][0]
    assert labels(card["inspections"][0]["acts"]) == ["Corrections done"]


def test_the_field_is_offered_its_own_acts_alone() -> None:
    job = final_failed(permitted_job())
    booked(job, kind="inspection")
    page = signed_in("asa").get(url("permit", job))
    card = page.context["permits"][0]
    assert labels(card["acts"]) == ["Work began"]
    assert labels(card["inspections"][0]["acts"]) == ["Corrections done"]
    assert (card["rare"], card["inspections"][0]["rare"], page.context["apply_url"]) == ([], [], "")


@pytest.mark.parametrize(
    ("make", "now", "tone"),
    [
        (agreed_job, "No permit is applied for yet.", ""),
        (
            lambda: permit_applied(applied_on=days_ago(1)).job,
            "City of Whittier has not answered yet.",
            "wait",
        ),
        (
            lambda: permit_applied(applied_on=days_ago(30)).job,
            "City of Whittier has not answered yet.",
            "bad",
        ),
        (permitted_job, "Electrical permit E-2026-17 is issued since", "ok"),
        (
            lambda: permit_issued(expires_on=days_ago(-20)).job,
            "Electrical permit E-2026-17 lapses after",
            "bad",
        ),
        (lambda: permit_issued(expires_on=days_ago(2)).job, "Electrical permit E-2026-17 lapsed:", "bad"),
        (lambda: final_asked().permit.job, "The city was asked for the final inspection", "wait"),
        (final_failed, "The final inspection failed on", "bad"),
        (final_passed, "Electrical permit E-2026-17 is closed:", "ok"),
    ],
)
def test_the_tab_begins_with_what_is_true_now(make: Any, now: str, tone: str) -> None:
    sentence = signed_in("olive").get(url("permit", make())).context["city"]
    assert sentence["now"].startswith(now)
    assert sentence["tone"] == tone


def test_a_cancelled_job_is_not_applied_for() -> None:
    job = holds.cancel_job(job=agreed_job(), because="price", note="too dear", by=someone("olive"))
    assert signed_in("olive").get(url("permit", job)).context["apply_url"] == ""


def test_the_tab_asks_as_many_questions_for_one_inspection_as_for_many() -> None:
    job, client = permitted_job(), signed_in("olive")
    first = final_asked(job)
    questions(client, url("permit", job))
    few = questions(client, url("permit", job))
    Inspection.objects.bulk_create(
        Inspection(
            permit=first.permit,
            kind="other",
            asked_on=days_ago(9),
            asked_by=first.asked_by,
            result="failed",
            decided_on=days_ago(8),
            decided_by=first.asked_by,
            inspector="R.",
            corrections="Clear it.",
        )
        for _ in range(49)
    )
    Correction.objects.bulk_create(
        Correction(permit=first.permit, asked_on=days_ago(9), text="Show it.", recorded_by=first.asked_by)
        for _ in range(49)
    )
    assert questions(client, url("permit", job)) == few
