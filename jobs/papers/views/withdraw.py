"""Withdraw an upload, a photo or a paper that was filed on the wrong job."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.shortcuts import get_object_or_404

from jobs.job_page.acts import Act, ActPage, TabActs
from jobs.job_page.lines import address_of
from jobs.models import Document, Job, Photo, Upload
from jobs.papers.services.file_uses import Filed, what_rests_on
from jobs.papers.services.withdrawing import name_of, papers_showing, withdraw_file
from jobs.papers.views.papers import papers_tab, visible_paper
from jobs.road.paper_kinds import PaperKind
from kilowire.floor.access import office_only
from kilowire.floor.forms.fields import ReasonForm
from kilowire.models import User

photos_tab = TabActs("photos", back="jobs:photos")


def visible_upload(user: User, job: Job, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.visible_to(user).of(job), pk=pk)


def visible_photo(user: User, job: Job, pk: UUID) -> Photo:
    return get_object_or_404(Photo.objects.visible_to(user).of(job), pk=pk)


@papers_tab.act_on(visible_upload, office_only)
def withdraw_upload(page: ActPage, upload: Upload) -> Act:
    return _withdraw(page, upload)


@papers_tab.act_on(visible_paper, office_only)
def withdraw_paper(page: ActPage, document: Document) -> Act:
    return _withdraw(page, document)


@photos_tab.act_on(visible_photo, office_only)
def withdraw_photo(page: ActPage, photo: Photo) -> Act:
    return _withdraw(page, photo)


def _title(filed: Filed) -> str:
    return name_of(filed) if isinstance(filed, Photo) else f"“{name_of(filed)}”"


def _withdraw(page: ActPage, filed: Filed) -> Act:
    filed.job = page.job
    rests = [
        {"what": each.what, "url": address_of(each.undo, page.job.number)} for each in what_rests_on(filed)
    ]
    showing = papers_showing(filed)
    return Act(
        title=f"Withdraw {_title(filed)}: it does not belong on this job",
        form=ReasonForm,
        does=partial(withdraw_file, filed=filed),
        submit="Withdraw it",
        note="It stays in the history. The homeowner and the close-out package no longer have it.",
        danger=True,
        template="jobs/papers/withdraw.html",
        beside={
            "rests": rests,
            "again": [each.title for each in showing if each.kind != PaperKind.CLOSE_OUT_PACKAGE],
            "package": any(each.kind == PaperKind.CLOSE_OUT_PACKAGE for each in showing),
        },
    )
