"""Photos and signatures from tablets: each is stored once, under the tablet's id, complete or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, Person, Photo, PhotoSlot, Signature, SignatureMethod, Upload
from jobs.papers.services import paperwork
from jobs.photos.services import photos
from jobs.road.paper_kinds import UploadKind
from jobs.signing import consents
from jobs.signing.services import signing
from jobs.tablet.services.sent import Clock
from kilowire.floor.files.uploads import MEBIBYTE, PNG, read_file_facts, sha256_of
from kilowire.floor.locks import locked
from kilowire.floor.parsing import instant_in, is_without_zone, uuid_in
from kilowire.floor.refusals import Incomplete, Refused, TooLarge, Unusable
from kilowire.models import User

TWICE = "Another file came under this number before: the office must look at this tablet."
UPLOAD_OF = {consents.SURVEY: UploadKind.OTHER, consents.AUTHORIZATION: UploadKind.AUTHORIZATION}
LABEL_OF = {consents.SURVEY: "Survey, signed on site", consents.AUTHORIZATION: "Consent, signed on site"}


@dataclass(frozen=True)
class SentFile:
    """A file from a tablet with its posted fields as text."""

    id: UUID
    file: File[Any]
    words: dict[str, str]
    sent_at: datetime | None

    def word(self, name: str, length: int = 160) -> str:
        return str(self.words.get(name) or "").replace("\x00", "").strip()[:length]

    def instant(self, name: str) -> datetime | None:
        """Return a time of the tablet by the server's clock; None where there is none.

        A time without a zone is what a camera wrote, and not of the tablet's clock: it is read as ours.
        """
        text = self.word(name)
        said = instant_in(text)
        if said is None or is_without_zone(text):
            return said
        return Clock.of(timezone.now(), self.sent_at).right(said)

    def refuse_unless_whole(self) -> None:
        most = settings.UPLOAD_MAX_BYTES
        if (self.file.size or 0) > most:
            raise TooLarge(f"That file is larger than {most // MEBIBYTE} MB.")
        if sha256_of(self.file) != self.word("sha256"):
            raise Incomplete("The file did not arrive whole: send it again.")


def take_photo(*, job: Job, sent: SentFile, by: User, brought_by: User | None = None) -> Photo:
    """File a photo under the tablet's id; sent again, return the photo on file.

    Raises ``TooLarge`` beyond the upload limit, ``Incomplete`` where its SHA-256 differs and ``Unusable``
    where it is no picture that can be opened; an unknown slot, or another file's id, is ``Refused``.
    """
    sent.refuse_unless_whole()
    if sent.word("slot") not in PhotoSlot.values:
        raise Refused("This photo does not say what it is of.")
    camera = sent.word("camera_sha256", 64)
    with _unusable():
        photo = photos.file_photo(
            job=job,
            slot=sent.word("slot"),
            file=sent.file,
            by=by,
            caption=sent.word("caption"),
            taken_at=sent.instant("taken_at"),
            photo_id=sent.id,
            replaces=uuid_in(sent.word("replaces")),
            camera_sha256=camera if len(camera) == 64 else "",
            brought_by=brought_by,
        )
    if photo.job_id != job.pk or photo.sha256 != sent.word("sha256"):
        raise Refused(TWICE)
    return photo


def take_signature(*, job: Job, sent: SentFile, by: User, brought_by: User | None = None) -> Signature:
    """Record a signature made on the tablet; sent again, return the signature on record.

    Raises ``TooLarge`` beyond the upload limit, ``Incomplete`` where its SHA-256 differs and ``Unusable``
    where it is no picture; an unknown text, a signer who is not of the job, or an id that another file has,
    is ``Refused``.
    """
    sent.refuse_unless_whole()
    with _unusable():
        read_file_facts(sent.file, accepted={PNG})
    paper = sent.word("paper")
    if not consents.is_known(paper, sent.word("text_version")):
        raise Refused("The text that was signed is none of ours.")
    return _sign(job=job, paper=paper, sent=sent, by=by, brought_by=brought_by)


@contextmanager
def _unusable() -> Iterator[None]:
    """Raise a refusal of the file itself as ``Unusable``; what only the moment refuses is raised as it is."""
    try:
        yield
    except Incomplete:
        raise
    except Refused as refusal:
        raise Unusable(str(refusal)) from None


@transaction.atomic
def _sign(*, job: Job, paper: str, sent: SentFile, by: User, brought_by: User | None) -> Signature:
    job = locked(job)
    earlier = Signature.objects.filter(sent_as=sent.id).select_related("upload").first()
    if earlier:
        if earlier.job_id != job.pk or earlier.upload.sha256 != sent.word("sha256"):
            raise Refused(TWICE)
        return earlier
    person = _signer(job, sent)
    signed_at = sent.instant("signed_at") or timezone.now()
    signed_on = timezone.localtime(signed_at).date()
    return signing.record_signature(
        job=job,
        paper=paper,
        person=person,
        signed_on=signed_on,
        signed_at=signed_at,
        upload=_filed(job, paper, sent, brought_by or by, signed_on),
        by=by,
        method=SignatureMethod.SCREEN,
        name_as_signed=sent.word("name_as_signed", 120),
        text_version=sent.word("text_version", 40),
        sent_as=sent.id,
        brought_by=brought_by,
    )


def _filed(job: Job, paper: str, sent: SentFile, by: User, on: date) -> Upload:
    kind, label = UPLOAD_OF[paper], LABEL_OF[paper]
    return paperwork.file_upload(job=job, kind=kind, file=sent.file, by=by, label=label, on=on)


def _signer(job: Job, sent: SentFile) -> Person:
    key = sent.word("person")
    person = Person.objects.of(job).filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    if person is None:
        raise Refused("Whoever signed is not among the people of this job: the office adds them first.")
    return person
