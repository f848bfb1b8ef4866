"""The work contract: signed by the owner, notices handed over, undone or ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext

from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.agreement.services import items
from jobs.agreement.services.papers import issue_summary
from jobs.agreement.services.sums import refuse_deposit, refuse_price
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import (
    Agreement,
    EventKind,
    Job,
    Person,
    PersonRole,
    RoleOnJob,
    SignedPaper,
)
from jobs.papers.services import paperwork
from jobs.people.services import people
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Milestone
from jobs.signing.services import signing
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, day_has_come
from kilowire.models import User


@transaction.atomic
def record_contract(
    *,
    job: Job,
    price_usd: Decimal,
    deposit_usd: Decimal,
    scope: str,
    signed_on: date,
    contract: File[bytes],
    by: User,
    notices_given_on: date | None = None,
    owner_is_65_or_over: bool | None = None,
    starts_about_on: date | None = None,
    ends_about_on: date | None = None,
    method: str = "ink",
) -> Agreement:
    """Record the contract that the owner signed; with the notices handed over, stamp the agreement.

    The agreement is stamped on the later day of signature and notices, when the right to cancel begins; a
    contract without notices is signed and not agreed. ``owner_is_65_or_over`` is None where nobody asked,
    which counts as the longer right to cancel. Amounts in USD. Refused with a deposit above the legal limit.
    """
    job = locked(job)
    _refuse_contract(job, price_usd, deposit_usd)
    owner = owner_of(job)
    _file_signed(job, owner, contract, signed_on, method, by)
    _keep_answer(owner, owner_is_65_or_over, signed_on, by)
    agreement, _ = Agreement.objects.update_or_create(
        job=job,
        defaults={
            "first_price_usd": price_usd,
            "price_usd": price_usd,
            "deposit_usd": deposit_usd,
            "scope": scope,
            "starts_about_on": starts_about_on,
            "ends_about_on": ends_about_on,
            "notices_given_on": None,
            "cancellable_until_on": None,
            "owner_is_65_or_over": owner_is_65_or_over,
            "signed_on": signed_on,
            "answers_claim": job.answers_claim,
            "ended_on": None,
            "recorded_by": by,
        },
    )
    return _agree(agreement, notices_given_on, by)


@transaction.atomic
def hand_over_notices(*, agreement: Agreement, handed_on: date, by: User) -> Agreement:
    """Record the day on which the notices were handed over; it begins the right to cancel.

    The agreement is stamped on that day, or on the day of the signature where that is later.
    """
    job = locked(agreement.job)
    agreement = locked(agreement)
    refuse_ended(agreement)
    if agreement.notices_given_on:
        raise Refused("The notices are recorded as handed over.")
    day_has_come(handed_on, field="handed_on")
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence="Notices of the contract handed over",
        on=handed_on,
        by=by,
        after={"notices_given_on": handed_on.isoformat()},
    )
    agreement.job = job
    return _agree(agreement, handed_on, by)


def owner_of(job: Job) -> Person:
    """Return the owner of the house; raises Refused while nobody has that role."""
    role = RoleOnJob.objects.of(job).filter(role=PersonRole.OWNER).select_related("person").first()
    if role is None:
        raise Refused("Nobody on this job is the owner of the house: add the owner under People first.")
    return role.person


def refuse_ended(agreement: Agreement) -> None:
    """Refuse an act on a contract that was undone, or ended by a cancellation."""
    if agreement.ended_on:
        raise Refused("This contract is no longer in force: record the new one first.")


def _agree(agreement: Agreement, notices_given_on: date | None, by: User) -> Agreement:
    """Begin the right to cancel and stamp the agreement, where the notices are handed over."""
    job, on = agreement.job, agreement.signed_on
    if notices_given_on:
        on = max(on, notices_given_on)
        agreement.notices_given_on = notices_given_on
        agreement.cancellable_until_on = may_cancel_until(on, is_65_or_over=agreement.owner_is_65_or_over)
        agreement.save(update_fields=["notices_given_on", "cancellable_until_on"])
    items.bring_up_to_date(job, by, on)
    if notices_given_on:
        again = Milestone.AGREED in job.standing
        agreement.job = milestones.stamp(job=job, milestone=Milestone.AGREED, on=on, by=by, again=again)
        issue_summary(agreement, by, on)
    return agreement


def _file_signed(
    job: Job, owner: Person, contract: File[bytes], signed_on: date, method: str, by: User
) -> None:
    upload = paperwork.file_upload(job=job, kind=UploadKind.CONTRACT, file=contract, by=by, on=signed_on)
    signing.record_signature(
        job=job,
        paper=SignedPaper.CONTRACT,
        person=owner,
        signed_on=signed_on,
        upload=upload,
        by=by,
        method=method,
    )


def _keep_answer(owner: Person, is_65_or_over: bool | None, on: date, by: User) -> None:
    """Write what the owner answered with the contract to the person, too."""
    if is_65_or_over is not None and is_65_or_over != owner.is_65_or_over:
        people.edit_person(person=owner, by=by, on=on, is_65_or_over=is_65_or_over)


def _refuse_contract(job: Job, price_usd: Decimal, deposit_usd: Decimal) -> None:
    """Refuse unlawful amounts, a contract while another is in force, and one before its time."""
    refuse_price(job, price_usd)
    refuse_deposit(price_usd, deposit_usd)
    standing = Agreement.objects.of(job).in_force().select_related("recorded_by").first()
    if standing:
        raise already(standing.recorded_by, gettext("recorded the signed contract"), standing.signed_on)
    milestones.refuse_own_act(job, Milestone.AGREED)
