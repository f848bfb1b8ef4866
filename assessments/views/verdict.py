"""Views of the office on the verdict: pre-check, judge, settle, override, record, undo, report a seal."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404

from assessments.forms.acts import ApprovalForm, DecideForm, OverrideForm, SealForm, SettleForm
from assessments.models import Evaluation, FindingDecision
from assessments.services import findings, survey, verdicts
from assessments.services.products import record_product_check
from assessments.services.reading import latest_verdict
from assessments.views.assessment import assessment_tab, current_of
from jobs.job_page.acts import Act, ActPage
from jobs.models import AdapterModel, Job
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import NothingToType, ReasonForm
from kilowire.models import User


@assessment_tab.act(office_only)
def precheck(page: ActPage, job: Job) -> Act:
    return Act(
        title="Pre-check",
        form=NothingToType,
        does=partial(verdicts.precheck, job=job),
        submit="Pre-check",
        note="Judges what is known so far, before a truck rolls. Nothing is decided by it.",
    )


@assessment_tab.act(office_only)
def judge(page: ActPage, job: Job) -> Act:
    return Act(
        title="Judge again",
        form=NothingToType,
        does=partial(verdicts.judge, job=job),
        submit="Judge again",
        note="Judges the answers as they stand now by the rules of today. "
        "Earlier evaluations stay as they were.",
    )


@assessment_tab.act(office_only)
def decide(page: ActPage, job: Job) -> Act:
    return Act(
        title="Record: eligible",
        form=DecideForm,
        does=partial(verdicts.decide_eligibility, job=job),
        submit="Record it",
    )


def _judged(user: User, job: Job, rule: str) -> tuple[Evaluation, dict[str, Any]]:
    """Return the last evaluation for the verdict and the finding of this rule in it."""
    last = latest_verdict(job)
    finding = last.finding(rule) if last else None
    if last is None or finding is None:
        raise Http404
    return last, finding


@assessment_tab.act_on(_judged, office_only)
def settle(page: ActPage, judged: tuple[Evaluation, dict[str, Any]]) -> Act:
    last, finding = judged
    rule = finding["rule"]
    return Act(
        title=f"Settle: {findings.title_of(last, rule)}",
        form=partial(SettleForm, initial=_earlier_decision(page.job, rule)),
        does=partial(findings.decide_finding, job=page.job, rule=rule),
        submit="Settle it",
        note=f"{finding['message']} {finding['fix']}",
    )


def _earlier_decision(job: Job, rule: str) -> dict[str, str]:
    """Return what the office wrote when an earlier evaluation left the same finding open."""
    earlier = FindingDecision.objects.of(job).filter(rule=rule).last()
    return {"because": earlier.because, "named_source": earlier.named_source} if earlier else {}


@assessment_tab.act(office_only)
def override(page: ActPage, job: Job) -> Act:
    return Act(
        title="The adapter all the same",
        form=OverrideForm,
        does=partial(findings.override_recommendation, job=job),
        submit="Write it down",
        note="Something simpler than the adapter was recommended, or nothing yet.",
    )


@assessment_tab.act(office_only)
def reopen(page: ActPage, job: Job) -> Act:
    return Act(
        title="Open the survey again",
        form=ReasonForm,
        does=partial(survey.reopen_survey, job=job),
        submit="Open the survey again",
        note="Every answer and photo is kept; the survey's paper no longer holds.",
        danger=True,
    )


@assessment_tab.act(office_only)
def undo(page: ActPage, job: Job) -> Act:
    return Act(
        title="Undo the verdict",
        form=ReasonForm,
        does=partial(verdicts.undo_verdict, job=job),
        submit="Undo it",
        note="Evaluations and what was settled stay on file; the verdict's paper no longer holds.",
        danger=True,
    )


@assessment_tab.act(office_only)
def seal_reported(page: ActPage, job: Job) -> Act:
    utility = job.site.utility
    return Act(
        title=f"The broken seal is reported to {utility.short_name}",
        form=SealForm,
        does=partial(survey.report_seal, job=job),
        submit="Record",
        note=f"{utility.name}: {utility.phone}" if utility.phone else utility.name,
    )


def _chosen_adapter(user: User, job: Job) -> AdapterModel:
    chosen = current_of(job).adapter
    if chosen is None:
        raise Http404
    return chosen


@assessment_tab.act_on(_chosen_adapter, office_only)
def approval(page: ActPage, adapter: AdapterModel) -> Act:
    """Record the status of this job's adapter on the product list; the same act as in the directory."""
    return Act(
        title=f"Product list: {adapter}",
        form=ApprovalForm,
        does=partial(record_product_check, adapter=adapter),
        submit="Record",
        note="It holds for every job with this model; what was judged before stays as it was.",
    )
