"""Requests of the office for photos beyond those of a form: ask, answer by a photo, withdraw."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, Job, Party, Photo, PhotoRequest, PhotoSlot
from jobs.open_items.keys import ASKED_PHOTO
from jobs.open_items.services import open_items
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import needs_reason
from kilowire.models import User

COULD_NOT = "Could not"
"""How the caption of a photo begins that shows why an appointment was not kept; it answers no request."""


@transaction.atomic
def ask_for_photo(*, job: Job, slot: str, because: str, by: User, of_homeowner: bool = False) -> PhotoRequest:
    """Ask the technician, or the homeowner, for a photo and open an item for it; a photo of it answers it.

    An unknown slot, or no word on what the photo must show, is ``Refused``.
    """
    job = locked(job)
    if slot not in PhotoSlot.values:
        raise Refused("Choose what the photo is of.", field="slot")
    needs_reason(because, _("Say what the photo must show, so that one more trip is enough."))
    request = PhotoRequest.objects.create(
        job=job, slot=slot, because=because.strip()[:240], asked_by=by, of_homeowner=of_homeowner
    )
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Photo asked for: {request.get_slot_display().lower()}",
        because=request.because,
        by=by,
    )
    _open_item(request, by)
    return request


@transaction.atomic
def withdraw_photo_request(*, request: PhotoRequest, by: User) -> PhotoRequest:
    """Withdraw a request for a photo; one that is answered or withdrawn already is ``Refused``."""
    job = locked(request.job)
    request = locked(request)
    if request.photo_id or request.withdrawn_at:
        raise Refused("This photo is no longer asked for.")
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    open_items.end_by_key(job=job, key=_key(request), by=by, note="No longer wanted")
    return request


def answer_requests(photo: Photo) -> None:
    """Mark the open requests for a photo's slot as answered by it. The caller has locked the job."""
    for request in PhotoRequest.objects.of(photo.job).open().filter(slot=photo.slot):
        answer_request(request=request, photo=photo)


@transaction.atomic
def answer_request(*, request: PhotoRequest, photo: Photo) -> None:
    """Mark a request as answered by this photo; one that is answered or withdrawn stays as it is."""
    job = locked(request.job)
    request = locked(request)
    if request.photo_id or request.withdrawn_at:
        return
    request.photo = photo
    request.save(update_fields=["photo"])
    open_items.end_by_key(job=job, key=_key(request), by=photo.taken_by, note="The photo came")


def open_again(request: PhotoRequest, by: User) -> None:
    """Ask again for a photo whose answer was withdrawn. The caller has locked the job."""
    request.photo = None
    request.save(update_fields=["photo"])
    _open_item(request, by)


def _open_item(request: PhotoRequest, by: User) -> None:
    what = f"Photo asked for: {request.get_slot_display().lower()} ({request.because})"
    party = Party.HOMEOWNER if request.of_homeowner else Party.FIELD
    open_items.add(job=request.job, party=party, what=what, key=_key(request), act="jobs:photos", by=by)


def _key(request: PhotoRequest) -> str:
    return f"{ASKED_PHOTO}{request.pk}"
