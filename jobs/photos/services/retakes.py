"""The open items for photos to be taken again: opened by a rejection, ended by the photo that comes."""

from __future__ import annotations

from jobs.models import Job, OpenItem, Party, Photo, PhotoSlot
from jobs.open_items.keys import retake_key
from jobs.open_items.services import open_items
from kilowire.models import User


def ask_for_retake(photo: Photo, by: User) -> None:
    """Open the field's item for a rejected photo. The caller has locked the job."""
    if photo.replaced_by_id:
        return
    open_items.add(
        job=photo.job,
        party=Party.FIELD,
        what=f"Take the photo again: {photo.get_slot_display().lower()} ({photo.rejected_because})",
        key=retake_key(photo.slot, photo.pk),
        act=f"jobs:retake_photo {photo.pk}",
        by=by,
    )


def end_retake(photo: Photo, by: User | None, note: str) -> None:
    """End the item for one photo. The caller has locked the job."""
    open_items.end_by_key(job=photo.job, key=retake_key(photo.slot, photo.pk), by=by, note=note)


def end_retakes_of_slot(photo: Photo) -> None:
    """End the items of a slot that a new photo fills; in “anything else” a photo ends no other's item."""
    if photo.slot == PhotoSlot.OTHER:
        return
    prefix = retake_key(photo.slot, "")
    for key in _open_keys(photo.job, prefix):
        open_items.end_by_key(job=photo.job, key=key, by=photo.taken_by, note="The photo came")


def _open_keys(job: Job, prefix: str) -> list[str]:
    open_now = OpenItem.objects.of(job).open().filter(key__startswith=prefix)
    return list(open_now.values_list("key", flat=True))
