"""The close-out: every required paper on file, the warranty registered, one package of all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from jobs.agreeing.services import agreeing
from jobs.closeout.package import compose
from jobs.closeout.services.checklist import missing
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.milestones.services.package import CLOSE_OUT_AGAIN
from jobs.models import Document, EventKind, Job, Photo, PhotoSlot, Upload
from jobs.notices.services import notices
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.papers.services.freezing import frozen_photo, frozen_upload
from jobs.papers.services.letterhead import letterhead
from jobs.papers.services.record_shape import day
from jobs.road import stages
from jobs.road.paper_kinds import PAPERS, PaperKind, UploadKind
from jobs.road.stages import Kind, Milestone
from jobs.warranty.services import warranties as warranty
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User

SHOWN_UPLOADS = (UploadKind.PERMIT, UploadKind.INSPECTION_CARD)


@transaction.atomic
def close_out(*, job: Job, on: date, by: User) -> Job:
    """Stamp the close-out and issue the package of all papers in force; refused while one is missing.

    A certificate that was withdrawn when a milestone was undone is issued anew.
    """
    job = locked(job)
    _refuse_while_papers_are_missing(job)
    job = milestones.stamp(job=job, milestone=Milestone.CLOSED_OUT, on=on, by=by)
    _issue_package(job, on, by)
    return job


@transaction.atomic
def close_out_again(*, job: Job, by: User) -> Job:
    """Issue the package anew today for a job whose package was withdrawn after its close-out.

    Refused while a paper is missing, while the job does not add up, and where a package is in force.
    """
    job, on = locked(job), timezone.localdate()
    if Milestone.CLOSED_OUT not in job.standing:
        raise Refused("This job is not closed out yet.")
    if package_of(job):
        raise Refused("The package in force is the right one: there is nothing to issue again.")
    if job.charging_stopped_on or stages.contradictions(job.kind, job.standing):
        raise Refused("Not yet: the job does not add up.")
    agreeing.refuse_while_it_differs(job, Milestone.CLOSED_OUT)
    _refuse_while_papers_are_missing(job)
    history.record(job=job, kind=EventKind.DESK, sentence="Closed out again", on=on, by=by)
    _issue_package(job, on, by)
    return job


def _refuse_while_papers_are_missing(job: Job) -> None:
    lacks = [line.label for line in missing(job)]
    if lacks:
        raise Refused(f"Not yet: {_list_with_verb(lacks)} missing.")


def issue_package_again(*, job: Job, on: date, by: User) -> None:
    """Issue the package again where one is in force and a paper of it was corrected; it tells nobody.

    The caller has locked the job.
    """
    if package_of(job):
        _bind(job, on, by)


def _bind(job: Job, on: date, by: User) -> Document:
    return paperwork.issue_document(
        job=job, kind=PaperKind.CLOSE_OUT_PACKAGE, context=package_context(job, on), by=by, on=on
    )


def _issue_package(job: Job, on: date, by: User) -> None:
    warranty.renew_certificate(job=job, on=on, by=by)
    open_items.end_by_key(job=job, key=CLOSE_OUT_AGAIN, by=by, on=on)
    package = _bind(job, on, by)
    notices.tell_owner_of_paper(document=package, by=by)


@transaction.atomic
def undo_close_out(*, job: Job, because: str, by: User) -> Job:
    """Undo the close-out for a written reason; the package is withdrawn, and the next one supersedes it."""
    return milestones.withdraw(job=job, milestone=Milestone.CLOSED_OUT, because=because, by=by)


def package_of(job: Job) -> Document | None:
    """Return the package in force, or None."""
    return Document.objects.of(job).in_force().of_kind(PaperKind.CLOSE_OUT_PACKAGE).first()


def package_context(job: Job, on: date) -> dict[str, Any]:
    """Return the frozen context of the package: papers in force, the city's documents, photos."""
    in_force = {paper.kind: paper for paper in Document.objects.of(job).in_force()}
    bound = [in_force[kind] for kind in PAPERS if kind in in_force and kind != PaperKind.CLOSE_OUT_PACKAGE]
    uploads = Upload.objects.of(job).that_hold().filter(kind__in=SHOWN_UPLOADS).order_by("id")
    photos = Photo.objects.of(job).on_file().exclude(slot=PhotoSlot.OTHER)
    return compose(
        letterhead(job, on),
        papers=[
            {"kind": p.kind, "title": p.title, "issued_on": p.issued_on.isoformat(), "context": p.context}
            for p in bound
        ],
        uploads=[frozen_upload(upload) for upload in uploads],
        photos=[frozen_photo(photo) for photo in photos],
        summary=_summary(job, on),
    )


def _summary(job: Job, on: date) -> str:
    if job.kind == Kind.REMOVAL:
        text, done_on = _("Adapter removed on %(day1)s, closed out on %(day2)s."), job.adapter_set_on
    else:
        text, done_on = _("Commissioned on %(day1)s, closed out on %(day2)s."), job.commissioned_on
    return text % {"day1": day(done_on), "day2": day(on)}


def _list_with_verb(labels: list[str]) -> str:
    words = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
    return f"{words} {'is' if len(labels) == 1 else 'are'}"
