"""The installation tab: adapter, dig tickets, the installation record, the test, and the commissioning."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from jobs.installation.forms.record import (
    CommissionForm,
    FinishForm,
    InstallationForm,
    MakeSafeForm,
    TestForm,
)
from jobs.installation.readings import unlikely_installation, unlikely_test
from jobs.installation.services import commissioning, finishing, installations
from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.going_on import leads
from jobs.job_page.leading import NONE, NextForm
from jobs.job_page.not_yet import not_yet
from jobs.job_page.page import job_context, visible_job
from jobs.models import (
    Adapter,
    Appointment,
    AppointmentKind,
    AppointmentOutcome,
    Booking,
    CommissioningRecord,
    DigTicket,
    InstallationRecord,
    Job,
)
from jobs.road import stages
from jobs.road.stages import Kind, Milestone
from kilowire.floor.access import StaffRequest, staff_only
from kilowire.models import User

RECORD, FINISH = "Write the record", "The installation is finished"
installation_tab = TabActs("installation", back="jobs:installation")


@staff_only
def installation(request: StaffRequest, job_number: str) -> HttpResponse:
    job = visible_job(request, job_number)
    context = {**job_context(request, job, tab=installation_tab.key), **_page(job, request.user)}
    return render(request, "jobs/installation/installation.html", context)


def _page(job: Job, user: User) -> dict[str, Any]:
    record = InstallationRecord.objects.of(job).select_related("lead").first()
    test = CommissioningRecord.objects.of(job).select_related("tested_by").first()
    return {
        "removal": job.kind == Kind.REMOVAL,
        "adapters": Adapter.objects.of(job).select_related("model", "invoice"),
        "tickets": DigTicket.objects.of(job),
        "record": record,
        "unusual_in_record": unlikely_installation(vars(record)) if record else [],
        "made_safe": installations.made_safe(job),
        "not_yet": _not_yet(job, user, FINISH if record else RECORD),
        "missing_photos": installations.missing_photos(job),
        "test": test,
        "unusual_in_test": unlikely_test(vars(test)) if test else [],
        "finished": Milestone.CIRCUIT_INSTALLED in job.standing,
        "commissioned": Milestone.COMMISSIONED in job.standing,
    }


def _not_yet(job: Job, user: User, act: str) -> dict[str, Any]:
    """Return why the installation cannot be recorded or finished now; nothing on a removal."""
    milestone = Milestone.CIRCUIT_INSTALLED
    if job.kind == Kind.REMOVAL:
        return {}
    return not_yet(job, user, act=act, milestone=milestone, refuse=installations.refuse_record)


@leads(installation_tab.key, staff_only)
def next_on_installation(user: User, job: Job) -> NextForm:
    """Return the form of the next work on site, once its day has come: book, record, finish, test."""
    if job.cancelled_on or job.kind == Kind.REMOVAL:
        return NONE
    if Milestone.CIRCUIT_INSTALLED not in job.standing:
        return _until_installed(user, job)
    due = not stages.missing_for(job.kind, Milestone.COMMISSIONED, job.standing)
    if not due or Milestone.COMMISSIONED in job.standing:
        return NONE
    tested = CommissioningRecord.objects.visible_to(user).filter(job=job).exists()
    return NextForm(reverse("jobs:commission" if tested else "jobs:record_test", args=[job.number]))


def _until_installed(user: User, job: Job) -> NextForm:
    if stages.missing_for(job.kind, Milestone.CIRCUIT_INSTALLED, job.standing):
        return NONE
    if InstallationRecord.objects.visible_to(user).filter(job=job).exists():
        return NextForm(reverse("jobs:finish_installation", args=[job.number]))
    booked = Appointment.objects.of(job).filter(kind=AppointmentKind.INSTALLATION).upcoming()
    first = booked.order_by("starts_at").first()
    if first is None and user.is_office:
        return NextForm(f"{reverse('jobs:book', args=[job.number])}?kind={AppointmentKind.INSTALLATION}")
    if first and timezone.localdate(first.starts_at) > timezone.localdate():
        return NONE
    return NextForm(reverse("jobs:record_installation", args=[job.number]))


@installation_tab.act(staff_only)
def record_installation(page: ActPage, job: Job) -> Act:
    record = InstallationRecord.objects.visible_to(page.user).filter(job=job).first()
    usual = {"lead": _lead(page.user, job), "circuit_amps": 60, "charger_amps": 48}
    return Act(
        title="Installation record",
        form=partial(InstallationForm, initial=model_to_dict(record) if record else usual),
        does=partial(installations.record_installation, job=job),
        submit="Save the record",
    )


@installation_tab.act(staff_only)
def finish_installation(page: ActPage, job: Job) -> Act:
    return Act(
        title=FINISH,
        form=partial(FinishForm, slots=installations.slots_without_photo(job)),
        does=partial(finishing.finish_with_photos, job=job),
        submit=FINISH,
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
    usual = {"tested_by": _lead(page.user, job), "shown_to": job.homeowner_name}
    ready = not stages.missing_for(job.kind, Milestone.COMMISSIONED, job.standing)
    return Act(
        title="Test of the charger",
        form=partial(TestForm, initial=model_to_dict(earlier) if earlier else usual, may_commission=ready),
        does=partial(commissioning.record_test_and_commission, job=job),
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


def _lead(user: User, job: Job) -> User | None:
    """The technician who is offered: the user, if a technician, else whoever is booked to install."""
    booked = Booking.objects.filter(appointment__job=job, appointment__kind=AppointmentKind.INSTALLATION)
    kept = booked.exclude(appointment__outcome=AppointmentOutcome.CANCELLED).select_related("technician")
    last = kept.order_by("-starts_at", "id").first()
    return _technician(user) or (last.technician if last else None)


def _technician(user: User) -> User | None:
    """The initial technician of a crew's form: the user, if a technician; the office chooses."""
    return user if user.is_field else None
