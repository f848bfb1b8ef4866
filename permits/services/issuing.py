"""Acts on an issued permit: record the issue, file its document, extend it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import Upload
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import UploadKind
from kilowire.floor.days import spoken_day
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come, needs_reason, needs_words, not_before
from kilowire.models import User
from permits.city_clock import default_expiry
from permits.models import Permit
from permits.services import permit_rows
from permits.services.applications import settle_corrections
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates
from permits.services.stamps import show_permits_issued
from permits.services.work_began import follow_work


@transaction.atomic
def issue_permit(
    *,
    permit: Permit,
    number: str,
    issued_on: date,
    by: User,
    expires_on: date | None = None,
    document: File[bytes] | None = None,
    fee_usd: Decimal | None = None,
) -> Permit:
    """Record that the city issued the permit, and stamp the job once every required permit is issued.

    Accepted at any stage of the job, also on a cancelled one. Without ``expires_on`` the jurisdiction's time
    to begin work counts. Where the installation is recorded already, work has begun. Until the city's
    document is filed, it blocks the close-out.
    """
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_ended(permit)
    _refuse_second_issue(permit)
    expires_on = expires_on or default_expiry(permit.jurisdiction, issued_on)
    refuse_odd_issue(permit, number, issued_on, expires_on)
    permit.number, permit.issued_on, permit.expires_on = number.strip(), issued_on, expires_on
    permit.fee_usd = permit.fee_usd if fee_usd is None else fee_usd
    permit.document = _file(permit, document, by, on=issued_on)
    settle_corrections(permit, issued_on, "The city issued the permit.", by)
    columns = ["number", "issued_on", "expires_on", "fee_usd", "document"]
    permit.save(update_fields=[*columns, *update_permit_dates(permit)])
    permit_rows.record_event(
        permit,
        f"{permit} issued by {permit.jurisdiction}, work to begin by {spoken_day(expires_on)}",
        by=by,
        on=issued_on,
        number=permit.number,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    permit_rows.find_by_number(permit, "number")
    bring_up_to_date(permit, by, issued_on, wrote=(permit,))
    show_permits_issued(permit.job, by, issued_on)
    follow_work(permit.job, by)
    return permit


@transaction.atomic
def file_permit_document(*, permit: Permit, document: File[bytes], by: User) -> Permit:
    """File the city's document of an issued permit that was recorded without it, or a better copy."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_not_issued(permit)
    before = {"document": permit.document_id}
    permit.document = _file(permit, document, by)
    permit.save(update_fields=["document"])
    sentence = f"Paper of the {permit.spoken} filed"
    permit_rows.record_event(permit, sentence, by=by, before=before, document=permit.document_id)
    bring_up_to_date(permit, by, wrote=(permit,))
    show_permits_issued(permit.job, by)
    return permit


@transaction.atomic
def extend_permit(
    *,
    permit: Permit,
    extended_on: date,
    expires_on: date,
    because: str,
    by: User,
    document: File[bytes] | None = None,
) -> Permit:
    """Record that the city extended an issued permit, which moves its expiry to a later day."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_not_issued(permit)
    if permit.finaled_on:
        raise Refused(f"The permit was closed by its final on {spoken_day(permit.finaled_on)}.")
    needs_reason(because)
    day_has_come(extended_on, field="extended_on")
    issued_on, until = permit.issued_on, permit.expires_on
    not_before(extended_on, issued_on or extended_on, _("The permit was issued"), field="extended_on")
    if until and expires_on <= until:
        raise Refused(f"An extension ends after {spoken_day(until)}, as it stands now.", field="expires_on")
    permit.extended_on, permit.expires_on = extended_on, expires_on
    columns = ["extended_on", "expires_on"]
    if document:
        permit.extension = _file(permit, document, by, label="Permit extension", on=extended_on)
        columns.append("extension")
    permit.save(update_fields=[*columns, *update_permit_dates(permit)])
    sentence, before = f"{permit} extended to {spoken_day(expires_on)}", {"expires_on": until}
    permit_rows.record_event(
        permit, sentence, because=because, by=by, on=extended_on, before=before, expires_on=expires_on
    )
    bring_up_to_date(permit, by, wrote=(permit,))
    show_permits_issued(permit.job, by)
    return permit


def refuse_odd_issue(permit: Permit, number: str, issued_on: date, expires_on: date) -> None:
    """Refuse a permit without a number, issued before its application or in the future, or expired."""
    needs_words(number, _("Write the city's number of the permit."), field="number")
    day_has_come(issued_on, field="issued_on")
    not_before(issued_on, permit.applied_on, _("The permit was applied for"), field="issued_on")
    if expires_on <= issued_on:
        raise Refused("A permit expires after the day it was issued.", field="expires_on")


def _refuse_second_issue(permit: Permit) -> None:
    if permit.issued_on:
        did = _("recorded permit %(number)s") % {"number": permit.number}
        raise already(permit_rows.who_did(permit, "issued_on"), did, permit.issued_on)


def _file(
    permit: Permit, document: File[bytes] | None, by: User, label: str = "", on: date | None = None
) -> Upload | None:
    if not document:
        return None
    return paperwork.file_upload(
        job=permit.job, kind=UploadKind.PERMIT, file=document, by=by, label=label, on=on
    )
