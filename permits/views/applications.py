"""Views before the city issues: apply, application complete, correction notices and our answers."""

from __future__ import annotations

from functools import partial

from jobs.job_page.acts import Act, ActPage
from jobs.models import Job
from kilowire.floor.access import office_only
from kilowire.floor.days import spoken_day
from permits.forms.applications import AnswerForm, ApplyForm, CompleteForm, CorrectionForm
from permits.models import Correction, Permit
from permits.services import applications
from permits.views.rows import permit_tab, visible_correction, visible_permit


@permit_tab.act(office_only)
def apply(page: ActPage, job: Job) -> Act:
    return Act(
        title="Permit applied for",
        form=partial(ApplyForm, initial={"jurisdiction": job.site.jurisdiction_id}),
        does=partial(applications.apply_for_permit, job=job),
        submit="Record it",
        note="Record the application on the day it went to the city: its clock runs from then.",
    )


@permit_tab.act_on(visible_permit, office_only)
def complete(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit.get_kind_display()}: application complete",
        form=partial(CompleteForm, permit=permit),
        does=partial(applications.record_application_complete, permit=permit),
        submit="Record it",
    )


@permit_tab.act_on(visible_permit, office_only)
def correction(page: ActPage, permit: Permit) -> Act:
    return Act(
        title=f"{permit.get_kind_display()}: the city asks for corrections",
        form=CorrectionForm,
        does=partial(applications.record_correction, permit=permit),
        submit="Record the notice",
        note="From then on it is our turn, and the city's clock rests until we answer.",
    )


@permit_tab.act_on(visible_correction, office_only)
def answer(page: ActPage, notice: Correction) -> Act:
    return Act(
        title=f"Answer the city's notice of {spoken_day(notice.asked_on)}",
        form=AnswerForm,
        does=partial(applications.answer_correction, correction=notice),
        submit="Record the answer",
        note=notice.text,
    )
