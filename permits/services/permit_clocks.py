"""Update the two dates kept on a permit: when the city's silence counts, and when the permit lapses."""

from __future__ import annotations

from permits.city_clock import lapse_day, silence_counts_on
from permits.models import Correction, Permit


def update_permit_dates(permit: Permit) -> list[str]:
    """Compute both dates of the permit again, without saving; return the columns to save."""
    days = list(Correction.objects.filter(permit=permit).values_list("answered_on", flat=True))
    answered_on = max((day for day in days if day), default=None)
    awaited = permit.is_open and permit.issued_on is None and None not in days
    permit.answer_due_on = silence_counts_on(permit, answered_on=answered_on) if awaited else None
    permit.lapses_on = lapse_day(permit)
    return ["answer_due_on", "lapses_on"]
