"""The photos asked of the homeowner: requests of the office, and photos of theirs to be taken again."""

from __future__ import annotations

from jobs.models import Job, OpenItem, Party, Photo, PhotoRequest
from jobs.open_items.keys import RETAKE


def photos_asked(job: Job) -> dict[str, PhotoRequest | Photo]:
    """Return what is asked by the name of its field: ``asked-7`` or ``again-5f2c…``."""
    requests = PhotoRequest.objects.of(job).open().filter(of_homeowner=True)
    asked: dict[str, PhotoRequest | Photo] = {f"asked-{each.pk}": each for each in requests}
    items = OpenItem.objects.of(job).open().filter(party=Party.HOMEOWNER, key__startswith=RETAKE)
    again = [key.rpartition(":")[2] for key in items.values_list("key", flat=True)]
    asked.update({f"again-{each.pk}": each for each in Photo.objects.of(job).filter(pk__in=again)})
    return asked
