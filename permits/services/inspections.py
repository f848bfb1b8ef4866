"""Until an inspection is held: ask the city for it, write down its day, or call it off."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kilowire.floor.refusals import Refused
from kilowire.models import User
from permits.models import Inspection, InspectionKind, InspectionResult, Permit
from permits.services import desk_rows
from permits.services.open_items import bring_up_to_date


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
    """Ask the city for an inspection under an issued permit; its day may be known already or come later."""
    permit = desk_rows.locked_permit(permit)
    _refuse_asking(permit, kind)
    desk_rows.refuse_a_day_to_come(asked_on, "asked_on")
    desk_rows.refuse_a_day_before(asked_on, permit.issued_on or asked_on, "The permit was issued", "asked_on")
    _refuse_day(asked_on, scheduled_on)
    inspection = Inspection.objects.create(
        permit=permit, kind=kind, asked_on=asked_on, asked_by=by, scheduled_on=scheduled_on, window=window
    )
    desk_rows.tell(
        permit,
        f"{inspection} asked for{_said(inspection)}",
        by=by,
        on=asked_on,
        inspection=inspection.pk,
        asked_on=asked_on,
        scheduled_on=scheduled_on,
    )
    bring_up_to_date(permit, by, asked_on, wrote=(inspection,))
    return inspection


@transaction.atomic
def schedule_inspection(
    *, inspection: Inspection, scheduled_on: date, by: User, window: str = ""
) -> Inspection:
    """Write down the day and hours that the city gave, or to which it moved."""
    inspection = desk_rows.locked_inspection(inspection)
    refuse_if_decided(inspection)
    _refuse_day(inspection.asked_on, scheduled_on)
    before = {"scheduled_on": inspection.scheduled_on, "window": inspection.window}
    inspection.scheduled_on, inspection.window = scheduled_on, window
    inspection.save(update_fields=["scheduled_on", "window"])
    desk_rows.tell(
        inspection.permit,
        f"{inspection}{_said(inspection)}",
        by=by,
        before=before,
        inspection=inspection.pk,
        scheduled_on=scheduled_on,
        window=window,
    )
    bring_up_to_date(inspection.permit, by, wrote=(inspection,))
    return inspection


@transaction.atomic
def cancel_inspection(*, inspection: Inspection, cancelled_on: date, because: str, by: User) -> Inspection:
    """Record that an inspection will not be held; asking anew becomes the office's item."""
    inspection = desk_rows.locked_inspection(inspection)
    refuse_if_decided(inspection)
    desk_rows.refuse_without_reason(because)
    desk_rows.refuse_a_day_to_come(cancelled_on, "cancelled_on")
    desk_rows.refuse_a_day_before(cancelled_on, inspection.asked_on, "It was asked for", "cancelled_on")
    inspection.result, inspection.because = InspectionResult.CANCELLED, because[:400]
    inspection.decided_on, inspection.decided_by = cancelled_on, by
    inspection.save(update_fields=["result", "because", "decided_on", "decided_by"])
    desk_rows.tell(
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
    desk_rows.refuse_if_ended(inspection.permit)
    if inspection.result:
        who = inspection.decided_by.name if inspection.decided_by else "Somebody"
        result = inspection.get_result_display().lower()
        raise Refused(f"{who} already recorded it as {result} on {inspection.decided_on:%-d %B %Y}.")


def _refuse_asking(permit: Permit, kind: str) -> None:
    desk_rows.refuse_if_not_issued(permit)
    if permit.job.cancelled_on:
        raise Refused(f"This job was cancelled on {permit.job.cancelled_on:%-d %B %Y}.")
    if permit.finaled_on and kind == InspectionKind.FINAL:
        raise Refused(f"The permit was closed by its final on {permit.finaled_on:%-d %B %Y}.", field="kind")
    awaited = Inspection.objects.filter(permit=permit, kind=kind).awaiting_result()
    first = awaited.select_related("asked_by").first()
    if first:
        raise Refused(
            f"{first.asked_by.name} already asked for it on {first.asked_on:%-d %B %Y}.", field="kind"
        )


def _refuse_day(asked_on: date, scheduled_on: date | None) -> None:
    if scheduled_on and scheduled_on < asked_on:
        raise Refused(
            f"It was asked for on {asked_on:%-d %B %Y}: it is not held earlier.", field="scheduled_on"
        )


def _said(inspection: Inspection) -> str:
    if not inspection.scheduled_on:
        return ""
    hours = f", {inspection.window}" if inspection.window else ""
    return f": the city comes on {inspection.scheduled_on:%-d %B %Y}{hours}"
