"""The row and the files of an upload: what its content says, and the copy where it was repaired."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from jobs.models import Upload
from jobs.road.paper_kinds import UPLOAD_LABELS, UploadKind
from jobs.road.paper_readers import is_open_to
from kilowire.floor.files.found import DrawnPage
from kilowire.floor.files.opened import open_paper
from kilowire.floor.files.uploads import SUFFIXES, read_file_facts
from kilowire.floor.refusals import Refused
from kilowire.models import User


@dataclass(frozen=True)
class TakenIn:
    """The unsaved row of a file, its first page, and the copy to show in its place where it was changed."""

    upload: Upload
    first_page: DrawnPage | None
    copy: File[bytes] | None = None


def taken_in(kind: str, file: File[bytes], *, label: str, by: User | None) -> TakenIn:
    """Open a file and return what it holds; ``Refused`` where it is not a PDF or photo that can be taken.

    Nobody files what they could not open afterwards.
    """
    if by and not is_open_to(kind, is_office=by.is_office):
        raise Refused(f"Only the office files this: {UPLOAD_LABELS[UploadKind(kind)].lower()}.", field="kind")
    facts = read_file_facts(file)
    paper = open_paper(file, facts.content_type)
    upload = Upload(
        kind=kind,
        label=label[:120],
        original_name=(file.name or "")[-160:],
        content_type=facts.content_type,
        sha256=facts.sha256,
        size=facts.size,
        pages=paper.pages,
        filed_by=by,
        is_repaired=paper.repaired,
        is_without_its_script=paper.script_removed,
    )
    if not paper.copy:
        return TakenIn(upload, paper.first_page)
    upload.original_sha256 = facts.sha256
    upload.sha256, upload.size = hashlib.sha256(paper.copy).hexdigest(), len(paper.copy)
    return TakenIn(upload, paper.first_page, ContentFile(paper.copy))


def store_files(taken: TakenIn, file: File[bytes]) -> None:
    """Store the file of this row; where there is a copy, that one is its file and this one its original."""
    upload, copy = taken.upload, taken.copy
    name = f"upload{SUFFIXES[upload.content_type]}"
    if copy:
        upload.original.save(name, File(file, name=name), save=False)
    upload.file.save(name, File(copy or file, name=name), save=False)
