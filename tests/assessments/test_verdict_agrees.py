"""A verdict is good for the house it was made for: what changed since is said and judged again."""

from __future__ import annotations

from typing import Any

import pytest

from assessments import facts
from assessments.models import Assessment, Evaluation
from assessments.services import answers, findings, products, verdicts
from assessments.services.answers import Given
from jobs.agreeing.services import agreeing
from jobs.holds.services import holds
from jobs.homeowner.views.status import status_context
from jobs.milestones.services import milestones
from jobs.models import Document, Job, OpenItem
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from tests.builders.assessments import eligible_job
from tests.builders.cast import someone
from tests.builders.jobs import days_ago
from tests.builders.records import ev_adapter

pytestmark = pytest.mark.django_db


def answer(job: Job, fact: str, value: Any, source: str = "site") -> None:
    answers.record_answers(job=job, given=[Given(fact, source, value)], by=someone("asa"))


def judge(job: Job) -> Evaluation:
    return verdicts.judge(job=job, by=someone("olive"))


def asked(job: Job) -> list[tuple[str, str, str]]:
    items = OpenItem.objects.of(job).open().that_must_agree()
    return [(item.party, item.what, item.act) for item in items]


def test_a_fact_of_the_house_that_changed_asks_for_another_judgment() -> None:
    job = eligible_job()
    assert asked(job) == []
    label = _label("main_breaker_amps")
    answer(job, "main_breaker_amps", 125)
    assert asked(job) == [
        ("office", f"Changed since the verdict: {label}: judge again", "assessments:assessment")
    ]
    assert job in Job.objects.that_do_not_add_up()
    with pytest.raises(Refused, match=f"Not yet. Changed since the verdict: {label}: judge again"):
        agreeing.refuse_while_it_differs(Job.objects.get(pk=job.pk), Milestone.UTILITY_SUBMITTED)


def test_changing_it_back_settles_it_as_judging_again_does() -> None:
    job = eligible_job()
    before = Assessment.objects.get(job=job)
    answer(job, "main_breaker_amps", 125)
    answer(job, "main_breaker_amps", 100)
    assert asked(job) == []
    answer(job, "main_breaker_amps", 125)
    evaluation = judge(job)
    assert evaluation.verdict == "pass"
    assert asked(job) == []
    assert job not in Job.objects.that_do_not_add_up()
    assert (before.verdict, Assessment.objects.get(job=job).verdict) != (evaluation, before.verdict)
    report = Document.objects.of(job).in_force().of_kind(PaperKind.ELIGIBILITY_REPORT).get()
    assert report.context["facts"]["main_breaker_amps"] == 125
    assert Job.objects.get(pk=job.pk).eligible_on == job.eligible_on


def test_a_house_that_no_longer_passes_says_why_until_the_verdict_is_undone() -> None:
    job = eligible_job()
    recorded = Assessment.objects.get(job=job).verdict
    answer(job, "lock_ring", True)
    answer(job, "meter_class_amps", 400)
    judge(job)
    ((_, what, _),) = asked(job)
    assert what.startswith("The verdict no longer says eligible (not eligible")
    assert Assessment.objects.get(job=job).verdict == recorded
    verdicts.undo_verdict(job=job, because="The meter is of another class", by=someone("olive"))
    assert asked(job) == []


def test_what_another_judgment_leaves_open_is_settled_in_writing() -> None:
    job = eligible_job()
    adapter = ev_adapter()
    products.record_product_check(
        adapter=adapter, approval="unknown", source="", checked_on=days_ago(0), by=someone("olive")
    )
    assert len(asked(job)) == 1
    evaluation = judge(job)
    open_rules = [finding["rule"] for finding in evaluation.with_outcome("review", "info")]
    assert open_rules
    assert asked(job)[0][1].startswith("The verdict no longer says eligible (settle in writing first")
    for rule in open_rules:
        findings.decide_finding(
            job=job, rule=rule, because="SCE said so", named_source="Rosa at SCE", by=someone("olive")
        )
    assert asked(job) == []
    assert Assessment.objects.get(job=job).verdict == evaluation
    with pytest.raises(Refused, match="The verdict is recorded"):
        findings.decide_finding(job=job, rule=open_rules[0], because="Again", by=someone("olive"))


def test_another_version_of_the_rules_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    job = eligible_job()
    evaluation = Assessment.objects.get(job=job).verdict
    monkeypatch.setattr("assessments.services.reading.current_ruleset", lambda *_, **__: pytest.fail("asked"))
    agreeing.bring_up_to_date(job=job, by=someone("olive"))
    assert evaluation is not None
    assert asked(job) == []


def test_a_cancelled_job_asks_nothing() -> None:
    job = eligible_job()
    answer(job, "main_breaker_amps", 125)
    holds.cancel_job(job=job, because="price", note="", by=someone("olive"))
    assert asked(job) == []
    holds.reopen_job(job=job, because="They called", by=someone("olive"))
    assert len(asked(job)) == 1


def test_the_homeowner_reads_that_the_house_is_checked_again() -> None:
    job = eligible_job()
    assert status_context(job)["checking"] == []
    answer(job, "main_breaker_amps", 125)
    (said,) = status_context(job)["checking"]
    assert said.startswith("Something about your house changed")


def test_the_utilitys_visit_is_not_ready_while_the_verdict_does_not_fit() -> None:
    job = eligible_job()
    assert agreeing.what_wastes_a_visit(job) == ()
    answer(job, "main_breaker_amps", 125)
    (what,) = agreeing.what_wastes_a_visit(job)
    assert what.startswith("Changed since the verdict")


def test_facts_that_agree_cost_an_act_no_entry_into_the_open_items(monkeypatch: pytest.MonkeyPatch) -> None:
    job = eligible_job()
    monkeypatch.setattr("jobs.agreeing.services.agreeing.open_items", None)
    milestones.stamp(
        job=job, milestone=Milestone.UTILITY_APPROVED, on=days_ago(0), by=someone("olive"), reference="A-1"
    )


def _label(fact: str) -> str:
    return str(facts.load()[fact].label)
