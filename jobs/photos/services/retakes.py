"""Photos to be taken again: which one replaces which, and the open items, ended by the photo that comes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from jobs.models import Job, OpenItem, Party, Photo, PhotoSlot
from jobs.open_items.keys import retake_key
from jobs.open_items.services import open_items
from kilowire.models import User


def put_in_order(photo: Photo) -> list[Photo]:
    """Mark what a new photo replaces, and what replaces it; return the photos that it replaces.

    The result is the same in whatever order they come. The caller has locked the job.
    """
    name_replacement(photo)
    originals = list(Photo.objects.of(photo.job).of_this_job().filter(pk=photo.retakes).exclude(pk=photo.pk))
    for original in originals:
        name_replacement(original)
    return originals


def name_replacement(original: Photo) -> None:
    """Write which photo replaces this one: the latest on file that was taken to replace it, or none.

    The caller has locked the job.
    """
    taken_again = Q(retakes=original.pk) | Q(pk=original.replaced_by_id)
    retakes = Photo.objects.of(original.job).of_this_job().filter(taken_again).exclude(pk=original.pk)
    latest_first = retakes.select_related("replaced_by").order_by("-taken_at", "-pk")
    latest = next((each for each in latest_first if original.pk not in _chain(each)), None)
    if latest != original.replaced_by:
        original.replaced_by = latest
        original.save(update_fields=["replaced_by"])


def _chain(photo: Photo) -> set[UUID]:
    """Return the ids of the photos that replace this one, one after the other."""
    found: set[UUID] = set()
    following = photo.replaced_by
    while following and following.pk not in found:
        found.add(following.pk)
        following = following.replaced_by
    return found


def ask_for_retake(photo: Photo, by: User) -> None:
    """Open the item for a rejected photo, of whoever sent it or else the field. The caller locked the job."""
    if photo.replaced_by_id:
        return
    open_items.add(
        job=photo.job,
        party=Party.HOMEOWNER if photo.sent_by_id else Party.FIELD,
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
