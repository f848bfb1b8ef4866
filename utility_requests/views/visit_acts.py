"""Acts on the utility's visits: its dates, what came of them, what was mended, and their fees."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from jobs.job_page.page import visible_job
from kilowire.floor.access import office_only
from kilowire.floor.forms.typed import form_page, typed
from utility_requests.failure_reasons import REASONS
from utility_requests.forms.requests import ReasonForm
from utility_requests.forms.visits import (
    FeeAnswerForm,
    FeePaymentForm,
    MendedForm,
    MovedForm,
    OutcomeForm,
    SerialForm,
    WindowForm,
)
from utility_requests.models import VisitFailure
from utility_requests.services import fees, serials, visits, windows
from utility_requests.views.request_page import readiness_in_a_sentence
from utility_requests.views.rows import (
    coming_or_last_visit,
    desk_act,
    last_visit_made,
    numbered_visit,
    payment_of,
)


@form_page
@office_only
def record_fee(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    visit = numbered_visit(request, job, ordinal)
    form = FeePaymentForm(**typed(request))
    act = partial(fees.record_fee_payment, visit=visit)
    title = f"Fee of visit {ordinal}: ${visit.tariff.amount_usd:,.2f}"
    note = readiness_in_a_sentence(job)
    return desk_act(request, job, form, act, title=title, submit="Record the payment", note=note)


@form_page
@office_only
def undo_fee(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    payment = payment_of(request, numbered_visit(request, job, ordinal))
    act = partial(fees.withdraw_fee_payment, payment=payment)
    title = f"Undo the fee of visit {ordinal}: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def answer_fee(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(fees.record_fee_answer, visit=numbered_visit(request, job, ordinal))
    title = f"{job.site.utility.short_name}'s word on the fee of visit {ordinal}"
    return desk_act(request, job, FeeAnswerForm(**typed(request)), act, title=title, submit="Record it")


@form_page
@office_only
def record_window(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(windows.record_window, visit=numbered_visit(request, job, ordinal))
    name = job.site.utility.short_name
    note = f"{name} names the day; we never offer one. {readiness_in_a_sentence(job)}"
    form = WindowForm(**typed(request))
    return desk_act(request, job, form, act, title=f"{name} gave a date", submit="Record the date", note=note)


@form_page
@office_only
def move_window(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(windows.move_window, visit=numbered_visit(request, job, ordinal))
    note = "No fee is lost by it. The bag by the panel is photographed again for the new day."
    title = f"{job.site.utility.short_name} moved its visit"
    return desk_act(
        request, job, MovedForm(**typed(request)), act, title=title, submit="Record it", note=note
    )


@form_page
@office_only
def waive_window(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(windows.waive_window, visit=numbered_visit(request, job, ordinal))
    form = ReasonForm(**typed(request), initial={"because": "No window was given."})
    note = "For a visit that came without a date. The owner sees this decision."
    title = "No window was given"
    return desk_act(request, job, form, act, title=title, submit="Go on without it", note=note, danger=True)


@form_page
@office_only
def undo_window(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    act = partial(windows.undo_window, visit=coming_or_last_visit(request, job))
    title = "Undo the date of the visit: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def record_outcome(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    form = OutcomeForm(**typed(request), kind=job.kind)
    act = partial(visits.record_visit_outcome, visit=numbered_visit(request, job, ordinal))
    name = job.site.utility.short_name
    note = "Record what happened on the day it happened, also where nobody was told that they would come."
    return desk_act(request, job, form, act, title=f"{name}'s visit {ordinal}", submit="Record it", note=note)


@form_page
@office_only
def undo_visit(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    visit = last_visit_made(request, job)
    act = partial(visits.undo_visit_outcome, visit=visit)
    title = f"Undo “{visit.get_outcome_display().lower()}” at visit {visit.ordinal}: this did not happen"
    return desk_act(
        request, job, ReasonForm(**typed(request)), act, title=title, submit="Undo it", danger=True
    )


@form_page
@office_only
def correct_serial(request: HttpRequest, job_number: str, ordinal: int) -> HttpResponse:
    job = visible_job(request, job_number)
    visit = numbered_visit(request, job, ordinal)
    form = SerialForm(**typed(request), initial={"serial_seen": visit.serial_seen})
    act = partial(serials.correct_serial, visit=visit)
    title = "Serial number of the adapter that was set"
    return desk_act(request, job, form, act, title=title, submit="Correct it")


@form_page
@office_only
def mended(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    job = visible_job(request, job_number)
    failures = VisitFailure.objects.visible_to(request.user).of(job).select_related("visit")
    failure = get_object_or_404(failures, pk=pk)
    act = partial(visits.mend_failure, failure=failure)
    note = REASONS[failure.reason].mend + "."
    title = f"Mended: {REASONS[failure.reason].found.lower()}"
    return desk_act(
        request, job, MendedForm(**typed(request)), act, title=title, submit="It is mended", note=note
    )
