"""Correct what was recorded about a permit, and undo what did not happen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.models import EventKind, Jurisdiction
from jobs.papers.services import paperwork
from jobs.road.stages import Milestone
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_reason, not_after
from kilowire.models import User
from permits.models import Inspection, InspectionResult, Permit
from permits.services import permit_rows
from permits.services.issuing import refuse_odd_issue
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates
from permits.services.stamps import (
    show_inspections_passed,
    show_permits_issued,
    withdraw_what_no_longer_holds,
)

NUMBERS = ("application_number", "number")
ISSUE = ("number", "issued_on", "expires_on", "extended_on", "document", "extension", "work_started_on")
COMPLETE = ("complete_on", "complete_by")
TEXTS = frozenset({"number", "complete_by"})


class PermitColumns(TypedDict, total=False):
    """Columns of the application and, on an issued permit, its number, day of issue and expiry day."""

    jurisdiction: Jurisdiction
    applied_on: date
    application_number: str
    fee_usd: Decimal | None
    required: bool
    note: str
    number: str
    issued_on: date
    expires_on: date


@transaction.atomic
def edit_permit(*, permit: Permit, because: str, by: User, **new: Unpack[PermitColumns]) -> Permit:
    """Correct what was recorded about a permit, for a written reason; stamps and papers are updated."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_ended(permit)
    needs_reason(because)
    before, after = history.changes(permit, new)
    if not before:
        raise Refused("Nothing would change: it is all as it was.")
    for column, value in new.items():
        setattr(permit, column, value)
    _refuse_odd_days(permit)
    permit.save(update_fields=[*new, *update_permit_dates(permit)])
    said = f"{permit.get_kind_display()}: what was written down is changed"
    permit_rows.record_event(
        permit, said, kind=EventKind.EDITED, because=because, by=by, before=before, **after
    )
    _find_by_new_numbers(permit, before, after)
    bring_up_to_date(permit, by, wrote=(permit,))
    looked_at = (Milestone.PERMIT_ISSUED,)
    withdraw_what_no_longer_holds(permit.job, because, by, looked_at=looked_at, day_changed=True)
    show_permits_issued(permit.job, by)
    if "required" in after:
        show_inspections_passed(permit.job, by)
    return permit


def _find_by_new_numbers(permit: Permit, before: dict[str, Any], after: dict[str, Any]) -> None:
    for column in NUMBERS:
        if column in after:
            permit_rows.find_by_number(permit, column, replacing=str(before[column]))


@transaction.atomic
def undo_issue(*, permit: Permit, because: str, by: User) -> Permit:
    """Undo a permit's issue that was recorded by mistake; it becomes an application again."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_not_issued(permit)
    inspections = Inspection.objects.filter(permit=permit).exclude(result=InspectionResult.CANCELLED)
    if inspections.exists():
        raise Refused("Inspections are recorded under this permit: undo or cancel those first.")
    number = permit.number
    uploads = [permit.document, permit.extension]
    paperwork.end_uploads(job=permit.job, uploads=uploads, because=because, by=by)
    _clear(permit, ISSUE, f"{permit.get_kind_display().lower()} {number} issued", because, by)
    permit_rows.find_by_number(permit, "number", replacing=number)
    withdraw_what_no_longer_holds(permit.job, because, by, looked_at=(Milestone.PERMIT_ISSUED,))
    return permit


@transaction.atomic
def undo_complete(*, permit: Permit, because: str, by: User) -> Permit:
    """Undo that the application was recorded as complete; the city's first clock runs again."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_ended(permit)
    if permit.complete_on is None:
        raise Refused("The application is not recorded as complete, so there is nothing to undo.")
    _clear(permit, COMPLETE, "application complete", because, by)
    return permit


@transaction.atomic
def undo_work_began(*, permit: Permit, because: str, by: User) -> Permit:
    """Undo that work began; the permit's time to begin work runs again."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_ended(permit)
    if permit.work_started_on is None:
        raise Refused("It is not recorded that work began, so there is nothing to undo.")
    _clear(permit, ("work_started_on",), f"work began under the {permit.spoken}", because, by)
    return permit


def _clear(permit: Permit, columns: tuple[str, ...], what: str, because: str, by: User) -> None:
    """Clear these columns and keep their earlier values in the history."""
    needs_reason(because)
    held = {column: permit.serializable_value(column) for column in columns}
    for column in columns:
        setattr(permit, column, "" if column in TEXTS else None)
    permit.save(update_fields=[*columns, *update_permit_dates(permit)])
    permit_rows.record_event(
        permit,
        f"Undone: {what}",
        kind=EventKind.UNDONE,
        because=because,
        by=by,
        before={column: value for column, value in held.items() if value},
        **dict.fromkeys(column for column, value in held.items() if value),
    )
    bring_up_to_date(permit, by, wrote=(permit,))


def _refuse_odd_days(permit: Permit) -> None:
    day_has_come(permit.applied_on, field="applied_on")
    counted = _("The application counted as complete")
    not_after(permit.applied_on, permit.complete_on, counted, field="applied_on")
    if permit.issued_on is None or permit.expires_on is None:
        return
    refuse_odd_issue(permit, permit.number, permit.issued_on, permit.expires_on)
    asked = Inspection.objects.filter(permit=permit).order_by("asked_on").first()
    for what, day in (
        (_("Work began"), permit.work_started_on),
        (_("The final passed"), permit.finaled_on),
        (_("An inspection was asked for"), asked and asked.asked_on),
    ):
        not_after(permit.issued_on, day, what, _("the permit is not later"), field="issued_on")
