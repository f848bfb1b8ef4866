"""What the office settles in writing, and what it may not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from assessments.models import Evaluation, FindingDecision, RecommendationOverride
from assessments.services import findings, verdicts
from jobs.models import Job, Upload
from kilowire.floor.refusals import Refused
from tests.assessments.history import last_event, written_since
from tests.builders.assessments import CANNOT_TELL, eligible_job, reviewed_job, surveyed_job
from tests.builders.cast import someone
from tests.builders.files import not_a_paper, paper
from tests.builders.jobs import accepted_job, days_ago

pytestmark = pytest.mark.django_db


def settle(job: Job, rule: str = "panel-bus", **new: Any) -> FindingDecision:
    given = {"because": "SCE counts the main breaker", "by": someone("olive")}
    return findings.decide_finding(job=job, rule=rule, **{**given, **new})


def override(job: Job, because: str = "The dryer runs all night") -> RecommendationOverride:
    return findings.override_recommendation(job=job, because=because, by=someone("olive"))


def test_a_review_is_settled_with_a_reason_and_the_evaluation_stays() -> None:
    job = reviewed_job()
    answer = Evaluation.objects.of(job).get().answer
    before = last_event(job)
    decision = settle(job, on=days_ago(1))
    assert (decision.outcome, decision.decided_by.name, decision.decided_on) == (
        "review",
        "Olive",
        days_ago(1),
    )
    assert written_since(job, before) == [("desk", "Settled by the office: Panel bus rating")]
    assert Evaluation.objects.of(job).get().answer == answer


def test_nothing_is_settled_without_a_reason() -> None:
    job = reviewed_job()
    with pytest.raises(Refused, match="Say why") as refusal:
        settle(job, because="  ")
    assert refusal.value.field == "because"


def test_what_nobody_knows_also_needs_a_document_or_a_named_source() -> None:
    job = surveyed_job(voltage=CANNOT_TELL)
    with pytest.raises(Refused, match="file a document or name the source") as refusal:
        settle(job, "voltage")
    assert refusal.value.field == "named_source"
    before = last_event(job)
    decision = settle(job, "voltage", document=paper("letter"))
    assert decision.document == Upload.objects.of(job).of_kind("finding_evidence").get()
    assert written_since(job, before) == [
        ("filed", "Evidence for a finding filed"),
        ("desk", "Settled by the office: Voltage"),
    ]


def test_a_document_that_is_none_is_refused_by_name_and_nothing_is_settled() -> None:
    job = surveyed_job(voltage=CANNOT_TELL)
    with pytest.raises(Refused), transaction.atomic():
        settle(job, "voltage", document=not_a_paper())
    assert not FindingDecision.objects.exists()
    empty = SimpleUploadedFile("letter.pdf", b"")
    with pytest.raises(Refused), transaction.atomic():
        settle(job, "voltage", document=empty)


def test_the_second_person_is_told_who_settled_it() -> None:
    job = reviewed_job()
    settle(job)
    with pytest.raises(Refused, match="Olive already settled this"):
        settle(job, by=someone("owen"))


@pytest.mark.parametrize("rule", ["utility", "no-such-rule", "owner-consent"])
def test_there_is_nothing_to_settle_where_nothing_is_open(rule: str) -> None:
    with pytest.raises(Refused, match="nothing to settle"):
        settle(reviewed_job(), rule)


def test_a_decision_belongs_to_its_evaluation_and_is_asked_again_after_the_next() -> None:
    job = reviewed_job()
    settle(job)
    settle(job, "sce-account")
    verdicts.judge(job=job, by=someone("olive"))
    with pytest.raises(Refused, match="Settle in writing first: SCE account and Panel bus rating"):
        verdicts.decide_eligibility(job=job, by=someone("olive"))
    assert settle(job).evaluation == Evaluation.objects.of(job).first()


def test_nothing_is_settled_before_the_survey_or_after_the_verdict() -> None:
    with pytest.raises(Refused, match="the site survey is not recorded"):
        settle(accepted_job())
    job = eligible_job()
    with pytest.raises(Refused, match="The verdict is recorded"):
        settle(job)
    with pytest.raises(Refused, match="The verdict is recorded"):
        override(job)


def test_the_recommendation_is_overridden_once_and_with_a_reason() -> None:
    job = surveyed_job(outlet_240v_at_parking=True, wants_dedicated_circuit=False)
    with pytest.raises(Refused, match="Say why"):
        override(job, " ")
    before = last_event(job)
    override(job)
    said = "The adapter all the same; recommended was: Splitter on the outlet that is there"
    assert written_since(job, before) == [("desk", said)]
    with pytest.raises(Refused, match="Olive already wrote it down"):
        override(job)


def test_what_was_recommended_needs_no_override() -> None:
    with pytest.raises(Refused, match="is what was recommended"):
        override(surveyed_job())
    with pytest.raises(Refused, match="places nothing"):
        override(surveyed_job(kind="removal"))


def test_the_database_holds_what_a_decision_is() -> None:
    evaluation = Evaluation.objects.of(reviewed_job()).get()
    lawful = {"rule": "panel-bus", "outcome": "review", "because": "Yes", "decided_on": days_ago(0)}
    for lie in ({"outcome": "fail"}, {"because": ""}, {"outcome": "info"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FindingDecision.objects.create(
                evaluation=evaluation, decided_by=someone("olive"), **{**lawful, **lie}
            )
    FindingDecision.objects.create(evaluation=evaluation, decided_by=someone("olive"), **lawful)
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingDecision.objects.create(evaluation=evaluation, decided_by=someone("olive"), **lawful)
