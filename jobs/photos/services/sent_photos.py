"""Photos that a person of the job sends: each filed once, and none of them evidence by its slot alone.

They answer only what was asked of that person. The office looks at each; its open item ends with the last.
"""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import File

from jobs.models import Job, Person, Photo, PhotoRequest, PhotoSlot
from jobs.open_items.keys import LOOK_AT_PHOTOS
from jobs.open_items.services import open_items
from jobs.open_items.wanted import OFFICE, Over, Wanted
from jobs.photos.services.photo_requests import answer_request
from jobs.photos.services.photos import file_photo
from kilowire.floor.files.uploads import sha256_of
from kilowire.floor.locks import locked
from kilowire.models import User


def file_sent_photo(
    *,
    person: Person,
    file: File[bytes],
    caption: str = "",
    slot: str = PhotoSlot.OTHER,
    request: PhotoRequest | None = None,
    retakes: Photo | None = None,
) -> Photo:
    """File a photo from this person; the same file sent again for the same purpose returns the first.

    ``request`` is the request that it answers, ``retakes`` the rejected photo that it was taken again for. A
    file that is not a complete photo is ``Refused``.
    """
    purpose = request.pk if request else retakes.pk if retakes else ""
    name = f"{person.pk}/{slot}/{caption}/{purpose}/{sha256_of(file)}"
    photo = file_photo(
        job=person.job,
        slot=slot,
        file=file,
        by=None,
        sent_by=person,
        caption=caption[:160],
        photo_id=uuid5(NAMESPACE_URL, name),
        replaces=retakes.pk if retakes else None,
    )
    if request:
        answer_request(request=request, photo=photo)
    return photo


def bring_up_to_date(job: Job, by: User | None, on: date | None = None) -> None:
    """Open the office's item while a photo from a person of the job waits, and end it with the last."""
    sent = Photo.objects.of(job).exclude(sent_by=None)
    if not sent.exists():
        return
    job, waiting = locked(job), sent.waiting().select_related("sent_by").first()
    if waiting and waiting.sent_by:
        what = f"Look at the photos from {waiting.sent_by.name}"
        each: Wanted | Over = Wanted(LOOK_AT_PHOTOS, OFFICE, what, act="jobs:photos")
    else:
        each = Over(LOOK_AT_PHOTOS, on, "Looked at")
    open_items.bring_up_to_date(job=job, wanted=[each], by=by)
