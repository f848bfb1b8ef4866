"""The contract and its change orders signed on a screen: sent to the owner, recorded once they are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction

from jobs.agreement.services import agreements, change_orders
from jobs.agreement.services.sums import refuse_deposit, refuse_price
from jobs.milestones.services import milestones
from jobs.models import (
    Agreement,
    ChangeOrder,
    Document,
    DocumentStatus,
    Job,
    Person,
    Signature,
    SignatureMethod,
    SignatureRequest,
    SignedPaper,
)
from jobs.road.paper_kinds import PaperKind
from jobs.road.stages import Milestone
from jobs.signing.services import sending
from jobs.signing.services.recorders import SignedResult
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.models import User


@transaction.atomic
def send_contract(
    *,
    job: Job,
    price_usd: Decimal,
    deposit_usd: Decimal,
    scope: str,
    contract: File[bytes],
    first: Person,
    expires_on: date,
    by: User,
    second: Person | None = None,
    third: Person | None = None,
    has_notices: bool = False,
    owner_is_65_or_over: bool | None = None,
    starts_about_on: date | None = None,
    ends_about_on: date | None = None,
) -> SignatureRequest:
    """Send the work contract to be signed; what the form says of it is recorded with the signature.

    ``has_notices``: the PDF holds the notices, so that they are handed over with it. Amounts in USD. Refused
    where a contract is in force, before its time, and with a deposit above the legal limit.
    """
    job = locked(job)
    refuse_price(job, price_usd)
    refuse_deposit(price_usd, deposit_usd)
    if Agreement.objects.of(job).in_force().exists():
        raise Refused("A contract is in force: what changes in it is a change order.")
    milestones.refuse_own_act(job, Milestone.AGREED)
    terms: dict[str, Any] = {
        "price_usd": str(price_usd),
        "deposit_usd": str(deposit_usd),
        "scope": scope,
        "has_notices": has_notices,
        "owner_is_65_or_over": owner_is_65_or_over,
        "starts_about_on": starts_about_on.isoformat() if starts_about_on else "",
        "ends_about_on": ends_about_on.isoformat() if ends_about_on else "",
    }
    return sending.send(
        job=job,
        paper=SignedPaper.CONTRACT,
        file=contract,
        signers=_signers(first, second, third),
        expires_on=expires_on,
        by=by,
        terms=terms,
    )


@transaction.atomic
def send_change_order(
    *,
    order: ChangeOrder,
    first: Person,
    expires_on: date,
    by: User,
    second: Person | None = None,
    third: Person | None = None,
) -> SignatureRequest:
    """Send a change order as it was written to be signed. Refused while its paper is still being made."""
    job = locked(order.job)
    order = locked(order)
    change_orders.refuse_unless_pending(order)
    paper = Document.objects.of(job).in_force().of_kind(PaperKind.CHANGE_ORDER).first()
    if paper is None or paper.status != DocumentStatus.READY:
        raise Refused("The paper of this change order is still being made: send it in a minute.")
    with paper.file.open("rb") as stored:
        return sending.send(
            job=job,
            paper=SignedPaper.CHANGE_ORDER,
            file=File(stored, name=f"{order}.pdf"),
            signers=_signers(first, second, third),
            expires_on=expires_on,
            by=by,
            change_order=order,
        )


def record_signed_contract(result: SignedResult) -> Sequence[Signature]:
    """Record the contract that was signed on a screen, on the day of its last signature."""
    terms, job = result.request.terms, result.request.job
    agreements.record_contract(
        job=job,
        price_usd=Decimal(terms["price_usd"]),
        deposit_usd=Decimal(terms["deposit_usd"]),
        scope=terms["scope"],
        signed_on=result.signed_on,
        contract=result.file,
        by=result.by,
        notices_given_on=result.signed_on if terms["has_notices"] else None,
        owner_is_65_or_over=terms["owner_is_65_or_over"],
        starts_about_on=_day(terms["starts_about_on"]),
        ends_about_on=_day(terms["ends_about_on"]),
        method=SignatureMethod.SCREEN,
    )
    return list(Signature.objects.of(job).standing().filter(paper=SignedPaper.CONTRACT))


def record_signed_change_order(result: SignedResult) -> Sequence[Signature]:
    """Record the change order that was signed on a screen, from when on it counts."""
    order = result.request.change_order
    if order is None:
        raise Refused("It does not say which change order it is.")
    order = change_orders.sign_change_order(
        order=order, signed_on=result.signed_on, file=result.file, by=result.by, method=SignatureMethod.SCREEN
    )
    return [order.signature] if order.signature else []


def _signers(*people: Person | None) -> list[Person]:
    return [person for person in people if person]


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
