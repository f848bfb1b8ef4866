"""Record that a reason for a failed visit is mended."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, PhotoSlot
from jobs.photos.services import photos
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_photo_or_words, not_before
from kilowire.models import User
from utility_requests.failure_reasons import REASONS
from utility_requests.models import VisitFailure
from utility_requests.services.open_items import bring_up_to_date
from utility_requests.visit_reasons import REASONS as VISIT_REASONS


def record_fix(
    *,
    failure: VisitFailure,
    mended_on: date,
    by: User,
    note: str = "",
    photo: File[bytes] | None = None,
) -> VisitFailure:
    """Record that a reason for a failed visit was fixed, by a photo that shows it or a word on how.

    Without either it is ``Refused``, as is a reason that was undone or mended already.
    """
    needs_photo_or_words(photo, note)
    _refuse_mending(VisitFailure.objects.select_related("visit", "mended_by").get(pk=failure.pk), mended_on)
    if photo:
        caption = f"Mended: {note}"[:160] if note else "Mended"
        job, slot = failure.visit.job, _slot_of(failure.reason)
        photos.file_photo(job=job, slot=slot, file=photo, by=by, caption=caption)
    return _record_mended(failure, mended_on, by, note)


@transaction.atomic
def _record_mended(failure: VisitFailure, mended_on: date, by: User, note: str) -> VisitFailure:
    visit = locked(failure.visit)
    failure = locked(failure)
    failure.visit = visit
    job = locked(visit.job)
    _refuse_mending(failure, mended_on)
    failure.mended_on, failure.mended_by, failure.mended_note = mended_on, by, note.strip()[:240]
    failure.save(update_fields=["mended_on", "mended_by", "mended_note"])
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=_mended(failure),
        because=note,
        on=mended_on,
        by=by,
    )
    bring_up_to_date(job, by, on=mended_on, note=note)
    return failure


def _slot_of(code: str) -> str:
    """Return the slot whose photo answers this reason, else “anything else”."""
    slots = (slot for reason in VISIT_REASONS if reason.code == code for slot in reason.photo_slots)
    return next(slots, PhotoSlot.OTHER.value)


def _refuse_mending(failure: VisitFailure, mended_on: date) -> None:
    if failure.undone_on:
        raise Refused("This reason was undone with its visit.")
    if failure.mended_on:
        raise already(failure.mended_by, _("recorded this as mended"), failure.mended_on)
    day_has_come(mended_on, field="mended_on")
    not_before(mended_on, failure.visit.happened_on, _("The visit failed"), field="mended_on")


def _mended(failure: VisitFailure) -> str:
    found = REASONS[failure.reason].found
    return f"Mended: {found[0].lower()}{found[1:]}"
