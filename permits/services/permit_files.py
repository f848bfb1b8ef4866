"""The city's papers that permits, notices and inspections refer to: drop one that was withdrawn."""

from __future__ import annotations

from jobs.models import Upload
from jobs.papers.services.file_uses import Filed
from kilowire.models import User
from permits.models import Correction, Inspection, Permit
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date
from permits.services.stamps import show_inspections_passed, show_permits_issued


def lock(filed: Filed) -> None:
    """Lock the permits of the job, before the job is locked."""
    if isinstance(filed, Upload):
        permit_rows.lock_permits(filed.job)


def let_go(filed: Filed, by: User) -> None:
    """Drop a withdrawn paper of the city, and ask for the missing one; the papers of ours follow."""
    if not isinstance(filed, Upload):
        return
    Permit.objects.of(filed.job).filter(extension=filed).update(extension=None)
    Correction.objects.filter(document=filed).update(document=None)
    for permit in Permit.objects.of(filed.job).filter(document=filed):
        permit.document = None
        permit.save(update_fields=["document"])
        bring_up_to_date(permit, by, wrote=(permit,))
        show_permits_issued(permit.job, by)
    for inspection in Inspection.objects.filter(card=filed).select_related("permit__job"):
        inspection.card = None
        inspection.save(update_fields=["card"])
        bring_up_to_date(inspection.permit, by, wrote=(inspection,))
        if inspection.permit.finaled_on:
            show_inspections_passed(inspection.permit.job, by)
