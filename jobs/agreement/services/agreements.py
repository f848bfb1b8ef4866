"""The work contract: signed by the owner, with a lawful deposit and the end of the right to cancel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext

from jobs.agreement.deposits import is_lawful_deposit, largest_deposit_usd
from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.agreement.services.paper import agreement_context
from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import Agreement, EventKind, Job, Person, PersonRole, RoleOnJob, Signature, SignedPaper
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind, UploadKind
from jobs.road.stages import Milestone
from jobs.signing.services import signing
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_reason
from kilowire.models import User


@transaction.atomic
def record_contract(
    *,
    job: Job,
    price_usd: Decimal,
    deposit_usd: Decimal,
    scope: str,
    signed_on: date,
    notices_given_on: date,
    contract: File[bytes],
    by: User,
    starts_about_on: date | None = None,
    ends_about_on: date | None = None,
    method: str = "ink",
) -> Agreement:
    """Record the contract that the owner signed, and stamp the agreement.

    Work may begin on the day after the right to cancel ends: three business days, five for an owner who is 65
    or over. Amounts in USD. Refused with a deposit above the legal maximum or notices given too late.
    """
    job = locked(job)
    _refuse_deposit(price_usd, deposit_usd)
    _refuse_late_notices(notices_given_on, signed_on)
    owner = owner_of(job)
    _file_signed(job, owner, contract, signed_on, method, by)
    is_65_or_over = owner.senior_stated_on is not None
    agreement, _ = Agreement.objects.update_or_create(
        job=job,
        defaults={
            "price_usd": price_usd,
            "deposit_usd": deposit_usd,
            "deposit_paid_on": None,
            "deposit_recorded_by": None,
            "scope": scope,
            "starts_about_on": starts_about_on,
            "ends_about_on": ends_about_on,
            "notices_given_on": notices_given_on,
            "signed_on": signed_on,
            "cancellable_until_on": may_cancel_until(signed_on, is_65_or_over=is_65_or_over),
            "recorded_by": by,
        },
    )
    agreement.job = milestones.stamp(job=job, milestone=Milestone.AGREED, on=signed_on, by=by)
    _issue(agreement, by, signed_on)
    return agreement


@transaction.atomic
def record_deposit(*, agreement: Agreement, paid_on: date, by: User) -> Agreement:
    """Record the day on which the deposit was paid."""
    job = locked(agreement.job)
    agreement = locked(agreement)
    if agreement.deposit_paid_on:
        did = gettext("recorded the deposit as paid")
        raise already(agreement.deposit_recorded_by, did, agreement.deposit_paid_on)
    if not agreement.deposit_usd:
        raise Refused("The contract asks for no deposit.")
    if paid_on < agreement.signed_on:
        raise Refused("A deposit is not taken before the contract is signed.", field="paid_on")
    agreement.deposit_paid_on, agreement.deposit_recorded_by = paid_on, by
    agreement.save(update_fields=["deposit_paid_on", "deposit_recorded_by"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence=f"Deposit of ${agreement.deposit_usd:,.2f} paid",
        on=paid_on,
        by=by,
        after={"deposit_paid_on": paid_on.isoformat()},
    )
    return agreement


@transaction.atomic
def change_order(
    *, agreement: Agreement, price_usd: Decimal, scope: str, because: str, by: User
) -> Agreement:
    """Change price or scope by a signed change order; the summary is issued anew."""
    job = locked(agreement.job)
    agreement = locked(agreement)
    _refuse_deposit(price_usd, agreement.deposit_usd)
    needs_reason(because)
    before, after = history.changes(agreement, {"price_usd": price_usd, "scope": scope})
    if not before:
        raise Refused("Nothing would change: price and scope are as they were.")
    agreement.price_usd, agreement.scope = price_usd, scope
    agreement.save(update_fields=["price_usd", "scope"])
    history.record(
        job=job,
        kind=EventKind.EDITED,
        sentence="Change order",
        because=because,
        by=by,
        before=before,
        after=after,
    )
    _issue(agreement, by, None)
    return agreement


@transaction.atomic
def undo_contract(*, job: Job, because: str, by: User) -> Job:
    """Undo the agreement for a written reason: milestone and signature are withdrawn, the file stays."""
    job = milestones.withdraw(job=job, milestone=Milestone.AGREED, because=because, by=by)
    for signature in Signature.objects.of(job).standing().filter(paper=SignedPaper.CONTRACT):
        signing.withdraw_signature(signature=signature, because=because, by=by)
    return job


def owner_of(job: Job) -> Person:
    """Return the owner of the house; raises Refused while nobody has that role."""
    role = RoleOnJob.objects.of(job).filter(role=PersonRole.OWNER).select_related("person").first()
    if role is None:
        raise Refused("Nobody on this job is the owner of the house: add the owner under People first.")
    return role.person


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


def _refuse_late_notices(notices_given_on: date, signed_on: date) -> None:
    if notices_given_on > signed_on:
        raise Refused("The notices are given before or with the signature.", field="notices_given_on")


def _refuse_deposit(price_usd: Decimal, deposit_usd: Decimal) -> None:
    if not is_lawful_deposit(deposit_usd, price_usd):
        raise Refused(
            f"At most ${largest_deposit_usd(price_usd):,.2f} may be asked for before the work: the lesser of "
            "$1,000 and a tenth of the price.",
            field="deposit_usd",
        )


def _issue(agreement: Agreement, by: User, on: date | None) -> None:
    context = agreement_context(agreement)
    paperwork.issue_document(
        job=agreement.job, kind=PaperKind.AGREEMENT_SUMMARY, context=context, by=by, on=on
    )
