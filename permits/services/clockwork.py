"""Acts of the nightly task on a permit: note silence, warn of a lapse, show what is open."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from permits.city_clock import is_near
from permits.models import Inspection, Permit
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date


@transaction.atomic
def note_silence(*, permit: Permit) -> None:
    """Open an item for the office because the city's silence now counts, once for each such day."""
    permit = permit_rows.locked_permit(permit)
    due = permit.answer_due_on
    if due is None or due > timezone.localdate() or due == permit.silence_noted_on:
        return
    permit.silence_noted_on = due
    permit.save(update_fields=["silence_noted_on"])
    bring_up_to_date(permit, None, wrote=(permit,), silent=True)


@transaction.atomic
def warn_of_lapse(*, permit: Permit) -> None:
    """Change the open item of a permit that lapses soon to say what keeps it valid, once per lapse day."""
    permit = permit_rows.locked_permit(permit)
    if permit.lapses_on == permit.lapse_noted_on or not is_near(permit.lapses_on, timezone.localdate()):
        return
    permit.lapse_noted_on = permit.lapses_on
    permit.save(update_fields=["lapse_noted_on"])
    bring_up_to_date(permit, None, wrote=(permit,))


@transaction.atomic
def show_items(*, permit: Permit) -> None:
    """Bring the open items of one permit up to date, for example after its job was cancelled or reopened."""
    permit = permit_rows.locked_permit(permit)
    bring_up_to_date(permit, None, wrote=(permit, *Inspection.objects.filter(permit=permit)))
