"""Record that what a failed inspection asked for is mended."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import PhotoSlot
from jobs.photos.services import photos
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_photo_or_words, not_before
from kilowire.models import User
from permits.models import Inspection, InspectionResult
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date


def record_mended(
    *,
    inspection: Inspection,
    mended_on: date,
    by: User,
    note: str = "",
    photo: File[bytes] | None = None,
) -> Inspection:
    """Record that a failed inspection's corrections are done, by a photo that shows it or a word on how.

    Asking again becomes the office's open item. Without photo and word it is ``Refused``.
    """
    needs_photo_or_words(photo, note)
    _refuse_mending(Inspection.objects.select_related("permit__job").get(pk=inspection.pk), mended_on)
    if photo:
        caption = f"Mended: {note}"[:160] if note else "Mended"
        photos.file_photo(job=inspection.permit.job, slot=PhotoSlot.OTHER, file=photo, by=by, caption=caption)
    return _record_mended(inspection, mended_on, by, note)


@transaction.atomic
def _record_mended(inspection: Inspection, mended_on: date, by: User, note: str) -> Inspection:
    inspection = permit_rows.locked_inspection(inspection)
    _refuse_mending(inspection, mended_on)
    inspection.mended_on = mended_on
    inspection.save(update_fields=["mended_on"])
    sentence = f"Corrections of the {inspection.get_kind_display().lower()} done"
    permit_rows.record_event(
        inspection.permit, sentence, because=note, by=by, on=mended_on, inspection=inspection.pk,
        mended_on=mended_on,
    )  # fmt: skip
    bring_up_to_date(inspection.permit, by, wrote=(inspection,), asks_after=inspection)
    return inspection


def _refuse_mending(inspection: Inspection, mended_on: date) -> None:
    if inspection.result != InspectionResult.FAILED or inspection.decided_on is None:
        raise Refused("Only what a failed inspection asked for is mended.")
    permit_rows.refuse_if_ended(inspection.permit)
    if inspection.mended_on:
        who = permit_rows.who_did(inspection.permit, "mended_on", inspection=inspection)
        raise already(who, _("recorded the corrections as done"), inspection.mended_on)
    day_has_come(mended_on, field="mended_on")
    not_before(mended_on, inspection.decided_on, _("The inspection failed"), field="mended_on")
