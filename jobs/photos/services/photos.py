"""Photos of a job: file one with its copies, accept or reject it, file a retake beside the original."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import CameraClock, EventKind, Job, Person, Photo, PhotoSlot
from jobs.papers.services.file_uses import photos_changed
from jobs.photos.services.photo_requests import COULD_NOT, answer_requests
from jobs.photos.services.retakes import ask_for_retake, end_retake, end_retakes_of_slot, put_in_order
from kilowire.floor.files.found import PhotoCopies
from kilowire.floor.files.opened import open_photo
from kilowire.floor.files.photo_times import can_be
from kilowire.floor.files.uploads import PHOTOS, FileFacts, read_file_facts
from kilowire.floor.locks import locked
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User


def file_photo(
    *,
    job: Job,
    slot: str,
    file: File[bytes],
    by: User | None,
    caption: str = "",
    taken_at: datetime | None = None,
    photo_id: uuid.UUID | None = None,
    replaces: uuid.UUID | None = None,
    camera_sha256: str = "",
    brought_by: User | None = None,
    sent_by: Person | None = None,
) -> Photo:
    """File a photo with its print copy and thumbnail; return the photo on file where ``photo_id`` has one.

    A file that is not a complete photo is ``Refused``. The copies are made before the transaction, so that no
    lock is held while they are scaled. Without ``taken_at``, the photo's own time counts; where it has none,
    or one that cannot be, it is marked, and ``taken_at`` is the time of filing. ``replaces`` is the id of the
    photo that it was taken again for, on file already or still to come. ``brought_by`` is who of the office
    brought it in from an export, where ``by`` took it.
    """
    on_file = Photo.objects.filter(pk=photo_id).first() if photo_id else None
    if on_file:
        return on_file
    facts = read_file_facts(file, accepted=PHOTOS)
    copies = open_photo(file)
    said = taken_at or copies.taken_at
    clock = _clock_of(said)
    on = timezone.localtime(taken_at).date() if taken_at and not clock else None
    photo = Photo(id=photo_id or uuid.uuid4(), slot=slot, caption=caption, clock=clock, taken_by=by)
    photo.taken_at = said if said and not clock else timezone.now()
    photo.camera_sha256, photo.brought_by, photo.retakes = camera_sha256, brought_by, replaces
    photo.sent_by = sent_by
    return _store(photo, job, file, facts, copies, on)


def file_photos(*, job: Job, photos: Mapping[str, File[bytes]], by: User | None) -> list[Photo]:
    """File one photo for each of these slots; each is filed by itself, so that one refusal loses no other."""
    return [file_photo(job=job, slot=slot, file=file, by=by) for slot, file in photos.items()]


def _clock_of(taken_at: datetime | None) -> CameraClock:
    if taken_at is None:
        return CameraClock.NONE
    return CameraClock.RIGHT if can_be(taken_at) else CameraClock.WRONG


@transaction.atomic
def _store(
    photo: Photo,
    job: Job,
    file: File[bytes],
    facts: FileFacts,
    copies: PhotoCopies,
    on: date | None,
) -> Photo:
    photo.job = job = locked(job)
    on_file = Photo.objects.filter(pk=photo.pk).first()
    if on_file:
        return on_file
    photo.content_type, photo.sha256, photo.size = facts.content_type, facts.sha256, facts.size
    photo.print_sha256 = hashlib.sha256(copies.print_jpeg).hexdigest()
    photo.width, photo.height = copies.width, copies.height
    photo.original.save(
        f"original{facts.suffix}", File(file, name=PurePosixPath(file.name or "").name), save=False
    )
    photo.print_copy.save("print.jpg", ContentFile(copies.print_jpeg), save=False)
    photo.thumbnail.save("thumbnail.jpg", ContentFile(copies.thumbnail_jpeg), save=False)
    photo.save(force_insert=True)
    history.record(
        job=job,
        kind=EventKind.FILED,
        sentence=f"Photo filed: {PhotoSlot(photo.slot).label.lower()}{_from_tablet(photo)}",
        on=on,
        by=photo.brought_by or photo.taken_by,
        by_person=photo.sent_by.name if photo.sent_by else "",
        after={"photo": str(photo.pk), "sha256": facts.sha256},
    )
    _answer_what_was_asked(photo)
    photos_changed(job, photo.taken_by, on)
    return photo


def _from_tablet(photo: Photo) -> str:
    return f", from {photo.taken_by.name}'s tablet" if photo.brought_by and photo.taken_by else ""


def _answer_what_was_asked(photo: Photo) -> None:
    """End what this photo ends.

    One that shows why a visit could not be kept answers no request, and neither does one that was taken again
    before it came, or that a person of the job sent: that one answers what was asked of them alone.
    """
    for original in put_in_order(photo):
        end_retake(original, photo.taken_by, "The photo came")
    if not (photo.replaced_by_id or photo.sent_by_id or photo.caption.startswith(COULD_NOT)):
        end_retakes_of_slot(photo)
        answer_requests(photo)


@transaction.atomic
def accept_photo(*, photo: Photo, by: User) -> Photo:
    """Accept a photo as evidence, also one that was rejected before; a withdrawn one is ``Refused``."""
    job = locked(photo.job)
    photo = locked(photo)
    _refuse_withdrawn(photo)
    photo.accepted_on, photo.judged_by = timezone.localdate(), by
    photo.rejected_on, photo.rejected_because = None, ""
    photo.save(update_fields=["accepted_on", "judged_by", "rejected_on", "rejected_because"])
    end_retake(photo, by, "The photo was accepted")
    photos_changed(job, by)
    return photo


@transaction.atomic
def accept_photos(*, job: Job, shown: Collection[uuid.UUID], by: User) -> int:
    """Accept those of the photos shown to this user that still wait; return their number."""
    job = locked(job)
    waiting = Photo.objects.of(job).waiting().filter(pk__in=shown)
    accepted = waiting.update(accepted_on=timezone.localdate(), judged_by=by)
    photos_changed(job, by)
    return accepted


@transaction.atomic
def reject_photo(*, photo: Photo, because: str, by: User) -> Photo:
    """Reject a photo and ask the technician to take it again; without a reason it is ``Refused``."""
    job = locked(photo.job)
    photo = locked(photo)
    _refuse_withdrawn(photo)
    needs_reason(because, _("Say what is wrong with the photo, so that it can be retaken."))
    photo.rejected_on, photo.rejected_because, photo.judged_by = timezone.localdate(), because[:240], by
    photo.accepted_on = None
    photo.save(update_fields=["rejected_on", "rejected_because", "judged_by", "accepted_on"])
    history.record(
        job=photo.job,
        kind=EventKind.EDITED,
        sentence=f"Photo to be retaken: {photo.get_slot_display().lower()}",
        because=because,
        by=by,
        after={"photo": str(photo.pk)},
    )
    ask_for_retake(photo, by)
    photos_changed(job, by)
    return photo


def _refuse_withdrawn(photo: Photo) -> None:
    if photo.withdrawn_on:
        raise already(photo.withdrawn_by, _("withdrew this photo"), photo.withdrawn_on)
