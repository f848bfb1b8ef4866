"""Acts on inspections: ask, the city's day, the result, its card, mended, taken back."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from jobs.job_page.page import visible_job
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.floor.forms.typed import form_page, typed
from permits.forms.inspections import (
    AskForm,
    CallOffForm,
    CardForm,
    FailForm,
    MendedForm,
    OtherDayForm,
    PassForm,
    RevokeForm,
)
from permits.models import Inspection
from permits.services import inspections, results, revoking
from permits.views.cards import kind_to_ask_for, remark_on_asking
from permits.views.rows import permit_act, visible_inspection, visible_permit

TAKEN_BACK = "Until another final passes, nobody may say that the homeowner may charge."


@form_page
@office_only
def ask(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit, job = visible_permit(request, job_number, pk), visible_job(request, job_number)
    rows = list(Inspection.objects.visible_to(request.user).filter(permit=permit))
    form = AskForm(**typed(request), permit=permit, initial={"kind": kind_to_ask_for(permit, rows)})
    act = partial(inspections.ask_for_inspection, permit=permit)
    title, note = f"Inspection asked for under {permit}", remark_on_asking(job, permit, rows)
    return permit_act(request, job, form, act, title=title, submit="Record it", note=note)


@form_page
@office_only
def scheduled(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    form = OtherDayForm(**typed(request), initial={"scheduled_on": row.scheduled_on, "window": row.window})
    act = partial(inspections.schedule_inspection, inspection=row)
    title, job = f"{row}: the day that the city gave", visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Record the day")


@form_page
@office_only
def called_off(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(inspections.cancel_inspection, inspection=row)
    title, job = f"{row} called off", visible_job(request, job_number)
    form = CallOffForm(**typed(request))
    return permit_act(request, job, form, act, title=title, submit="Record it", danger=True)


@form_page
@office_only
def passed(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    finals = Inspection.objects.visible_to(request.user).filter(permit=row.permit).finals().passed()
    form = PassForm(**typed(request), inspection=row, finals_passed=finals.count())
    act = partial(results.pass_inspection, inspection=row)
    title, job = f"{row} passed", visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Record that it passed")


@form_page
@office_only
def failed(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(results.fail_inspection, inspection=row)
    title, job = f"{row} failed", visible_job(request, job_number)
    form = FailForm(**typed(request))
    return permit_act(request, job, form, act, title=title, submit="Record what to mend")


@form_page
@staff_only
def mended(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(results.record_mended, inspection=row)
    title, job = f"{row}: corrections done", visible_job(request, job_number)
    form = MendedForm(**typed(request))
    return permit_act(request, job, form, act, title=title, submit="Record it", note=row.corrections)


@form_page
@staff_only
def card(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(results.file_card, inspection=row)
    title, job = f"{row}: file the signed card", visible_job(request, job_number)
    return permit_act(request, job, CardForm(**typed(request)), act, title=title, submit="File it")


@form_page
@office_only
def revoked(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(revoking.revoke_inspection, inspection=row)
    title, job = f"The city took the {row.get_kind_display().lower()} back", visible_job(request, job_number)
    form = RevokeForm(**typed(request))
    return permit_act(request, job, form, act, title=title, submit="Record it", note=TAKEN_BACK, danger=True)


@form_page
@office_only
def undo_result(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    row = visible_inspection(request, job_number, pk)
    act = partial(revoking.undo_result, inspection=row)
    result = row.get_result_display().lower()
    title = f"Undo “{row} {result}”: this did not happen"
    form, job = ReasonForm(**typed(request)), visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Undo it", danger=True)
