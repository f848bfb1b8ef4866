"""Withdraw an upload, a photo or a paper that was filed on the wrong job."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import Document, EventKind, Photo, Upload
from jobs.papers.services import paperwork
from jobs.papers.services.file_uses import Filed, let_go, lock_rows, photos_changed, what_rests_on
from jobs.papers.shown_files import holds_paper, shows_file, without_file
from jobs.road.paper_kinds import PaperKind
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User


@transaction.atomic
def withdraw_file(*, filed: Filed, because: str, by: User) -> None:
    """Withdraw an upload, a photo or a paper for a written reason; the row and its file stay on record.

    The homeowner's page and the day's list no longer have it. Our papers that show it are issued again
    without it; the close-out package that holds it is withdrawn and asked for again. Refused while a
    milestone or a signature rests on it.
    """
    lock_rows(filed)
    job = locked(filed.job)
    filed = locked(filed)
    filed.job = job
    _refuse(filed)
    needs_reason(because)
    filed.withdrawn_on, filed.withdrawn_by = timezone.localdate(), by
    filed.withdrawn_because = because.strip()[:400]
    filed.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_because"])
    history.record(
        job=job,
        kind=EventKind.PAPER_ENDED,
        sentence=f"Withdrawn: {name_of(filed)}",
        because=because,
        by=by,
        before={type(filed).__name__.lower(): str(filed.pk)},
    )
    _end_package_with(filed, because, by)
    let_go(filed, by)
    if isinstance(filed, Photo):
        photos_changed(job, by)
    if not isinstance(filed, Document):
        _issue_without(filed, by)


def papers_showing(filed: Filed) -> list[Document]:
    """Return our papers in force that show this file or hold this paper."""
    others = Document.objects.of(filed.job).in_force().order_by("id")
    if isinstance(filed, Document):
        return [each for each in others if holds_paper(each.context, filed.kind)]
    return [each for each in others if shows_file(each.context, _id_in_papers(filed))]


def name_of(filed: Filed) -> str:
    """Return what a file is in the words of its page: ``photo of the panel label``, ``Utility bill``."""
    return f"photo “{filed}”" if isinstance(filed, Photo) else str(filed)


def _refuse(filed: Filed) -> None:
    if filed.withdrawn_on:
        raise already(filed.withdrawn_by, _("withdrew this"), filed.withdrawn_on)
    if isinstance(filed, Document) and filed.superseded_on:
        raise Refused(f"Another paper took its place on {spoken_day(filed.superseded_on)}.")
    rests = what_rests_on(filed)
    if rests:
        raise Refused(f"{rests[0].what}: undo that first.")


def _end_package_with(filed: Filed, because: str, by: User) -> None:
    for paper in papers_showing(filed):
        if paper.kind == PaperKind.CLOSE_OUT_PACKAGE:
            paperwork.end_paper(document=paper, because=f"It held what was withdrawn: {because}", by=by)


def _issue_without(filed: Upload | Photo, by: User) -> None:
    """Issue the papers again that still show the file; those of the apps that let it go show it no more."""
    for paper in papers_showing(filed):
        context = without_file(paper.context, _id_in_papers(filed))
        context["issued_on"] = spoken_day(timezone.localdate())
        paperwork.issue_document(
            job=filed.job, kind=paper.kind, context=context, language=paper.language, by=by
        )


def _id_in_papers(filed: Upload | Photo) -> int | str:
    return str(filed.pk) if isinstance(filed, Photo) else filed.pk
