"""Views on an issued permit, and to correct, undo or end a permit."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage, Service
from jobs.models import InstallationRecord
from kilowire.floor.access import office_only, staff_only
from kilowire.floor.forms.fields import ReasonForm
from permits.forms.issuing import DocumentForm, EditForm, EndForm, ExtendForm, IssueForm, WorkBeganForm
from permits.models import Permit
from permits.services import editing, ending, work_began
from permits.services import issuing as issues
from permits.views.rows import permit_tab, visible_permit


@permit_tab.act_on(visible_permit, office_only)
def issued(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit.get_kind_display()} issued",
        form=partial(IssueForm, permit=permit),
        does=partial(issues.issue_permit, permit=permit),
        submit="Record the permit",
    )


@permit_tab.act_on(visible_permit, office_only)
def document(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit}: file the city's paper",
        form=DocumentForm,
        does=partial(issues.file_permit_document, permit=permit),
        submit="File it",
    )


@permit_tab.act_on(visible_permit, office_only)
def extend(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit} extended",
        form=ExtendForm,
        does=partial(issues.extend_permit, permit=permit),
        submit="Record it",
    )


@permit_tab.act_on(visible_permit, staff_only)
def began(page: ActPage, permit: Permit) -> Act:
    record = InstallationRecord.objects.visible_to(page.user).filter(job=page.job).first()
    initial = {"began_on": record.work_started_on} if record else {}
    return Act(
        title=f"Work began under {permit}",
        form=partial(WorkBeganForm, initial=initial),
        does=partial(work_began.record_work_began, permit=permit),
        submit="Record it",
    )


@permit_tab.act_on(visible_permit, office_only)
def edit(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit}: change what was written down",
        form=partial(EditForm, permit=permit),
        does=partial(editing.edit_permit, permit=permit),
        submit="Change it",
    )


@permit_tab.act_on(visible_permit, office_only)
def end(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit}: end it",
        form=partial(EndForm, permit=permit),
        does=partial(ending.end_permit, permit=permit),
        submit="End it",
        note="What rested on this permit is taken back: the job counts as permitted only while it stands.",
        danger=True,
    )


@permit_tab.act_on(visible_permit, office_only)
def undo_issued(page: ActPage, permit: Permit) -> Act:
    return _undo(permit, "issued", editing.undo_issue)


@permit_tab.act_on(visible_permit, office_only)
def undo_complete(page: ActPage, permit: Permit) -> Act:
    return _undo(permit, "application complete", editing.undo_complete)


@permit_tab.act_on(visible_permit, office_only)
def undo_began(page: ActPage, permit: Permit) -> Act:
    return _undo(permit, "work began", editing.undo_work_began)


def _undo(permit: Permit, what: str, undo: Service) -> Act:
    return Act(
        title=f"{permit}: undo “{what}”, it did not happen",
        form=ReasonForm,
        does=partial(undo, permit=permit),
        submit="Undo it",
        danger=True,
    )
