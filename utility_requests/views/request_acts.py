"""Views on the application: prepare, send, approve, record the utility's answer, undo, withdraw."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage, Press, Service
from jobs.models import Job
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from utility_requests.forms.requests import (
    AnswerForm,
    ApprovalForm,
    ApprovalPaperForm,
    NumbersForm,
    PrepareForm,
    SubmitForm,
)
from utility_requests.models import UtilityRequest
from utility_requests.services import answers, approvals, open_items, reading, requests
from utility_requests.views.rows import latest_request, utility_tab


@utility_tab.act(office_only)
def prepare(page: ActPage, job: Job) -> Act:
    read = reading.request_rows(job).meter_read
    return Act(
        title="Prepare the application",
        form=partial(PrepareForm, initial={"meter_face_number": read.number}),
        does=partial(requests.prepare_request, job=job),
        submit="Prepare",
        note="Opens the packet and its first visit. "
        "The fee is today's, whatever is added to the tariff later.",
    )


@utility_tab.act_on(latest_request, office_only)
def edit_numbers(page: ActPage, application: UtilityRequest) -> Act:
    stands = {"meter_face_number": application.meter_face_number, "number": application.number}
    return Act(
        title="Numbers of the application",
        form=partial(NumbersForm, initial=stands),
        does=partial(requests.edit_request, request=application),
        submit="Save",
    )


@utility_tab.act_on(latest_request, office_only)
def submit(page: ActPage, application: UtilityRequest) -> Act:
    utility = page.job.site.utility.short_name
    return Act(
        title=f"Application sent to {utility}",
        form=partial(SubmitForm, initial={"number": application.number}),
        does=partial(requests.submit_request, request=application),
        submit="It is sent",
        note=f"Record it once the packet stands in {utility}'s portal. What it says is frozen with this day.",
    )


@utility_tab.act_on(latest_request, office_only)
def undo_submission(page: ActPage, application: UtilityRequest) -> Act:
    return _undo(application, "Undo “application sent”: this did not happen", requests.undo_submission)


@utility_tab.act_on(latest_request, office_only)
def approve(page: ActPage, application: UtilityRequest) -> Act:
    return Act(
        title=f"Approved by {page.job.site.utility.short_name}",
        form=ApprovalForm,
        does=partial(approvals.approve_request, request=application),
        submit="Record the approval",
    )


@utility_tab.act_on(latest_request, office_only)
def file_approval(page: ActPage, application: UtilityRequest) -> Act:
    return Act(
        title="File the approval",
        form=ApprovalPaperForm,
        does=partial(approvals.file_approval_paper, request=application),
        submit="File it",
    )


@utility_tab.act_on(latest_request, office_only)
def waive_approval(page: ActPage, application: UtilityRequest) -> Act:
    return Act(
        title="Go on without an approval",
        form=ReasonForm,
        does=partial(approvals.waive_approval, request=application),
        submit="Go on without it",
        note="Only where no approval will come although the work goes on. The owner sees this decision.",
        danger=True,
    )


@utility_tab.act_on(latest_request, office_only)
def undo_approval(page: ActPage, application: UtilityRequest) -> Act:
    return _undo(application, "Undo “approved”: this did not happen", approvals.undo_approval)


@utility_tab.act_on(latest_request, office_only)
def answered(page: ActPage, application: UtilityRequest) -> Act:
    return Act(
        title=f"Returned or denied by {page.job.site.utility.short_name}",
        form=AnswerForm,
        does=partial(answers.end_request, request=application),
        submit="Record it",
        note="A new application can be prepared afterwards; "
        "a fee that was paid for a visit not made passes to it.",
    )


@utility_tab.act_on(latest_request, office_only)
def undo_answer(page: ActPage, application: UtilityRequest) -> Act:
    return _undo(application, "Undo the utility's answer: this did not happen", answers.undo_ending)


@utility_tab.act_on(latest_request, office_only)
def withdraw(page: ActPage, application: UtilityRequest) -> Act:
    return Act(
        title="Withdraw the application",
        form=ReasonForm,
        does=partial(answers.withdraw_request, request=application),
        submit="Withdraw it",
        note="For an application that we take back ourselves. "
        "A visit to come is called off; ask about its fee.",
        danger=True,
    )


@utility_tab.press(office_only)
def look_again(page: ActPage, job: Job) -> Press:
    return Press(title="Look again at what the visit needs", does=partial(open_items.refresh, job=job))


def _undo(application: UtilityRequest, title: str, undo: Service) -> Act:
    return Act(
        title=title,
        form=ReasonForm,
        does=partial(undo, request=application),
        submit="Undo it",
        danger=True,
    )
