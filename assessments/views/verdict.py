"""The office's acts on the verdict: pre-check, judge, settle, record, undo, report, look up."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse

from assessments.forms.acts import (
    ApprovalForm,
    DecideForm,
    NothingToType,
    OverrideForm,
    ReasonForm,
    SealForm,
    SettleForm,
)
from assessments.models import FindingDecision
from assessments.services import findings, survey, verdicts
from assessments.services.products import record_product_check
from assessments.services.reading import latest_verdict
from assessments.views.assessment import BACK, TAB, current_of
from jobs.job_page.act_page import act_page
from jobs.job_page.page import visible_job
from jobs.models import Job
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed

desk_act = partial(act_page, tab=TAB, back=BACK)


@form_page
@office_only
def precheck(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), NothingToType(**typed(request))
    act = partial(verdicts.precheck, job=job)
    note = "Judges what is known so far, before a truck rolls. Nothing is decided by it."
    return desk_act(request, job, form, act, title="Pre-check", submit="Pre-check", note=note)


@form_page
@office_only
def judge(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), NothingToType(**typed(request))
    act = partial(verdicts.judge, job=job)
    note = (
        "Judges the answers as they stand now by the rules of today. Earlier evaluations stay as they were."
    )
    return desk_act(request, job, form, act, title="Judge again", submit="Judge again", note=note)


@form_page
@office_only
def decide(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), DecideForm(**typed(request))
    act = partial(verdicts.decide_eligibility, job=job)
    return desk_act(request, job, form, act, title="Record: eligible", submit="Record it")


@form_page
@office_only
def settle(request: HttpRequest, job_number: str, rule: str) -> HttpResponse:
    job = visible_job(request, job_number)
    last = latest_verdict(job)
    finding = last.finding(rule) if last else None
    if last is None or finding is None:
        raise Http404
    form = SettleForm(initial=_as_last_time(job, rule), **typed(request))
    act = partial(findings.decide_finding, job=job, rule=rule)
    title, note = f"Settle: {findings.title_of(last, rule)}", f"{finding['message']} {finding['fix']}"
    return desk_act(request, job, form, act, title=title, submit="Settle it", note=note)


def _as_last_time(job: Job, rule: str) -> dict[str, str]:
    """What was written when an earlier evaluation left the same open."""
    earlier = FindingDecision.objects.of(job).filter(rule=rule).last()
    return {"because": earlier.because, "named_source": earlier.named_source} if earlier else {}


@form_page
@office_only
def override(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), OverrideForm(**typed(request))
    act = partial(findings.override_recommendation, job=job)
    note = "Something simpler than the adapter was recommended, or nothing yet."
    return desk_act(
        request, job, form, act, title="The adapter all the same", submit="Write it down", note=note
    )


@form_page
@office_only
def reopen(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), ReasonForm(**typed(request))
    act = partial(survey.reopen_survey, job=job)
    note = "Every answer and photo is kept; the survey's paper no longer holds."
    title = "Open the survey again"
    return desk_act(request, job, form, act, title=title, submit=title, note=note, danger=True)


@form_page
@office_only
def undo(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), ReasonForm(**typed(request))
    act = partial(verdicts.undo_verdict, job=job)
    note = "Evaluations and what was settled stay on file; the verdict's paper no longer holds."
    return desk_act(
        request, job, form, act, title="Undo the verdict", submit="Undo it", note=note, danger=True
    )


@form_page
@office_only
def seal_reported(request: HttpRequest, job_number: str) -> HttpResponse:
    job, form = visible_job(request, job_number), SealForm(**typed(request))
    utility = job.site.utility
    act = partial(survey.report_seal, job=job)
    note = f"{utility.name}: {utility.phone}" if utility.phone else utility.name
    title = f"The broken seal is reported to {utility.short_name}"
    return desk_act(request, job, form, act, title=title, submit="Record", note=note)


@form_page
@office_only
def approval(request: HttpRequest, job_number: str) -> HttpResponse:
    """The product list's word on the adapter of this job; the same act as in the directory."""
    job = visible_job(request, job_number)
    chosen = current_of(job).adapter
    if chosen is None:
        raise Http404
    form = ApprovalForm(**typed(request))
    act = partial(record_product_check, adapter=chosen)
    note = "It holds for every job with this model; what was judged before stays as it was."
    return desk_act(request, job, form, act, title=f"Product list: {chosen}", submit="Record", note=note)
