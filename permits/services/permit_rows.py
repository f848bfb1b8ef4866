"""What the acts on a permit share: lock its rows, refuse impossible acts, and write the history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import Event, EventKind, Job, ReferenceKind
from jobs.open_items.keys import unwinding_key
from jobs.search.services import search
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already
from kilowire.models import User
from permits.models import Correction, Inspection, Permit


def locked_permit(permit: Permit) -> Permit:
    """Lock and return the permit; lock it before its corrections and inspections, those before the job."""
    return locked(permit)


def lock_permits(job: Job) -> None:
    """Lock every permit of the job, in one order, before the job is locked."""
    list(Permit.objects.of(job).order_by("pk").select_for_update(no_key=True, of=("self",)))


def locked_inspection(inspection: Inspection) -> Inspection:
    """Lock and return the inspection with its permit, which is locked first."""
    permit = locked(inspection.permit)
    inspection = locked(inspection)
    inspection.permit = permit
    return inspection


def locked_correction(correction: Correction) -> Correction:
    """Lock and return the correction with its permit, which is locked first."""
    permit = locked(correction.permit)
    correction = locked(correction)
    correction.permit = permit
    return correction


Written = str | int | date | None
"""A value that may be recorded in the history."""


def record_event(
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
    """Record the act in the job's history; ``after`` holds the values that it wrote, by column."""
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
    """Return the name of the user who last wrote this column of the permit or its inspection, or ""."""
    wanted = {"after__permit": permit.pk, "after__has_key": column}
    if inspection:
        wanted["after__inspection"] = inspection.pk
    event = Event.objects.of(permit.job).filter(**wanted).select_related("by").first()
    return event.who if event else ""


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def find_by_number(permit: Permit, column: str, *, replacing: str = "") -> None:
    """Make the job searchable by the permit's ``number`` or ``application_number`` instead of another."""
    search.refer(
        job=permit.job,
        kind=ReferenceKind.PERMIT,
        value=getattr(permit, column),
        replacing=replacing,
        source=_source(permit, column),
    )


def find_by_no_number(permit: Permit) -> None:
    """Let the job no longer be found by the numbers of a permit that was recorded by mistake."""
    for column in ("number", "application_number"):
        search.refer(
            job=permit.job,
            kind=ReferenceKind.PERMIT,
            value="",
            replacing=getattr(permit, column),
            source=_source(permit, column),
        )


def _source(permit: Permit, column: str) -> str:
    return f"permit:{permit.pk}:{column}"


def refuse_if_ended(permit: Permit) -> None:
    if permit.ended_on:
        did = _("closed this permit (%(how)s)") % {"how": permit.get_ended_how_display().lower()}
        raise already(who_did(permit, "ended_on"), did, permit.ended_on)


def refuse_if_not_issued(permit: Permit) -> None:
    refuse_if_ended(permit)
    if permit.issued_on is None:
        raise Refused("The city has not issued this permit yet: record its number and day first.")


def ended_permits(job: Job) -> set[str]:
    """Return the keys of the unwinding items of permits that have ended or are closed by their final."""
    numbers = {live: set[str]() for live in (True, False)}
    for permit in Permit.objects.of(job):
        numbers[permit.is_open] |= {permit.number, permit.application_number}
    return {unwinding_key("permit", number) for number in numbers[False] - numbers[True] if number}
