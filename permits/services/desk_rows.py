"""Beats that the acts of this desk share: lock a permit's rows, refuse what cannot be, tell the history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from jobs.history.services import history
from jobs.models import Event, EventKind
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User
from permits.models import Correction, Inspection, Permit

SAY_WHY = "Say why in a sentence: the reason stays in the history."


def locked_permit(permit: Permit) -> Permit:
    """The permit under lock. Always before its corrections and inspections, and those before the job."""
    return locked(permit)


def locked_inspection(inspection: Inspection) -> Inspection:
    """The inspection under lock, with its permit, which is locked before it."""
    permit = locked(inspection.permit)
    inspection = locked(inspection)
    inspection.permit = permit
    return inspection


def locked_correction(correction: Correction) -> Correction:
    """The correction under lock, with its permit, which is locked before it."""
    permit = locked(correction.permit)
    correction = locked(correction)
    correction.permit = permit
    return correction


Written = str | int | date | None
"""A value as it is written into the history."""


def tell(
    permit: Permit,
    sentence: str,
    *,
    by: User | None,
    on: date | None = None,
    because: str = "",
    kind: str = EventKind.DESK,
    before: dict[str, Any] | None = None,
    **after: Written,
) -> None:
    """Write the act into the job's history; ``after`` is what it wrote, by column."""
    history.record(
        job=permit.job,
        kind=kind,
        sentence=sentence,
        because=because,
        reference=permit.number or permit.application_number,
        on=on,
        by=by,
        before=_plain(before or {}),
        after={"permit": permit.pk, **_plain(after)},
    )


def who_did(permit: Permit, column: str, *, inspection: Inspection | None = None) -> str:
    """The name of who last wrote this column of the permit, or of its inspection."""
    wanted = {"after__permit": permit.pk, "after__has_key": column}
    if inspection:
        wanted["after__inspection"] = inspection.pk
    event = Event.objects.of(permit.job).filter(**wanted).select_related("by").first()
    return event.who if event else "Somebody"


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def refuse_a_day_to_come(on: date, field: str) -> None:
    if on > timezone.localdate():
        raise Refused(f"{on:%-d %B %Y} has not come yet: record it on the day.", field=field)


def refuse_a_day_before(on: date, earliest: date, what: str, field: str) -> None:
    """``what`` names what happened on the earlier day, e.g. "The permit was applied for"."""
    if on < earliest:
        raise Refused(f"{what} on {earliest:%-d %B %Y}; this cannot be earlier.", field=field)


def refuse_without_reason(because: str, field: str = "because") -> None:
    if not because.strip():
        raise Refused(SAY_WHY, field=field)


def refuse_if_ended(permit: Permit) -> None:
    if permit.ended_on:
        who = who_did(permit, "ended_on")
        how = permit.get_ended_how_display().lower()
        raise Refused(f"{who} closed this permit on {permit.ended_on:%-d %B %Y}: {how}.")


def refuse_if_not_issued(permit: Permit) -> None:
    refuse_if_ended(permit)
    if permit.issued_on is None:
        raise Refused("The city has not issued this permit yet: record its number and day first.")
