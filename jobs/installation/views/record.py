"""The installation tab: adapter, dig tickets, the installation record, the test, and the commissioning."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jobs.installation.forms.record import CommissionForm, InstallationForm, MakeSafeForm, TestForm
from jobs.installation.services import commissioning, installations
from jobs.job_page.act_page import act_page
from jobs.job_page.page import job_context, visible_job
from jobs.models import AdapterUnit, CommissioningRecord, DigTicket, InstallationRecord, Job, MakeSafeRecord
from jobs.road.stages import Kind, Milestone
from kilowire.floor.access import staff_only
from kilowire.floor.forms.fields import NothingToType

TAB, BACK = "installation", "jobs:installation"


@staff_only
def installation(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    return render(
        request, "jobs/installation/installation.html", {**job_context(request, job, tab=TAB), **_page(job)}
    )


def _page(job: Job) -> dict[str, Any]:
    return {
        "removal": job.kind == Kind.REMOVAL,
        "units": AdapterUnit.objects.of(job).select_related("model", "invoice"),
        "tickets": DigTicket.objects.of(job),
        "record": InstallationRecord.objects.of(job).select_related("lead").first(),
        "made_safe": MakeSafeRecord.objects.of(job).select_related("done_by").first(),
        "missing_photos": installations.missing_photos(job),
        "test": CommissioningRecord.objects.of(job).select_related("tested_by").first(),
        "finished": Milestone.CIRCUIT_INSTALLED in job.standing,
        "commissioned": Milestone.COMMISSIONED in job.standing,
    }


@staff_only
def record_installation(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    record = InstallationRecord.objects.visible_to(request.user).filter(job=job).first()
    initial = (
        model_to_dict(record)
        if record
        else {"lead": _technician(request), "circuit_amps": 60, "charger_amps": 48}
    )
    form = InstallationForm(request.POST or None, initial=initial)
    act = partial(installations.record_installation, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Installation record", submit="Save the record"
    )


@staff_only
@require_POST
def finish_installation(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = NothingToType(request.POST)
    act = partial(installations.finish_installation, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Installation finished", submit="Try again"
    )


@staff_only
def record_made_safe(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = MakeSafeForm(request.POST or None, initial={"done_by": _technician(request)})
    act = partial(installations.record_made_safe, job=job)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Circuit made safe", submit="Record")


@staff_only
def record_test(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    earlier = CommissioningRecord.objects.visible_to(request.user).filter(job=job).first()
    initial = model_to_dict(earlier) if earlier else {"tested_by": _technician(request)}
    form = TestForm(request.POST or None, initial=initial)
    act = partial(commissioning.record_test, job=job)
    return act_page(
        request, job, form, act, tab=TAB, back=BACK, title="Test of the charger", submit="Record the test"
    )


@staff_only
def commission(request: HttpRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    form = CommissionForm(request.POST or None)
    act = partial(commissioning.commission_job, job=job)
    return act_page(request, job, form, act, tab=TAB, back=BACK, title="Commission", submit="Commission")


def _technician(request: HttpRequest) -> object:
    """Who fills in a form of the crew's, if they are of the crew; the office chooses."""
    return request.user if request.user.is_field else None
