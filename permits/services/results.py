"""The result of an inspection: passed with its card, or failed with corrections, and corrections done."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import Upload
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, needs_words, not_before
from kilowire.models import User
from permits.models import Inspection, InspectionKind, InspectionResult, Permit
from permits.services import permit_rows
from permits.services.inspections import refuse_if_decided
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates
from permits.services.stamps import show_inspections_passed
from permits.services.telling import tell_of_failure
from permits.visit_order import is_last_final

RESULT = ["result", "decided_on", "decided_by", "inspector", "corrections", "card", "closes_permit"]


@transaction.atomic
def pass_inspection(
    *,
    inspection: Inspection,
    passed_on: date,
    inspector: str,
    by: User,
    card: File[bytes] | None = None,
    closes_permit: bool | None = None,
) -> Inspection:
    """Record that an inspection passed; the final that closes the last required permit stamps the job.

    ``closes_permit``: whether it is the last final that the city requires; if None, the jurisdiction's visit
    order decides. Until a final's card is filed, it blocks the close-out. Refused if it has a result already.
    """
    inspection = permit_rows.locked_inspection(inspection)
    permit = inspection.permit
    _refuse_result(inspection, passed_on, inspector, "passed_on")
    inspection.result = InspectionResult.PASSED
    inspection.closes_permit = inspection.kind == InspectionKind.FINAL and (
        _is_last(inspection) if closes_permit is None else closes_permit
    )
    _decide(inspection, passed_on, inspector, card, by)
    sentence = f"{inspection} passed under the {permit.spoken}"
    permit_rows.record_event(
        permit, sentence, by=by, on=passed_on, inspection=inspection.pk, result="passed", inspector=inspector
    )
    mended = _settle_earlier_failures(inspection)
    first_of_two = inspection.kind == InspectionKind.FINAL and not inspection.closes_permit
    bring_up_to_date(
        permit,
        by,
        passed_on,
        wrote=(permit, inspection, *mended),
        asks_after=inspection if first_of_two else None,
    )
    if inspection.closes_permit:
        show_inspections_passed(permit.job, by, passed_on)
    return inspection


@transaction.atomic
def fail_inspection(
    *,
    inspection: Inspection,
    failed_on: date,
    inspector: str,
    corrections: str,
    by: User,
    card: File[bytes] | None = None,
) -> Inspection:
    """Record that an inspection failed; what the inspector wrote becomes an open item of the field."""
    inspection = permit_rows.locked_inspection(inspection)
    permit = inspection.permit
    _refuse_result(inspection, failed_on, inspector, "failed_on")
    needs_words(corrections, _("Write what the inspector wants corrected."), field="corrections")
    inspection.result, inspection.corrections = InspectionResult.FAILED, corrections
    _decide(inspection, failed_on, inspector, card, by)
    permit_rows.record_event(
        permit,
        f"{inspection} failed under the {permit.spoken}",
        because=corrections,
        by=by,
        on=failed_on,
        inspection=inspection.pk,
        result="failed",
        inspector=inspector,
    )
    bring_up_to_date(permit, by, wrote=(permit, inspection))
    tell_of_failure(inspection, by)
    return inspection


@transaction.atomic
def file_card(*, inspection: Inspection, card: File[bytes], by: User) -> Inspection:
    """File the signed card of an inspection that has a result but no card, or a better copy."""
    inspection = permit_rows.locked_inspection(inspection)
    permit = inspection.permit
    if inspection.result not in (InspectionResult.PASSED, InspectionResult.FAILED):
        raise Refused("Record the result of the inspection first: the card belongs to it.")
    before = {"card": inspection.card_id}
    inspection.card = _file(permit, card, by)
    inspection.save(update_fields=["card"])
    sentence = f"Card of the {inspection.get_kind_display().lower()} filed"
    permit_rows.record_event(
        permit, sentence, by=by, before=before, inspection=inspection.pk, card=inspection.card_id
    )
    bring_up_to_date(permit, by, wrote=(inspection,))
    if permit.finaled_on:
        show_inspections_passed(permit.job, by)
    return inspection


def update_inspection_dates(permit: Permit) -> list[str]:
    """Compute the dates that the permit keeps about its inspections; return the columns to save."""
    decided = Inspection.objects.filter(permit=permit, result__in=["passed", "failed"])
    days = [(row.decided_on, row.closes_permit and not row.revoked_on) for row in decided]
    permit.last_inspected_on = max((day for day, _ in days if day), default=None)
    permit.finaled_on = max((day for day, closes in days if day and closes), default=None)
    return ["last_inspected_on", "finaled_on", *update_permit_dates(permit)]


def _refuse_result(inspection: Inspection, on: date, inspector: str, field: str) -> None:
    refuse_if_decided(inspection)
    day_has_come(on, field=field)
    not_before(on, inspection.asked_on, _("The inspection was asked for"), field=field)
    needs_words(inspector, _("Write the inspector's name as it stands on the card."), field="inspector")


def _decide(inspection: Inspection, on: date, inspector: str, card: File[bytes] | None, by: User) -> None:
    inspection.decided_on, inspection.decided_by, inspection.inspector = on, by, inspector.strip()
    inspection.card = _file(inspection.permit, card, by, on)
    inspection.save(update_fields=RESULT)
    inspection.permit.save(update_fields=update_inspection_dates(inspection.permit))


def _is_last(inspection: Inspection) -> bool:
    passed = Inspection.objects.filter(permit=inspection.permit).finals().passed().count()
    return is_last_final(inspection.permit.jurisdiction.visit_order, passed)


def _settle_earlier_failures(inspection: Inspection) -> list[Inspection]:
    """Mark corrections of earlier inspections of the same kind as done; return those inspections."""
    same = Inspection.objects.filter(permit=inspection.permit, kind=inspection.kind).exclude(pk=inspection.pk)
    mended = list(same.to_mend().select_for_update(of=("self",)))
    for earlier in mended:
        earlier.mended_on = inspection.decided_on
        earlier.save(update_fields=["mended_on"])
    return mended


def _file(permit: Permit, card: File[bytes] | None, by: User, on: date | None = None) -> Upload | None:
    if not card:
        return None
    return paperwork.file_upload(job=permit.job, kind=UploadKind.INSPECTION_CARD, file=card, by=by, on=on)
