"""Photos that a form is sent without, because the office could not open them: asked for again."""

from __future__ import annotations

from jobs.models import Photo, PhotoRequest, PhotoSlot
from jobs.photos.services.photo_requests import ask_for_photo
from jobs.tablet.services.sent import Sent


def ask_for_left_out(sent: Sent) -> None:
    """Ask for each photo that the form is sent without, unless its slot has one or is asked for already."""
    left_out = {str(row.get("slot")): str(row.get("because") or "") for row in sent.form.rows("without")}
    slots = left_out.keys() & set(PhotoSlot.values)
    if not slots:
        return
    on_file = Photo.objects.of(sent.job).on_file().filter(slot__in=slots).values_list("slot", flat=True)
    asked = PhotoRequest.objects.of(sent.job).open().filter(slot__in=slots).values_list("slot", flat=True)
    for slot in sorted(slots - set(on_file) - set(asked)):
        because = f"The form was sent without it. {left_out[slot]}".strip()
        ask_for_photo(job=sent.job, slot=slot, because=because, by=sent.by)
