"""Forty press at once at the desks: each act that stamps is done once, the others are told who was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from assessments.services import findings, survey, verdicts
from jobs.closeout.services import closeout
from jobs.milestones.services import milestones
from jobs.models import Coverage, Document, Event, EventKind, Job, OpenItem, Reference, Upload
from jobs.road import stages
from jobs.road.stages import Milestone
from jobs.search.services import search
from jobs.warranty.services import warranties as warranty
from permits.services.issuing import issue_permit
from permits.services.results import pass_inspection
from tests.builders import assessments, permits, utility_requests, whole_road
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.jobs import accepted_job, days_ago
from tests.races.harness import AT_ONCE, at_once
from utility_requests.models import FeePayment, SiteVisit, UtilityRequest, VisitWindow
from utility_requests.services.answers import end_request
from utility_requests.services.approvals import approve_request
from utility_requests.services.fees import record_fee_payment
from utility_requests.services.requests import prepare_request, submit_request
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import record_window

pytestmark = [pytest.mark.races, pytest.mark.django_db(transaction=True)]

Act = Callable[[int], Any]


def today() -> date:
    return days_ago(0)


@dataclass(frozen=True)
class Race:
    """A job on which one act is due, and that act as each of the forty presses it."""

    milestone: Milestone
    ready: Callable[[], tuple[Job, Act]]


def _complete() -> tuple[Job, Act]:
    job, asa = assessments.ready_to_complete(), someone("asa")
    return job, lambda _: survey.complete_survey(job=job, on=today(), by=asa)


def _decide() -> tuple[Job, Act]:
    job, olive = assessments.surveyed_job(), someone("olive")
    return job, lambda _: verdicts.decide_eligibility(job=job, on=today(), by=olive)


def _issue() -> tuple[Job, Act]:
    permit, olive = permits.permit_applied(), someone("olive")
    return permit.job, lambda n: issue_permit(
        permit=permit, number=f"E-{n}", issued_on=today(), document=paper("permit"), by=olive
    )


def _submit() -> tuple[Job, Act]:
    request, olive = utility_requests.packet_complete(), someone("olive")
    return request.job, lambda n: submit_request(
        request=request, submitted_on=today(), number=f"MSA-{n}", by=olive
    )


def _approve() -> tuple[Job, Act]:
    job, olive = utility_requests.submitted_job(), someone("olive")
    request = utility_requests.request_of(job)
    return job, lambda _: approve_request(
        request=request, approved_on=today(), paper=paper("approval"), by=olive
    )


def _window() -> tuple[Job, Act]:
    job, olive = utility_requests.approved_job(), someone("olive")
    visit = utility_requests.coming_visit(job)
    return job, lambda _: record_window(visit=visit, starts_on=today(), given_on=today(), by=olive)


def _set() -> tuple[Job, Act]:
    job, olive = utility_requests.window_given(starts_on=today()).visit.job, someone("olive")
    visit, serial = utility_requests.coming_visit(job), utility_requests.serial_of(job)
    return job, lambda _: record_visit_outcome(
        visit=visit, outcome="set", happened_on=today(), serial_seen=serial, by=olive
    )


def _removed() -> tuple[Job, Act]:
    contracted = utility_requests.contracted_job(kind="removal")
    job, olive = utility_requests.window_given(contracted, starts_on=today()).visit.job, someone("olive")
    visit = utility_requests.coming_visit(job)
    return job, lambda _: record_visit_outcome(visit=visit, outcome="removed", happened_on=today(), by=olive)


def _pass() -> tuple[Job, Act]:
    row, olive = permits.final_asked(permits.permitted_job()), someone("olive")
    return row.permit.job, lambda _: pass_inspection(
        inspection=row, passed_on=today(), inspector="R. Alvarez", card=paper("card"), by=olive
    )


def _close() -> tuple[Job, Act]:
    job, olive = whole_road.commissioned_job(), someone("olive")
    for coverage in Coverage.objects.of(job).exclude(kind="workmanship"):
        warranty.register_with_maker(
            coverage=coverage, registered_on=today(), number="R-1", proof=None, by=olive
        )
    return job, lambda _: closeout.close_out(job=job, on=today(), by=olive)


def _end_warranty() -> tuple[Job, Act]:
    job, olive = whole_road.closed_job(), someone("olive")
    Coverage.objects.of(job).filter(kind="workmanship").update(starts_on=days_ago(400), until_on=days_ago(35))
    return job, lambda _: warranty.end_warranty(job=job, on=today(), by=olive)


RACES = {
    "survey complete": Race(Milestone.SURVEYED, _complete),
    "eligible": Race(Milestone.ELIGIBLE, _decide),
    "permit issued": Race(Milestone.PERMIT_ISSUED, _issue),
    "application sent": Race(Milestone.UTILITY_SUBMITTED, _submit),
    "application approved": Race(Milestone.UTILITY_APPROVED, _approve),
    "date given": Race(Milestone.OUTAGE_CONFIRMED, _window),
    "adapter set": Race(Milestone.ADAPTER_SET, _set),
    "adapter removed": Race(Milestone.ADAPTER_SET, _removed),
    "final passed": Race(Milestone.INSPECTION_PASSED, _pass),
    "closed out": Race(Milestone.CLOSED_OUT, _close),
    "warranty over": Race(Milestone.WARRANTY_OVER, _end_warranty),
}


@pytest.mark.parametrize("name", RACES)
def test_an_act_of_a_desk_is_done_once_and_the_others_are_told_who_was_first(name: str) -> None:
    race = RACES[name]
    job, act = race.ready()
    uploads, items = Upload.objects.of(job).count(), _open_keys(job)
    outcome = at_once(act)
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    first = "Asa" if race.milestone is Milestone.SURVEYED else "Olive"
    assert {sentence.startswith(f"{first} already ") for sentence in outcome.refused} == {True}
    events = Event.objects.of(job).filter(kind=EventKind.DONE, milestone=race.milestone)
    assert events.count() == 1
    _is_whole(job, race.milestone)
    assert Upload.objects.of(job).count() - uploads <= 1
    assert max(_open_keys(job).values(), default=1) == 1, items


def _open_keys(job: Job) -> Counter[str]:
    return Counter(OpenItem.objects.of(job).open().exclude(key="").values_list("key", flat=True))


def _is_whole(job: Job, milestone: Milestone) -> None:
    """The stamp stands, the stage follows it, and nothing that the act wrote is there twice."""
    job = Job.objects.get(pk=job.pk)
    assert job.day_of(milestone) == today()
    assert job.stage == stages.stage_of(job.kind, job.standing)
    kinds = Counter(Document.objects.of(job).in_force().values_list("kind", flat=True))
    assert set(kinds.values()) <= {1}, kinds
    for paper_kind in kinds:
        chain = Document.objects.of(job).of_kind(paper_kind)
        assert chain.filter(successor=None).count() == 1
    references = Counter(Reference.objects.of(job).values_list("kind", "value", "source"))
    assert set(references.values()) <= {1}, references
    assert len({value for kind, value, _ in references if kind == "permit"}) <= 1
    assert len({value for kind, value, _ in references if kind == "utility_request"}) <= 1
    assert UtilityRequest.objects.of(job).count() <= 1
    assert SiteVisit.objects.of(job).count() <= 1
    assert VisitWindow.objects.of(job).count() <= 1
    assert FeePayment.objects.of(job).count() <= 1


def test_a_visit_that_failed_opens_one_further_visit() -> None:
    job, olive = utility_requests.window_given(starts_on=today()).visit.job, someone("olive")
    visit = utility_requests.coming_visit(job)
    outcome = at_once(
        lambda _: record_visit_outcome(
            visit=visit, outcome="failed", happened_on=today(), reasons=["F1", "F2"], by=olive
        )
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert SiteVisit.objects.of(job).count() == 2
    assert visit.failures.count() == 2
    assert Event.objects.of(job).filter(kind=EventKind.UNDONE, milestone="outage_confirmed").count() == 1


def test_one_outcome_is_kept_of_several_told_at_once() -> None:
    """Half of the office heard "set", the other half "failed": whoever is first is kept whole."""
    job, olive = utility_requests.window_given(starts_on=today()).visit.job, someone("olive")
    visit, serial = utility_requests.coming_visit(job), utility_requests.serial_of(job)

    def tell(number: int) -> SiteVisit:
        told = (
            {"outcome": "set", "serial_seen": serial}
            if number % 2
            else {"outcome": "failed", "reasons": ["F1"]}
        )
        return record_visit_outcome(visit=visit, happened_on=today(), by=olive, **told)

    outcome = at_once(tell)
    assert len(outcome.done) == 1
    kept = SiteVisit.objects.of(job).get(ordinal=1).outcome
    job.refresh_from_db()
    assert (job.adapter_set_on is not None) == (kept == "set")
    assert SiteVisit.objects.of(job).count() == (1 if kept == "set" else 2)
    assert job.stage == stages.stage_of(job.kind, job.standing)


def test_approved_and_denied_at_once_leave_one_answer() -> None:
    job, olive = utility_requests.submitted_job(), someone("olive")
    request = utility_requests.request_of(job)

    def answer(number: int) -> UtilityRequest:
        if number % 2:
            return approve_request(request=request, approved_on=today(), by=olive)
        return end_request(request=request, ended_as="denied", on=today(), because="Full", by=olive)

    outcome = at_once(answer)
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    request.refresh_from_db()
    job.refresh_from_db()
    assert (request.approved_on is None) is bool(request.ended_as)
    assert (job.utility_approved_on is None) is bool(request.ended_as)
    assert (job.utility_submitted_on is None) is bool(request.ended_as)


def test_one_application_is_prepared_with_one_visit() -> None:
    utility_requests.tariff()
    job, olive = utility_requests.contracted_job(), someone("olive")
    outcome = at_once(lambda _: prepare_request(job=job, meter_face_number=utility_requests.METER, by=olive))
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert all(sentence.startswith("Olive already prepared") for sentence in outcome.refused)
    assert (UtilityRequest.objects.of(job).count(), SiteVisit.objects.of(job).count()) == (1, 1)
    assert Reference.objects.of(job).filter(kind="meter").count() == 1


def test_the_fee_of_a_visit_is_paid_once() -> None:
    job, olive = utility_requests.prepared().job, someone("olive")
    visit = utility_requests.coming_visit(job)
    outcome = at_once(
        lambda n: record_fee_payment(
            visit=visit, paid_on=today(), paid_by="homeowner", receipt=paper(f"receipt {n}"), by=olive
        )
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert all(
        sentence.startswith("Olive already recorded the fee of visit 1") for sentence in outcome.refused
    )
    assert FeePayment.objects.of(job).count() == 1
    assert Upload.objects.of(job).filter(kind="fee_receipt").count() == 1
    assert Document.objects.of(job).in_force().filter(kind="fee_record").count() == 1


def test_a_device_is_registered_once_and_its_certificate_is_one() -> None:
    job, olive = whole_road.commissioned_job(), someone("olive")
    coverage = Coverage.objects.of(job).exclude(kind="workmanship")[0]
    outcome = at_once(
        lambda n: warranty.register_with_maker(
            coverage=coverage, registered_on=today(), number=f"R-{n}", proof=paper("proof"), by=olive
        )
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert all("already registered" in sentence for sentence in outcome.refused)
    assert Upload.objects.of(job).filter(kind="warranty_registration").count() == 1
    assert Document.objects.of(job).in_force().filter(kind="warranty_certificate").count() == 1


def test_a_finding_is_settled_once() -> None:
    job, olive = assessments.reviewed_job(), someone("olive")
    outcome = at_once(
        lambda n: findings.decide_finding(job=job, rule="panel-bus", because=f"Because {n}", by=olive)
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert all(sentence.startswith("Olive already settled this") for sentence in outcome.refused)


def test_a_number_by_which_a_job_is_found_is_kept_once() -> None:
    job = accepted_job()
    outcome = at_once(lambda _: search.refer(job=job, kind="permit", value="E-2026-17"))
    assert len(outcome.done) == AT_ONCE
    assert Reference.objects.of(job).filter(kind="permit", value="E-2026-17").count() == 1


def test_a_step_is_undone_once() -> None:
    job, olive = permits.permitted_job(), someone("olive")
    outcome = at_once(
        lambda _: milestones.withdraw(
            job=job, milestone=Milestone.PERMIT_ISSUED, because="Another house", by=olive
        )
    )
    assert (len(outcome.done), len(outcome.refused)) == (1, AT_ONCE - 1)
    assert Event.objects.of(job).filter(kind=EventKind.UNDONE, milestone="permit_issued").count() == 1
    assert Document.objects.of(job).filter(kind="permit_record", withdrawn_on=today()).count() == 1
