"""Withdraw a result: the city revoked a passed inspection, or what was recorded did not happen."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import EventKind
from jobs.papers.services import paperwork
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, not_before
from kilowire.models import User
from permits.models import Inspection, InspectionResult
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date
from permits.services.results import RESULT, update_inspection_dates
from permits.services.stamps import withdraw_what_no_longer_holds

LOOKED_AT = (Milestone.INSPECTION_PASSED,)


@transaction.atomic
def revoke_inspection(*, inspection: Inspection, revoked_on: date, because: str, by: User) -> Inspection:
    """Record that the city revoked a passed inspection, also after the close-out; its stamp is withdrawn.

    From then on KiloWire does not say that the homeowner may charge, until another final passes.
    """
    inspection = permit_rows.locked_inspection(inspection)
    permit = inspection.permit
    permit_rows.refuse_if_ended(permit)
    passed_on = _refuse_revoking(inspection)
    needs_reason(because)
    day_has_come(revoked_on, field="revoked_on")
    not_before(revoked_on, passed_on, _("The inspection passed"), field="revoked_on")
    inspection.revoked_on, inspection.because = revoked_on, because[:400]
    inspection.save(update_fields=["revoked_on", "because"])
    permit.save(update_fields=update_inspection_dates(permit))
    permit_rows.record_event(
        permit,
        f"{inspection} of {spoken_day(passed_on)} taken back by the city",
        because=because,
        by=by,
        on=revoked_on,
        inspection=inspection.pk,
        revoked_on=revoked_on,
    )
    bring_up_to_date(permit, by, wrote=(permit, inspection))
    paperwork.end_uploads(job=permit.job, uploads=[inspection.card], because=because, by=by, on=revoked_on)
    withdraw_what_no_longer_holds(permit.job, because, by, looked_at=LOOKED_AT, on=revoked_on)
    return inspection


def _refuse_revoking(inspection: Inspection) -> date:
    """Return the day on which it passed; refused if it did not pass, or was revoked before."""
    if inspection.result != InspectionResult.PASSED or inspection.decided_on is None:
        raise Refused("Only an inspection that passed can be taken back by the city.")
    if inspection.revoked_on:
        who = permit_rows.who_did(inspection.permit, "revoked_on", inspection=inspection)
        raise already(who, _("recorded it as taken back"), inspection.revoked_on)
    return inspection.decided_on


@transaction.atomic
def undo_result(*, inspection: Inspection, because: str, by: User) -> Inspection:
    """Undo a result recorded by mistake; the inspection awaits its result again. Refused once revoked."""
    inspection = permit_rows.locked_inspection(inspection)
    permit = inspection.permit
    permit_rows.refuse_if_ended(permit)
    needs_reason(because)
    _refuse_undoing(inspection)
    before = {name: getattr(inspection, name) for name in ("result", "decided_on", "inspector")}
    paperwork.end_uploads(job=permit.job, uploads=[inspection.card], because=because, by=by)
    inspection.result = inspection.inspector = inspection.corrections = inspection.because = ""
    inspection.decided_on = inspection.decided_by = inspection.card = inspection.mended_on = None
    inspection.closes_permit = False
    inspection.save(update_fields=[*RESULT, "because", "mended_on"])
    permit.save(update_fields=update_inspection_dates(permit))
    sentence = f"Undone: {inspection.get_kind_display().lower()} {before['result']}"
    permit_rows.record_event(
        permit, sentence, kind=EventKind.UNDONE, because=because, by=by, before=before,
        inspection=inspection.pk, result="",
    )  # fmt: skip
    bring_up_to_date(permit, by, wrote=(permit, inspection))
    withdraw_what_no_longer_holds(permit.job, because, by, looked_at=LOOKED_AT)
    return inspection


def _refuse_undoing(inspection: Inspection) -> None:
    if not inspection.result:
        raise Refused("No result is recorded, so there is nothing to undo.")
    if inspection.revoked_on:
        raise Refused("The city took this inspection back; that it had passed stays in the history.")
    awaited = Inspection.objects.filter(permit=inspection.permit, kind=inspection.kind).awaiting_result()
    if awaited.exists():
        raise Refused(
            "Another inspection of this kind is awaited already: decide or call off that one first."
        )
