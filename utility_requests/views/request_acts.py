"""Acts on the application: prepare, send, and what the utility answered."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from jobs.job_page.page import visible_job
from jobs.models import Signature, UtilityAccount
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from utility_requests.forms.requests import (
    AnswerForm,
    ApprovalForm,
    ApprovalPaperForm,
    NumbersForm,
    PrepareForm,
    ReasonForm,
    SignedPapersForm,
    SubmitForm,
)
from utility_requests.services import answers, open_items, requests, signed_papers
from utility_requests.views.rows import TAB, desk_act, latest_request


@form_page
@office_only
def prepare(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = PrepareForm(**typed(request))
    act = partial(requests.prepare_request, job=job)
    note = "Opens the packet and its first visit. The fee is today's, whatever is added to the tariff later."
    return desk_act(request, job, form, act, title="Prepare the application", submit="Prepare", note=note)


@form_page
@office_only
def edit_numbers(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    row = latest_request(request, job)
    form = NumbersForm(
        **typed(request), initial={"meter_face_number": row.meter_face_number, "number": row.number}
    )
    act = partial(requests.edit_request, request=row)
    return desk_act(request, job, form, act, title="Numbers of the application", submit="Save")


@form_page
@office_only
def sign(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    account = UtilityAccount.objects.visible_to(request.user).of(job).first()
    initial = {"name_as_signed": account.holder_name if account else ""}
    form = SignedPapersForm(**typed(request), initial=initial)
    act = partial(signed_papers.file_signed_papers, job=job)
    note = "The account holder signs, with the name as it stands on the bill. Ink is as good as a screen."
    return desk_act(request, job, form, act, title="File signed papers", submit="File them", note=note)


@form_page
@office_only
def withdraw_signature(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    signatures = Signature.objects.visible_to(request.user).of(job)
    row = get_object_or_404(signatures, pk=pk, paper__in=signed_papers.OF_THE_UTILITY)
    form = ReasonForm(**typed(request))
    act = partial(signed_papers.withdraw_signed_paper, signature=row)
    title = f"{row.get_paper_display()}: the signature does not hold"
    return desk_act(request, job, form, act, title=title, submit="Withdraw it", danger=True)


@form_page
@office_only
def submit(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    row = latest_request(request, job)
    form = SubmitForm(**typed(request), initial={"number": row.number})
    act = partial(requests.submit_request, request=row)
    name = job.site.utility.short_name
    note = f"Record it once the packet stands in {name}'s portal. What it says is frozen with this day."
    return desk_act(
        request, job, form, act, title=f"Application sent to {name}", submit="It is sent", note=note
    )


@form_page
@office_only
def undo_submission(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(requests.undo_submission, request=latest_request(request, job))
    title = "Undo “application sent”: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def approve(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.approve_request, request=latest_request(request, job))
    title = f"Approved by {job.site.utility.short_name}"
    return desk_act(
        request, job, ApprovalForm(**typed(request)), act, title=title, submit="Record the approval"
    )


@form_page
@office_only
def file_approval(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.file_approval_paper, request=latest_request(request, job))
    form = ApprovalPaperForm(**typed(request))
    return desk_act(request, job, form, act, title="File the approval", submit="File it")


@form_page
@office_only
def waive_approval(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.waive_approval, request=latest_request(request, job))
    form = ReasonForm(**typed(request))
    note = "Only where no approval will come although the work goes on. The owner sees this decision."
    title = "Go on without an approval"
    return desk_act(request, job, form, act, title=title, submit="Go on without it", note=note, danger=True)


@form_page
@office_only
def undo_approval(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.undo_approval, request=latest_request(request, job))
    title = "Undo “approved”: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def answered(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.end_request, request=latest_request(request, job))
    note = (
        "A new application can be prepared afterwards; a fee that was paid for a visit not made passes to it."
    )
    title = f"Returned or denied by {job.site.utility.short_name}"
    return desk_act(
        request, job, AnswerForm(**typed(request)), act, title=title, submit="Record it", note=note
    )


@form_page
@office_only
def undo_answer(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.undo_ending, request=latest_request(request, job))
    title = "Undo the utility's answer: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def withdraw(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(answers.withdraw_request, request=latest_request(request, job))
    note = "For an application that we take back ourselves. A visit to come is called off; ask about its fee."
    title = "Withdraw the application"
    form = ReasonForm(**typed(request))
    return desk_act(request, job, form, act, title=title, submit="Withdraw it", note=note, danger=True)


@require_POST
@office_only
def look_again(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    open_items.look_again(job=job, by=request.user)
    return redirect(TAB, job.number)
