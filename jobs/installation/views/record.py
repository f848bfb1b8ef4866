"""The installation tab: adapter, dig tickets, the installation record, the test, and the commissioning."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import render

from jobs.installation.forms.record import CommissionForm, InstallationForm, MakeSafeForm, TestForm
from jobs.installation.services import commissioning, installations
from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.page import job_context, visible_job
from jobs.models import Adapter, CommissioningRecord, DigTicket, InstallationRecord, Job, MakeSafeRecord
from jobs.road.stages import Kind, Milestone
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.floor.forms.fields import NothingToType
from kilowire.models import User

installation_tab = TabActs("installation", back="jobs:installation")


@staff_only
def installation(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    context = {**job_context(request, job, tab=installation_tab.key), **_page(job)}
    return render(request, "jobs/installation/installation.html", context)


def _page(job: Job) -> dict[str, Any]:
    return {
        "removal": job.kind == Kind.REMOVAL,
        "adapters": Adapter.objects.of(job).select_related("model", "invoice"),
        "tickets": DigTicket.objects.of(job),
        "record": InstallationRecord.objects.of(job).select_related("lead").first(),
        "made_safe": MakeSafeRecord.objects.of(job).select_related("done_by").first(),
        "missing_photos": installations.missing_photos(job),
        "test": CommissioningRecord.objects.of(job).select_related("tested_by").first(),
        "finished": Milestone.CIRCUIT_INSTALLED in job.standing,
        "commissioned": Milestone.COMMISSIONED in job.standing,
    }


@installation_tab.act(staff_only)
def record_installation(page: ActPage, job: Job) -> Act:
    record = InstallationRecord.objects.visible_to(page.user).filter(job=job).first()
    usual = {"lead": _technician(page.user), "circuit_amps": 60, "charger_amps": 48}
    return Act(
        title="Installation record",
        form=partial(InstallationForm, initial=model_to_dict(record) if record else usual),
        does=partial(installations.record_installation, job=job),
        submit="Save the record",
    )


@installation_tab.act(staff_only)
def finish_installation(page: ActPage, job: Job) -> Act:
    return Act(
        title="Installation finished",
        form=NothingToType,
        does=partial(installations.finish_installation, job=job),
        submit="Try again",
        has_page=False,
    )


@installation_tab.act(staff_only)
def record_made_safe(page: ActPage, job: Job) -> Act:
    return Act(
        title="Circuit made safe",
        form=partial(MakeSafeForm, initial={"done_by": _technician(page.user)}),
        does=partial(installations.record_made_safe, job=job),
        submit="Record",
    )


@installation_tab.act(staff_only)
def record_test(page: ActPage, job: Job) -> Act:
    earlier = CommissioningRecord.objects.visible_to(page.user).filter(job=job).first()
    initial = model_to_dict(earlier) if earlier else {"tested_by": _technician(page.user)}
    return Act(
        title="Test of the charger",
        form=partial(TestForm, initial=initial),
        does=partial(commissioning.record_test, job=job),
        submit="Record the test",
    )


@installation_tab.act(staff_only)
def commission(page: ActPage, job: Job) -> Act:
    return Act(
        title="Commission",
        form=CommissionForm,
        does=partial(commissioning.commission_job, job=job),
        submit="Commission",
    )


def _technician(user: User) -> User | None:
    """The initial technician of a crew's form: the user, if a technician; the office chooses."""
    return user if user.is_field else None
