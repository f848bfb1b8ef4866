"""What follows when the homeowner may no longer charge, and when they may again."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from jobs.history.services import history
from jobs.models import (
    CommissioningRecord,
    CompanyRecord,
    Coverage,
    CoverageKind,
    EventKind,
    Job,
    OpenItem,
    Party,
)
from jobs.notices.outbox.channels import channel_for
from jobs.notices.services import notices
from jobs.open_items.services import open_items
from jobs.road import stages
from jobs.road.stages import Milestone
from kilowire.floor.locks import locked
from kilowire.floor.normal.numbers import same_number
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import day_has_come, not_before
from kilowire.models import User

CALL = "jobs.stop_charging"
CALL_AGAIN = "jobs.charge_again"
ACT = "jobs:homeowner_told"
STOPPED, AGAIN = "stop_charging", "charge_again"
"""The notices."""
CAUSES: dict[str, str] = {
    Milestone.ADAPTER_SET: "the adapter is no longer on the meter",
    Milestone.INSPECTION_PASSED: "the city's final no longer stands",
    Milestone.COMMISSIONED: "the commissioning was undone",
}


def follow_stamp(*, job: Job, milestone: Milestone, serial: str, by: User | None, on: date) -> None:
    """Let the homeowner charge again where a stamp makes it so. The caller has locked the job.

    The maker's warranty of an adapter that is set again, told by its serial number, holds again.
    """
    if milestone == Milestone.ADAPTER_SET:
        back = [each.pk for each in _adapter_coverages(job) if same_number(each.serial, serial)]
        Coverage.objects.filter(pk__in=back).update(flagged_on=None, flagged_because="")
    lift(job=job, by=by, on=on)


def follow_withdrawal(
    *, job: Job, milestone: Milestone, might_charge: bool, because: str, by: User, on: date | None = None
) -> None:
    """End "may charge" where a withdrawn stamp makes it so. The caller has locked the job.

    The maker's warranty of an adapter that is no longer set is flagged with the reason.
    """
    if milestone == Milestone.ADAPTER_SET:
        flag = {"flagged_on": on or timezone.localdate(), "flagged_because": because.strip()[:400]}
        _adapter_coverages(job).update(**flag)
    if might_charge and not job.may_charge:
        stop(job=job, cause=milestone, because=because, by=by, on=on)


def _adapter_coverages(job: Job) -> QuerySet[Coverage]:
    return Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.ADAPTER)


def stop(*, job: Job, cause: Milestone, because: str, by: User, on: date | None = None) -> None:
    """End "may charge" since a milestone that it rests on was withdrawn. The caller has locked the job.

    The job keeps the day and the reason, the office is asked to call the homeowner, and owner and occupant
    get a message where they have an email address.
    """
    on = on or timezone.localdate()
    job.charging_stopped_on, job.charging_stopped_because = on, because.strip()[:400]
    job.save(update_fields=["charging_stopped_on", "charging_stopped_because"])
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"The homeowner may not charge: {CAUSES[cause]}",
        because=because,
        on=on,
        by=by,
        after={"charging_stopped_on": on.isoformat()},
    )
    open_items.end_by_key(job=job, key=CALL_AGAIN, by=by, note="The homeowner may not charge after all")
    what = f"Call {_whom_to_call(job)}, they must not charge: {CAUSES[cause]}"
    open_items.add(job=job, party=Party.OFFICE, what=what, key=CALL, act=ACT, by=by)
    _write(job, STOPPED, "please do not charge", by, cause=cause.value)


def lift(*, job: Job, by: User | None, on: date | None = None) -> bool:
    """Let the homeowner charge again once all stands and the charger was tested since the adapter was set.

    Return whether it was lifted. Where nobody has an email address the office is asked to call. The caller
    has locked the job.
    """
    if not job.charging_stopped_on or not stages.may_charge(job.kind, job.standing) or needs_test(job):
        return False
    before = {"charging_stopped_on": job.charging_stopped_on.isoformat()}
    job.charging_stopped_on, job.charging_stopped_because = None, ""
    job.save(update_fields=["charging_stopped_on", "charging_stopped_because"])
    history.record(
        job=job, kind=EventKind.DESK, sentence="The homeowner may charge again", on=on, by=by, before=before
    )
    open_items.end_by_key(job=job, key=CALL, by=by, note="The homeowner may charge again")
    if not _write(job, AGAIN, "you may charge again", by):
        what = f"Call {_whom_to_call(job)}, they may charge again"
        open_items.add(job=job, party=Party.OFFICE, what=what, key=CALL_AGAIN, act=ACT, by=by)
    return True


def needs_test(job: Job) -> bool:
    """Return whether the charger was last tested before the adapter that is set now."""
    record = CommissioningRecord.objects.of(job).first()
    return bool(record and job.adapter_set_on and record.tested_on < job.adapter_set_on)


def record_homeowner_told(*, job: Job, told: str, told_on: date, means: str, by: User) -> Job:
    """Record who was told on which day and how, and end the item that asked for it; else ``Refused``."""
    job = locked(job)
    item = OpenItem.objects.of(job).open().filter(key__in=(CALL, CALL_AGAIN)).first()
    if item is None:
        raise Refused("Nobody has to be told now whether they may charge.")
    day_has_come(told_on, field="told_on")
    since = job.charging_stopped_on if item.key == CALL else None
    not_before(told_on, since, "Charging ended", field="told_on")
    what = "may not charge" if item.key == CALL else "may charge again"
    said = f"{told.strip()} was told that they {what}"
    history.record(job=job, kind=EventKind.SENT, sentence=said[:400], because=means, on=told_on, by=by)
    note, on = f"{told.strip()}, {means}", max(told_on, item.since_on)
    open_items.end_by_key(job=job, key=item.key, by=by, on=on, note=note)
    return job


def _whom_to_call(job: Job) -> str:
    people = [person for person in notices.homeowners(job) if person.name == job.homeowner_name]
    phone = next((person.phone for person in people if person.phone), "")
    return f"{job.homeowner_name}, {phone}" if phone else job.homeowner_name


def _write(job: Job, template: str, what: str, by: User | None, **context: str) -> bool:
    """Write to owner and occupant; return whether mail or text reaches anybody."""
    record = CompanyRecord.objects.filter(effective_from__lte=timezone.localdate()).first()
    contacts = {"company": record.name, "phone": record.phone} if record else {}
    contacts["utility"] = job.site.utility.homeowner_name
    reached = [person for person in notices.homeowners(job) if channel_for(person, template)]
    for person in reached:
        notices.write_notice(
            person=person, template=template, what=what, by=by, context={**contacts, **context}
        )
    return bool(reached)
