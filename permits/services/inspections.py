"""Acts before an inspection takes place: ask the city for it, record its day, or cancel it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.milestones.services import milestones
from jobs.road.hours import spoken_hours
from kilowire.floor.days import spoken_day
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, not_before
from kilowire.models import User
from permits.models import Inspection, InspectionKind, InspectionResult, Permit
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date
from permits.services.telling import tell_of_day


@transaction.atomic
def ask_for_inspection(
    *,
    permit: Permit,
    kind: str,
    asked_on: date,
    by: User,
    scheduled_on: date | None = None,
    window: str = "",
) -> Inspection:
    """Record that the city was asked for an inspection under an issued permit; its day may follow later."""
    permit = permit_rows.locked_permit(permit)
    _refuse_asking(permit, kind)
    day_has_come(asked_on, field="asked_on")
    not_before(asked_on, permit.issued_on or asked_on, _("The permit was issued"), field="asked_on")
    _refuse_day(asked_on, scheduled_on)
    inspection = Inspection.objects.create(
        permit=permit, kind=kind, asked_on=asked_on, asked_by=by, scheduled_on=scheduled_on, window=window
    )
    permit_rows.record_event(
        permit,
        f"{inspection} asked for{_said(inspection)}",
        by=by,
        on=asked_on,
        inspection=inspection.pk,
        asked_on=asked_on,
        scheduled_on=scheduled_on,
    )
    bring_up_to_date(permit, by, asked_on, wrote=(inspection,))
    tell_of_day(inspection, by)
    return inspection


@transaction.atomic
def schedule_inspection(
    *, inspection: Inspection, scheduled_on: date, by: User, window: str = ""
) -> Inspection:
    """Record the day and hours that the city gave, or to which it moved the inspection."""
    inspection = permit_rows.locked_inspection(inspection)
    refuse_if_decided(inspection)
    _refuse_day(inspection.asked_on, scheduled_on)
    before = {"scheduled_on": inspection.scheduled_on, "window": inspection.window}
    inspection.scheduled_on, inspection.window = scheduled_on, window
    inspection.save(update_fields=["scheduled_on", "window"])
    permit_rows.record_event(
        inspection.permit,
        f"{inspection}{_said(inspection)}",
        by=by,
        before=before,
        inspection=inspection.pk,
        scheduled_on=scheduled_on,
        window=window,
    )
    bring_up_to_date(inspection.permit, by, wrote=(inspection,))
    tell_of_day(inspection, by)
    return inspection


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, cancelled_on: date, because: str, by: User) -> Inspection:
    """Record that an inspection will not take place; asking for another becomes the office's open item."""
    inspection = permit_rows.locked_inspection(inspection)
    refuse_if_decided(inspection)
    needs_reason(because)
    day_has_come(cancelled_on, field="cancelled_on")
    not_before(cancelled_on, inspection.asked_on, _("It was asked for"), field="cancelled_on")
    inspection.result, inspection.because = InspectionResult.CANCELLED, because[:400]
    inspection.decided_on, inspection.decided_by = cancelled_on, by
    inspection.save(update_fields=["result", "because", "decided_on", "decided_by"])
    permit_rows.record_event(
        inspection.permit,
        f"{inspection} called off",
        because=because,
        by=by,
        on=cancelled_on,
        inspection=inspection.pk,
        result=inspection.result,
    )
    bring_up_to_date(inspection.permit, by, wrote=(inspection,), asks_after=inspection)
    return inspection


def refuse_if_decided(inspection: Inspection) -> None:
    permit_rows.refuse_if_ended(inspection.permit)
    if inspection.result:
        did = _("recorded it as %(result)s") % {"result": inspection.get_result_display().lower()}
        raise already(inspection.decided_by, did, inspection.decided_on)


def _refuse_asking(permit: Permit, kind: str) -> None:
    permit_rows.refuse_if_not_issued(permit)
    milestones.refuse_if_cancelled(permit.job)
    if permit.finaled_on and kind == InspectionKind.FINAL:
        raise Refused(f"The permit was closed by its final on {spoken_day(permit.finaled_on)}.", field="kind")
    awaited = Inspection.objects.filter(permit=permit, kind=kind).awaiting_result()
    first = awaited.select_related("asked_by").first()
    if first:
        raise already(first.asked_by, _("asked for it"), first.asked_on, field="kind")


def _refuse_day(asked_on: date, scheduled_on: date | None) -> None:
    if scheduled_on:
        not_before(scheduled_on, asked_on, _("It was asked for"), field="scheduled_on")


def _said(inspection: Inspection) -> str:
    if not inspection.scheduled_on:
        return ""
    hours = f", {spoken_hours(inspection.window)}" if inspection.window else ""
    return f": the city comes on {spoken_day(inspection.scheduled_on)}{hours}"
