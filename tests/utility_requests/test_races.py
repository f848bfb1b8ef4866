"""Forty press the same button of the utility's desk: one act is kept, the others are told who was first."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.models import Document, Event, Job, OpenItem, Upload
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import days_ago
from tests.builders.utility_requests import (
    approved_job,
    coming_visit,
    contracted_job,
    packet_complete,
    prepared,
    request_of,
    serial_of,
    submitted_job,
    tariff,
    window_given,
)
from tests.races.harness import AT_ONCE, at_once
from utility_requests.models import FeePayment, SiteVisit, UtilityRequest, VisitFailure, VisitWindow
from utility_requests.services.answers import end_request
from utility_requests.services.approvals import approve_request
from utility_requests.services.fees import record_fee_payment
from utility_requests.services.open_items import refresh
from utility_requests.services.requests import prepare_request, submit_request
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import record_window

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]


def that_day() -> date:
    return days_ago(3)


def stamped_once(job: Job, milestone: str) -> None:
    assert Event.objects.of(job).filter(milestone=milestone, kind="done").count() == 1
    assert getattr(Job.objects.get(pk=job.pk), f"{milestone}_on") == that_day()


def test_one_application_is_prepared() -> None:
    job, olive = contracted_job(), someone("olive")
    tariff()
    outcome = at_once(lambda _: prepare_request(job=job, on=that_day(), by=olive))
    assert len(outcome.done) == 1
    assert set(outcome.refused) == {f"Olive already prepared the application on {that_day():%B %-d, %Y}."}
    assert UtilityRequest.objects.count() == SiteVisit.objects.count() == 1


def test_one_sending_one_stamp_one_paper() -> None:
    request, olive = packet_complete(), someone("olive")
    outcome = at_once(lambda _: submit_request(request=request, submitted_on=that_day(), by=olive))
    assert len(outcome.done) == 1
    assert all("Olive already sent" in said for said in outcome.refused)
    stamped_once(request.job, "utility_submitted")
    assert Document.objects.of(request.job).filter(kind="utility_application").count() == 1
    assert OpenItem.objects.of(request.job).open().filter(key="utility_requests.answer").count() == 1


def test_one_fee_of_a_visit_with_one_receipt() -> None:
    job, olive = prepared().job, someone("olive")
    visit = coming_visit(job)
    outcome = at_once(
        lambda n: record_fee_payment(
            visit=visit, paid_on=that_day(), paid_by="homeowner", receipt=paper(f"receipt {n}"), by=olive
        )
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert FeePayment.objects.count() == Upload.objects.of(job).filter(kind="fee_receipt").count() == 1


def test_one_approval_or_one_return_but_never_both() -> None:
    request, olive = request_of(submitted_job()), someone("olive")

    def answer(number: int) -> UtilityRequest:
        if number % 2:
            return approve_request(request=request, approved_on=that_day(), by=olive)
        return end_request(
            request=request, ended_as="returned", on=that_day(), because="meter number", by=olive
        )

    outcome = at_once(answer)
    assert len(outcome.done) == 1
    kept = UtilityRequest.objects.get()
    assert bool(kept.approved_on) != bool(kept.ended_on)
    job = Job.objects.get(pk=request.job_id)
    assert (job.utility_approved_on is not None) == (kept.approved_on is not None)
    assert (job.utility_submitted_on is None) == (kept.ended_on is not None)


def test_one_window() -> None:
    job, olive = approved_job(), someone("olive")
    visit = coming_visit(job)
    outcome = at_once(
        lambda n: record_window(visit=visit, starts_on=days_ago(-n - 1), given_on=that_day(), by=olive)
    )
    assert len(outcome.done) == 1
    assert VisitWindow.objects.count() == 1
    stamped_once(job, "outage_confirmed")


def test_one_set_one_stamp_one_record() -> None:
    job, olive = window_given(starts_on=that_day()).visit.job, someone("olive")
    visit, serial = coming_visit(job), serial_of(job)
    outcome = at_once(
        lambda _: record_visit_outcome(
            visit=visit, outcome="set", happened_on=that_day(), serial_seen=serial, by=olive
        )
    )
    assert len(outcome.done) == 1
    stamped_once(job, "adapter_set")
    assert Document.objects.of(job).filter(kind="visit_record").count() == 1


def test_one_failure_and_one_further_visit() -> None:
    job, olive = window_given(starts_on=that_day()).visit.job, someone("olive")
    visit = coming_visit(job)
    outcome = at_once(
        lambda _: record_visit_outcome(
            visit=visit, outcome="failed", happened_on=that_day(), reasons=["F1", "F2"], by=olive
        )
    )
    assert len(outcome.done) == 1
    assert all("Olive already recorded the outcome of visit 1" in said for said in outcome.refused)
    assert [visit.ordinal for visit in SiteVisit.objects.of(job)] == [1, 2]
    assert VisitFailure.objects.of(job).count() == 2
    assert OpenItem.objects.of(job).open().filter(key="utility_requests.fee_word").count() == 1


def test_looking_again_beside_an_act_neither_blocks_nor_doubles() -> None:
    job, olive = prepared().job, someone("olive")
    visit = coming_visit(job)

    def press(number: int) -> object:
        if number == 0:
            return record_fee_payment(
                visit=visit, paid_on=that_day(), paid_by="homeowner", receipt=paper("receipt"), by=olive
            )
        return refresh(job=job, by=olive)

    outcome = at_once(press)
    assert outcome.refused == []
    keys = list(OpenItem.objects.of(job).open().values_list("key", flat=True))
    assert len(keys) == len(set(keys))
