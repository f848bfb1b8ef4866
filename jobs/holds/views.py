"""Acts to hold, resume, cancel and reopen a job."""

from __future__ import annotations

from functools import partial

from jobs.holds.forms import CancelForm, HoldForm, ResumeForm, ToldForm
from jobs.holds.services import holds, told
from jobs.job_page.acts import Act, ActPage, overview_tab
from jobs.models import Agreement, Job
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm

UNWINDS = (
    "Open items end and appointments are called off. What was set going outside becomes a list of things to "
    "unwind; the job is settled when the list is empty."
)


@overview_tab.act(office_only)
def hold(page: ActPage, job: Job) -> Act:
    return Act(
        title="Put on hold",
        form=HoldForm,
        does=partial(holds.hold_job, job=job),
        submit="Put on hold",
    )


@overview_tab.act(office_only)
def resume(page: ActPage, job: Job) -> Act:
    return Act(
        title="Go on again",
        form=ResumeForm,
        does=partial(holds.resume_job, job=job),
        submit="Go on",
    )


@overview_tab.act(office_only)
def cancel(page: ActPage, job: Job) -> Act:
    filled_in = page.request.GET.dict()  # another app links here with the reason filled in
    has_contract = Agreement.objects.of(job).in_force().exists()
    return Act(
        title="Cancel the job",
        form=partial(CancelForm, initial=filled_in, has_contract=has_contract),
        does=partial(holds.cancel_job, job=job),
        submit="Cancel the job",
        note=UNWINDS,
        danger=True,
    )


@overview_tab.act(office_only)
def reopen(page: ActPage, job: Job) -> Act:
    return Act(
        title="Go ahead after all",
        form=ReasonForm,
        does=partial(holds.reopen_job, job=job),
        submit="Open the job again",
        note="Open items and appointments stay ended, and a contract has to be signed anew.",
    )


@overview_tab.act(office_only)
def tell_homeowner(page: ActPage, job: Job) -> Act:
    return Act(
        title="The homeowner is told that the job is not going ahead",
        form=ToldForm,
        does=partial(told.tell_homeowner, job=job),
        submit="Record",
    )


@overview_tab.act(office_only)
def tell_technicians(page: ActPage, job: Job) -> Act:
    return Act(
        title="The technicians booked are told",
        form=ToldForm,
        does=partial(told.tell_technicians, job=job),
        submit="Record",
    )
