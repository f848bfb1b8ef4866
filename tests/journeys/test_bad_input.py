"""Across the road: acts out of order, the second press, wrong files, days to come, and tabs left open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from jobs.models import Event, Upload
from permits.models import Permit
from tests.builders import permits, records, utility_requests
from tests.builders.assessments import ready_to_complete, surveyed_job
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import accepted_job, opened_job
from tests.builders.whole_road import closed_job, contracted_job, ready_for_the_utility
from tests.journeys import desks
from tests.journeys.journey import Journey

pytestmark = pytest.mark.django_db

CONTRACT: dict[str, Any] = {"price_usd": "4800.00", "deposit_usd": "480.00", "scope": "A circuit."}
TOO_EARLY: dict[str, tuple[dict[str, Any], str]] = {
    "assessments:complete": ({}, "Not yet, still missing:"),
    "assessments:judge": ({}, "Not yet: the site survey is not recorded."),
    "assessments:decide": ({}, "Not yet: the site survey is not recorded."),
    "assessments:override": ({"because": "x"}, "Not yet: the site survey is not recorded"),
    "jobs:record_contract": (CONTRACT, "Not yet: the eligibility verdict is not recorded."),
    "jobs:order_adapter": ({}, "the eligibility verdict, which is not recorded."),
    "jobs:finish_installation": ({}, "Write the installation record first."),
    "jobs:record_test": (records.charger_test_facts, "the utility's visit is not recorded"),
    "jobs:commission": ({}, "Record the test of the charger first."),
    "jobs:close_out": ({}, "Not yet: Site survey, Eligibility, Contract summary, Permit,"),
    "jobs:open_claim": ({"what": "Trips", "reported_by": "Hana Ito"}, "The job is not closed out"),
    "jobs:end_warranty": ({}, "No warranty was opened on this job."),
    "jobs:resume": ({}, "This job is not on hold."),
    "jobs:reopen": ({"because": "x"}, "This job was not cancelled."),
    "jobs:undo_contract": ({"because": "x"}, "The signed contract is not recorded, so there is nothing"),
    "jobs:undo_close_out": ({"because": "x"}, "The close-out is not recorded, so there is nothing"),
    "assessments:undo": ({"because": "x"}, "The eligibility verdict is not recorded, so there is nothing"),
}


def test_an_act_out_of_order_says_in_one_sentence_what_is_missing(journey: Journey) -> None:
    j = journey
    j.take_over(accepted_job())
    events = Event.objects.of(j.job).count()
    for act, (typed, words) in TOO_EARLY.items():
        given = typed(j.today) if callable(typed) else dict(typed)
        if act == "jobs:record_contract":
            given["contract"] = paper("contract")
        if act == "jobs:order_adapter":
            given["model"] = records.ev_adapter()
        page = j.olive.refused(act, **given)
        assert words in page.errors, f"{act}: {page.errors}"
        assert page.errors in page, act
    assert Event.objects.of(j.job).count() == events
    assert Upload.objects.of(j.job).count() == 0
    j.is_sound()


def test_our_own_acts_wait_for_city_and_utility(journey: Journey) -> None:
    """No work without a permit, no application without its papers, no close-out without its sheets."""
    j = journey
    j.take_over(contracted_job())
    j.cruz = j.asa = j.olive
    with pytest.raises(AssertionError, match="has no way to .*/installation/record/"):
        desks.install(j)
    assert "Not yet: the city's permit is not recorded" in j.olive.open("jobs:installation")
    j.olive.press("utility_requests:prepare", meter_face_number="222-014-7780")
    desks.adapter(j)
    page = j.olive.refused("utility_requests:submit", submitted_on=j.today, number="MSA-1")
    assert page.errors.startswith("Not yet: ")
    for words in ("the service-account number", "signs the customer agreement", "the fee is paid"):
        assert words in page.errors
    assert "MSA-1" in page.html
    desks.pay(j, 1)
    desks.sign(j, "Hana Ito")
    j.olive.press(
        "jobs:edit_account",
        holder_name="Hana Ito",
        account_number="700-1",
        meter_number=utility_requests.METER,
    )
    said = j.olive.refused("utility_requests:submit", submitted_on=j.today).errors
    assert said.startswith("Not yet: the meter's face says 222-014-7780 and the bill says 222-014-7781")
    assert j.job.utility_submitted_on is None
    j.is_sound()


def test_the_second_press_is_told_who_was_first(journey: Journey) -> None:
    j = journey
    j.take_over(closed_job())
    final, permit = permits.Inspection.objects.of(j.job).get(), Permit.objects.of(j.job).get()
    day = {"on": j.today}
    second: list[tuple[str, tuple[int, ...], dict[str, Any], str]] = [
        ("jobs:accept", (), day, "Olive already recorded the intake"),
        ("assessments:complete", (), day, "Asa already recorded the site survey"),
        ("permits:issued", (permit.pk,), {"number": "E-9"}, "Olive already recorded permit E-2026-17"),
        ("permits:passed", (final.pk,), {"inspector": "R."}, "Olive already recorded it as passed"),
        ("utility_requests:submit", (), {}, "Olive already sent this application"),
        ("utility_requests:approve", (), {}, "Olive already recorded the approval"),
        ("utility_requests:prepare", (), {}, "Olive already prepared the application"),
        ("jobs:finish_installation", (), {}, "Cruz already recorded the installation record"),
        ("jobs:commission", (), day, "Cruz already recorded the commissioning test"),
        ("jobs:close_out", (), day, "Olive already recorded the close-out"),
    ]
    events = Event.objects.of(j.job).count()
    for act, more, typed, words in second:
        page = j.owen.refused(act, *more, **typed)
        assert words in page.errors, f"{act}: {page.errors}"
        assert words in page, act
    assert Event.objects.of(j.job).count() == events
    j.is_sound()


def test_a_wrong_file_is_named_and_the_rest_of_the_form_is_kept(journey: Journey) -> None:
    j = journey
    j.take_over(permits.permitted_job())
    inspection = desks.ask_city(j)
    tried: list[tuple[str, tuple[int, ...], str, dict[str, Any]]] = [
        ("permits:passed", (inspection.pk,), "card", {"inspector": "Rosa Alvarez-Quint"}),
        ("permits:failed", (inspection.pk,), "card", {"inspector": "R. A.", "corrections": "Bond the pipe"}),
        ("jobs:file_paper", (), "file", {"kind": "other", "label": "HOA letter of May"}),
        ("jobs:edit_account", (), "bill", {"holder_name": "Hana K. Ito", "account_number": "700-55"}),
        ("utility_requests:sign", (), "file", {"name_as_signed": "H. Ito", "papers": ["authorization"]}),
    ]  # fmt: skip
    before = Upload.objects.of(j.job).count(), Event.objects.of(j.job).count()
    for act, more, field, typed in tried:
        page = j.olive.refused(act, *more, **typed, **{field: not_a_paper()})
        assert page.context["form"].errors[field][0].startswith("“card.pdf” is a program"), act
        for value in typed.values():
            assert (value if isinstance(value, str) else value[0]) in page.html, act
    page = j.olive.refused(
        "jobs:add_photo", slot="panel_label", caption="Label inside", file=paper("no photo")
    )
    assert page.errors == "“no photo.pdf” is a PDF; send a JPEG, PNG, WebP or HEIC instead."
    assert "Label inside" in page.html
    assert (Upload.objects.of(j.job).count(), Event.objects.of(j.job).count()) == before


def test_no_day_to_come_is_recorded_as_having_been(journey: Journey) -> None:
    j = journey
    j.take_over(ready_for_the_utility())
    inspection = desks.ask_city(j)
    tomorrow = j.today + timedelta(days=1)
    tried: list[tuple[str, tuple[int, ...], str, dict[str, Any]]] = [
        ("permits:passed", (inspection.pk,), "passed_on", {"inspector": "R. Alvarez"}),
        (
            "utility_requests:record_outcome",
            (1,),
            "happened_on",
            {"outcome": "set", "serial_seen": "CD-1001"},
        ),
        ("utility_requests:record_window", (1,), "given_on", {"starts_on": tomorrow}),
        ("jobs:record_deposit", (), "paid_on", {}),
        ("jobs:cancel", (), "on", {"because": "price"}),
        ("jobs:record_dig_ticket", (), "notified_on", {"number": "A-1"}),
    ]
    events = Event.objects.of(j.job).count()
    for act, more, field, typed in tried:
        page = j.olive.refused(act, *more, **typed, **{field: tomorrow})
        assert page.context["form"].errors[field] == ["This day has not come yet: record it on the day."], act
        assert tomorrow.isoformat() in page.html
    assert Event.objects.of(j.job).count() == events


def test_a_tab_left_open_is_told_what_happened_meanwhile(journey: Journey) -> None:
    j = journey
    j.take_over(permits.permit_applied().job)
    row = Permit.objects.of(j.job).get()
    left_open = j.olive.form("permits:issued", row.pk)
    j.owen.press("permits:issued", row.pk, number="E-1", issued_on=j.today)
    answer = j.olive.send_filled(
        "permits:issued", row.pk, form=left_open, number="E-2", document=paper("permit")
    )
    assert answer.status_code == 422
    assert "Owen already recorded permit E-1 on September 8, 2026." in answer.content.decode()
    assert "E-2" in answer.content.decode()
    assert Permit.objects.get(pk=row.pk).number == "E-1"
    cancel = j.olive.form("jobs:cancel")
    j.owen.press("jobs:cancel", because="price", on=j.today)
    answer = j.olive.send_filled("jobs:cancel", form=cancel, because="no_answer")
    assert answer.status_code == 422
    assert "Owen already cancelled this job" in answer.content.decode()
    assert j.job.cancelled_because == "price"
    j.is_sound()


def test_a_survey_completed_in_one_tab_is_not_completed_in_another(journey: Journey) -> None:
    j = journey
    j.take_over(ready_to_complete())
    left_open = j.olive.form("assessments:complete")
    j.owen.press("assessments:complete", on=j.today)
    answer = j.olive.send_filled("assessments:complete", form=left_open)
    assert answer.status_code == 422
    assert "Owen already recorded the site survey on September 8, 2026." in answer.content.decode()


def test_a_verdict_over_old_answers_is_refused(journey: Journey) -> None:
    """One tab changes an answer while the other is about to record the verdict."""
    j = journey
    j.take_over(surveyed_job())
    verdict = j.olive.form("assessments:decide")
    j.owen.press("assessments:answers", main_breaker_amps=225)
    answer = j.olive.send_filled("assessments:decide", form=verdict)
    assert answer.status_code == 422
    assert (
        "What is known has changed since the last evaluation: judge again first." in answer.content.decode()
    )
    assert j.job.eligible_on is None


def test_nobody_is_taken_on_who_cannot_be_reached(journey: Journey) -> None:
    j = journey
    page = j.olive.refused("jobs:new", name="", phone="12", postal_code="9060", street="9 Elm Street")
    errors = page.context["form"].errors
    assert set(errors) >= {"name", "phone", "postal_code", "city"}
    assert "9 Elm Street" in page.html
    j.take_over(opened_job(phone="", email=""))
    said = j.olive.refused("jobs:accept", on=j.today).errors
    assert said == "Add a phone number or an email address first: nobody can be reached."
