"""The facts of the contract that must agree with others: its end, its signature, its right to cancel."""

from __future__ import annotations

from django.utils import timezone

from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.models import Agreement, Appointment, AppointmentKind, ChangeOrder, Job, Person, PersonRole
from jobs.road.contract_agrees import ContractFacts
from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_day


def contract_facts(job: Job) -> ContractFacts:
    """Return what the table of what must agree compares; at most four queries, one without a contract."""
    contract = Agreement.objects.of(job).first()
    if contract is None:
        return ContractFacts()
    if contract.ended_on:
        agreed = Milestone.AGREED in job.standing
        return ContractFacts(ended_on=spoken_day(contract.ended_on) if agreed else "")
    pending = ChangeOrder.objects.of(job).pending().first()
    until = contract.cancellable_until_on
    work_on = [timezone.localtime(each.starts_at).date() for each in work_booked(job)]
    return ContractFacts(
        unsigned=str(pending or ""),
        work_on=spoken_day(work_on[0]) if work_on else "",
        inside=tuple(spoken_day(day) for day in work_on if contract.may_be_cancelled_on(day)),
        cancel_until=spoken_day(until) if until else "",
        says_65=_counts_too_few_days(job, contract),
    )


def work_booked(job: Job) -> list[Appointment]:
    """Return the installations booked, the next one first."""
    return list(Appointment.objects.of(job).upcoming().filter(kind=AppointmentKind.INSTALLATION))


def _counts_too_few_days(job: Job, contract: Agreement) -> bool:
    """Return whether the owner is 65 or over, the contract says not, and the longer time still runs."""
    if contract.owner_is_65_or_over is not False or contract.notices_given_on is None:
        return False
    begins_on = max(contract.signed_on, contract.notices_given_on)
    if may_cancel_until(begins_on, is_65_or_over=True) < timezone.localdate():
        return False
    owner = Person.objects.of(job).filter(roles__role=PersonRole.OWNER).first()
    return owner is not None and owner.is_65_or_over is True
