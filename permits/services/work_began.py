"""The day on which work began under a permit: by hand, or taken over from the installation record."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.models import InstallationRecord, Job
from kilowire.floor.refusing import already, day_has_come, not_before
from kilowire.models import User
from permits.models import Permit
from permits.services import permit_rows
from permits.services.open_items import bring_up_to_date
from permits.services.permit_clocks import update_permit_dates


@transaction.atomic
def record_work_began(*, permit: Permit, began_on: date, by: User | None) -> Permit:
    """Record the day work began under the permit; from then on it lapses by days without an inspection."""
    permit = permit_rows.locked_permit(permit)
    permit_rows.refuse_if_not_issued(permit)
    if permit.work_started_on:
        who = permit_rows.who_did(permit, "work_started_on")
        raise already(who, _("recorded that work began"), permit.work_started_on)
    day_has_come(began_on, field="began_on")
    issued_on = permit.issued_on or began_on
    not_before(began_on, issued_on, _("The permit was issued"), field="began_on")
    permit.work_started_on = began_on
    permit.save(update_fields=["work_started_on", *update_permit_dates(permit)])
    sentence = f"Work began under the {permit.spoken}"
    permit_rows.record_event(permit, sentence, by=by, on=began_on, work_started_on=began_on)
    bring_up_to_date(permit, by, wrote=(permit,))
    return permit


def take_over_work_began(*, permit: Permit, by: User | None = None) -> None:
    """Record that work began, on the day of the job's installation record or, if later, the day of issue."""
    record = InstallationRecord.objects.of(permit.job).first()
    if record and permit.issued_on:
        began_on = max(record.work_started_on, permit.issued_on)
        record_work_began(permit=permit, began_on=began_on, by=by)


def follow_work(job: Job, by: User) -> None:
    """Take over the beginning of work for each issued permit of the job that has none.

    The permits were locked before the job.
    """
    for permit in Permit.objects.of(job).with_work_recorded():
        take_over_work_began(permit=permit, by=by)
