"""Acts on a permit that the city issued, and to mend or end one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from jobs.job_page.page import visible_job
from jobs.models import InstallationRecord
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.floor.forms.typed import form_page, typed
from permits.forms.issuing import DocumentForm, EditForm, EndForm, ExtendForm, IssueForm, WorkBeganForm
from permits.models import Permit
from permits.services import editing, ending
from permits.services import issuing as issues
from permits.views.rows import permit_act, visible_permit

ENDS = "What rested on this permit is taken back: the job counts as permitted only while it stands."


@form_page
@office_only
def issued(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    form = IssueForm(**typed(request), permit=permit)
    act = partial(issues.issue_permit, permit=permit)
    title, job = f"{permit.get_kind_display()} issued", visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Record the permit")


@form_page
@office_only
def document(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    act = partial(issues.file_permit_document, permit=permit)
    title, job = f"{permit}: file the city's paper", visible_job(request, job_number)
    return permit_act(request, job, DocumentForm(**typed(request)), act, title=title, submit="File it")


@form_page
@office_only
def extend(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    act = partial(issues.extend_permit, permit=permit)
    title, job = f"{permit} extended", visible_job(request, job_number)
    return permit_act(request, job, ExtendForm(**typed(request)), act, title=title, submit="Record it")


@form_page
@staff_only
def began(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit, job = visible_permit(request, job_number, pk), visible_job(request, job_number)
    record = InstallationRecord.objects.visible_to(request.user).filter(job=job).first()
    initial = {"began_on": record.work_started_on} if record else {}
    form = WorkBeganForm(**typed(request), initial=initial)
    act = partial(issues.record_work_began, permit=permit)
    return permit_act(request, job, form, act, title=f"Work began under {permit}", submit="Record it")


@form_page
@office_only
def edit(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    form = EditForm(**typed(request), permit=permit)
    act = partial(editing.edit_permit, permit=permit)
    title, job = f"{permit}: change what was written down", visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="Change it")


@form_page
@office_only
def end(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    form = EndForm(**typed(request), permit=permit)
    act = partial(ending.end_permit, permit=permit)
    title, job = f"{permit}: end it", visible_job(request, job_number)
    return permit_act(request, job, form, act, title=title, submit="End it", note=ENDS, danger=True)


@form_page
@office_only
def undo_issued(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    return _undo(request, job_number, pk, editing.undo_issue, "issued")


@form_page
@office_only
def undo_complete(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    return _undo(request, job_number, pk, editing.undo_complete, "application complete")


@form_page
@office_only
def undo_began(request: HttpRequest, job_number: str, pk: int) -> HttpResponse:
    return _undo(request, job_number, pk, editing.undo_work_began, "work began")


def _undo(
    request: HttpRequest, job_number: str, pk: int, undo: Callable[..., Permit], what: str
) -> HttpResponse:
    permit = visible_permit(request, job_number, pk)
    title, job = f"{permit}: undo “{what}”, it did not happen", visible_job(request, job_number)
    form, act = ReasonForm(**typed(request)), partial(undo, permit=permit)
    return permit_act(request, job, form, act, title=title, submit="Undo it", danger=True)
