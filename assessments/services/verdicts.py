"""Judge what is known, as a pre-check or for the verdict; record the verdict, and undo it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import words
from assessments.eligibility import evaluate
from assessments.models import Assessment, Evaluation, Purpose
from assessments.services.assessment_rows import locked_assessment, refuse_if_over
from assessments.services.open_items import bring_up_to_date, takes_out_a_generator
from assessments.services.reading import (
    Known,
    device_snapshot,
    fits,
    known_of,
    latest_verdict,
    ruleset_for,
)
from assessments.services.renewing import renew_verdict
from assessments.services.settling import refuse_unsettled_findings
from assessments.services.verdict_paper import issue_eligibility_report
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import EventKind, Job
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason, not_before
from kilowire.models import User


@transaction.atomic
def precheck(*, job: Job, by: User, on: date | None = None) -> Evaluation:
    """Judge what is known before the survey and keep the evaluation; nothing is stamped."""
    return _evaluate(locked_assessment(job), Purpose.PRECHECK, by, on or timezone.localdate())


@transaction.atomic
def judge(*, job: Job, by: User, on: date | None = None) -> Evaluation:
    """Judge the completed survey and keep the evaluation; earlier ones are kept too.

    After the verdict is recorded, an evaluation that is eligible too becomes the verdict, with a new report;
    any other one leaves the verdict as what no longer agrees with the house. Refused before the survey is
    complete.
    """
    assessment = locked_assessment(job)
    if Milestone.SURVEYED not in assessment.job.standing:
        raise Refused("Not yet: the site survey is not recorded. Until then a pre-check tells what is known.")
    return _evaluate(assessment, Purpose.VERDICT, by, on or timezone.localdate())


@transaction.atomic
def decide_eligibility(*, job: Job, by: User, on: date | None = None) -> Job:
    """Stamp the job as eligible and issue the eligibility report.

    Refused if the last evaluation is out of date, fails, or leaves a finding open, and if something simpler
    than the adapter was recommended without a recorded override.
    """
    on = on or timezone.localdate()
    assessment = locked_assessment(job)
    refuse_if_over(assessment.job)
    evaluation = latest_verdict(assessment.job)
    if Milestone.ELIGIBLE not in assessment.job.standing:
        _refuse_unsettled(known_of(assessment.job, assessment), evaluation, on)
    job = milestones.stamp(job=assessment.job, milestone=Milestone.ELIGIBLE, on=on, by=by)
    assessment.verdict = evaluation
    assessment.save(update_fields=["verdict"])
    assessment = locked_assessment(job)
    if evaluation:
        issue_eligibility_report(evaluation, assessment, by, on)
    bring_up_to_date(known_of(assessment.job, assessment), evaluation, by, on)
    return job


@transaction.atomic
def undo_verdict(*, job: Job, because: str, by: User) -> Job:
    """Undo the verdict for a written reason; evaluations and decisions stay, its paper is withdrawn."""
    assessment = locked_assessment(job)
    needs_reason(because)
    job = milestones.withdraw(job=assessment.job, milestone=Milestone.ELIGIBLE, because=because, by=by)
    assessment.verdict = None
    assessment.save(update_fields=["verdict"])
    assessment = locked_assessment(job)
    bring_up_to_date(known_of(assessment.job, assessment), latest_verdict(job), by)
    return job


def why_not_eligible(known: Known, evaluation: Evaluation | None, on: date) -> str:
    """Return why "eligible" cannot be recorded, in one sentence; empty if it can."""
    try:
        _refuse_unsettled(known, evaluation, on)
    except Refused as refusal:
        return str(refusal)
    return ""


def _evaluate(assessment: Assessment, purpose: Purpose, by: User, on: date) -> Evaluation:
    refuse_if_over(assessment.job)
    day_has_come(on, field="on")
    known, ruleset = known_of(assessment.job, assessment), ruleset_for(assessment.job, on)
    answer, earlier = evaluate(known.facts, ruleset), latest_verdict(assessment.job)
    evaluation = Evaluation.objects.create(
        assessment=assessment,
        purpose=purpose,
        evaluated_on=on,
        by=by,
        ruleset=ruleset.name,
        facts=known.facts,
        answer=answer,
        verdict=answer["eligibility"],
        correctable=answer["correctable"],
        recommendation=answer["recommendation"] or "",
        rule21_required=answer["rule21_required"],
        adapter=assessment.adapter,
        device=device_snapshot(assessment.adapter),
    )
    _record_event(evaluation, assessment, by)
    renew_verdict(assessment, evaluation, by, on)
    asks_for_rule_21 = _asks_for_rule_21(evaluation) and not _asks_for_rule_21(earlier)
    bring_up_to_date(known, latest_verdict(assessment.job), by, on, asks_for_rule_21=asks_for_rule_21)
    return evaluation


def _asks_for_rule_21(evaluation: Evaluation | None) -> bool:
    if evaluation is None or evaluation.purpose != Purpose.VERDICT:
        return False
    return evaluation.rule21_required or takes_out_a_generator(evaluation.facts)


def _record_event(evaluation: Evaluation, assessment: Assessment, by: User) -> None:
    word = words.verdict(evaluation.verdict, correctable=evaluation.correctable).word
    act = "Pre-checked" if evaluation.purpose == Purpose.PRECHECK else "Judged"
    history.record(
        job=assessment.job,
        kind=EventKind.DESK,
        sentence=f"{act} by the rules {evaluation.ruleset}: {word[0].lower()}{word[1:]}",
        on=evaluation.evaluated_on,
        by=by,
        after={"evaluation": evaluation.pk, "verdict": evaluation.verdict, "ruleset": evaluation.ruleset},
    )


def _refuse_unsettled(known: Known, evaluation: Evaluation | None, on: date) -> None:
    job = known.job
    if Milestone.SURVEYED not in job.standing:
        raise Refused("Not yet: the site survey is not recorded.")
    if evaluation is None or not fits(evaluation, known, ruleset_for(job, on)):
        raise Refused("What is known has changed since the last evaluation: judge again first.")
    so = _("no verdict before it")
    not_before(on, job.surveyed_on, _("The house was surveyed"), so, field="on")
    refuse_unsettled_findings(evaluation, known)
