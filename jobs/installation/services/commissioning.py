"""The commissioning: test the charger under power, and stamp it once utility and city are done."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.agreeing.services import agreeing
from jobs.history.services import history
from jobs.installation.readings import impossible_test, refuse_impossible
from jobs.installation.services.papers import commissioning_context
from jobs.milestones.services import charging, milestones
from jobs.models import CommissioningRecord, EventKind, InstallationRecord, Job
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from jobs.warranty.services import warranties as warranty
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import not_before
from kilowire.models import User


class TestFacts(TypedDict):
    """The columns of the test record. Volts and amperes."""

    tested_on: date
    tested_by: User
    volts_l1_l2: Decimal
    volts_l1_n: NotRequired[Decimal | None]
    volts_l2_n: NotRequired[Decimal | None]
    charging_amps: Decimal
    charger_limit_amps: int
    ground_fault_tested_on: date
    load_management_seen: NotRequired[str]
    shown_to: str
    note: NotRequired[str]


@transaction.atomic
def record_test(*, job: Job, by: User, **facts: Unpack[TestFacts]) -> CommissioningRecord:
    """Record the test of the charger; refused for a reading that cannot be, and at the wrong time.

    It is made after the adapter is set and before the homeowner may charge.

    A second test replaces the first, which stays in the history. It may precede the city's final. One made
    since the adapter was set again issues the commissioning's paper anew, and may let the homeowner charge.
    """
    job = locked(job)
    refuse_impossible(impossible_test(facts))
    _refuse_test(job, facts["tested_on"], facts["charger_limit_amps"])
    earlier = CommissioningRecord.objects.of(job).first()
    before = history.changes(earlier, facts)[0] if earlier else {}
    written = {**facts, "recorded_by": by}
    record = CommissioningRecord.objects.update_or_create(job=job, defaults=written)[0]
    history.record(
        job=job,
        kind=EventKind.EDITED if earlier else EventKind.DESK,
        sentence=f"Charger tested at {record.charging_amps} A",
        on=record.tested_on,
        by=by,
        before=before,
    )
    if Milestone.COMMISSIONED in job.standing:
        _issue_record(record, by, record.tested_on)
        charging.lift(job=job, by=by, on=record.tested_on)
    agreeing.bring_up_to_date(job=job, by=by, on=record.tested_on)
    return record


@transaction.atomic
def record_test_and_commission(
    *, job: Job, by: User, commission: bool = False, **facts: Unpack[TestFacts]
) -> CommissioningRecord:
    """Record the test, and with ``commission`` stamp the commissioning on its day; both or neither."""
    job = locked(job)
    record = record_test(job=job, by=by, **facts)
    if commission:
        commission_job(job=job, on=record.tested_on, by=by)
    return record


@transaction.atomic
def commission_job(*, job: Job, on: date, by: User) -> Job:
    """Stamp the commissioning, open the warranty, issue record and certificate; refused without a test."""
    job = locked(job)
    record = CommissioningRecord.objects.of(job).first()
    if record is None:
        raise Refused("Record the test of the charger first.")
    not_before(on, record.tested_on, _("The charger was tested"), field="on")
    job = milestones.stamp(job=job, milestone=Milestone.COMMISSIONED, on=on, by=by)
    _issue_record(record, by, on)
    warranty.open_coverages(job=job, commissioned_on=on, by=by)
    agreeing.bring_up_to_date(job=job, by=by, on=on)
    return job


def _issue_record(record: CommissioningRecord, by: User, on: date) -> None:
    context = commissioning_context(record)
    paperwork.issue_document(
        job=record.job, kind=PaperKind.COMMISSIONING_RECORD, context=context, by=by, on=on
    )


def _refuse_test(job: Job, tested_on: date, limit_amps: int) -> None:
    if not job.adapter_set_on:
        raise Refused(
            "Not yet: the utility's visit is not recorded, so the charger has no power to be tested with."
        )
    not_before(tested_on, job.adapter_set_on, _("The adapter was set"), field="tested_on")
    installed = InstallationRecord.objects.of(job).first()
    if installed and limit_amps > installed.circuit_amps * 8 // 10:
        raise Refused(
            f"The {installed.circuit_amps} A circuit allows {installed.circuit_amps * 8 // 10} A.",
            field="charger_limit_amps",
        )
    if Milestone.COMMISSIONED in job.standing and not job.charging_stopped_on:
        raise Refused("The charger is commissioned; undo that first to record another test.")
