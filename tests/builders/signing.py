"""Papers sent to be signed: out to their signers, signed by them, countersigned and sealed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from jobs.agreement.services import online_signing
from jobs.models import (
    DocumentStatus,
    HomeownerLink,
    Job,
    Person,
    PersonRole,
    RequestState,
    SignatureRequest,
    SignedPaper,
    Signer,
)
from jobs.signing.services import items, making, requests, sending, signers, telling
from jobs.signing.services.signers import Seen, Written
from tests.builders.cast import someone
from tests.builders.files import paper
from tests.builders.records import ready_to_sign
from tests.builders.remembered import remembered


def in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=14)


def co_owner(job: Job, name: str = "Ken Ito") -> Person:
    """The other owner of Hana's house, who has no role of the job's own."""
    return Person.objects.create(job=job, name=name, email="ken@home.test")


def contract_sent(
    job: Job | None = None, *, both: bool = False, file: File[bytes] | None = None, **new: Any
) -> SignatureRequest:
    """A contract sent to Hana, or to her and Ken in this order; not prepared yet."""
    job = job or ready_to_sign()
    owner = job.people.order_by("pk").first()
    return online_signing.send_contract(
        job=job,
        by=someone("olive"),
        **{
            "price_usd": Decimal("4800.00"),
            "deposit_usd": Decimal("480.00"),
            "scope": "60 A circuit from the adapter to the garage, 48 A charger.",
            "contract": file or paper("contract"),
            "first": owner,
            "second": co_owner(job) if both else None,
            "has_notices": True,
            "expires_on": in_two_weeks(),
            **new,
        },
    )


def contract_out(job: Job | None = None, **new: Any) -> SignatureRequest:
    """A contract that its first signer can sign."""
    request = contract_sent(job, **new)
    making.make(request.pk)
    request.refresh_from_db()
    assert request.state == RequestState.OUT, request.error
    return request


def agreement_out(job: Job) -> SignatureRequest:
    """The utility's agreement with its authorization, out to be signed as it was filed.

    No worker prepares it, so the word is on no page.
    """
    request = sending.send(
        job=job,
        paper=SignedPaper.CUSTOMER_AGREEMENT,
        with_authorization=True,
        file=paper("agreement"),
        signers=list(job.people.filter(roles__role=PersonRole.ACCOUNT_HOLDER)),
        expires_on=in_two_weeks(),
        by=someone("olive"),
    )
    version = request.versions.select_related("source").get()
    version.file, version.sha256 = version.source.file.name, version.source.sha256
    version.save(update_fields=["file", "sha256"])
    request.state, request.status = RequestState.OUT, DocumentStatus.READY
    request.save(update_fields=["state", "status"])
    telling.tell_next(request, None)
    items.bring_up_to_date(job, None)
    return request


def signed_by(request: SignatureRequest, name: str = "Hana Ito", **written: Written) -> SignatureRequest:
    """This person consents and signs the version that is shown now."""
    signer = Signer.objects.select_related("request__job", "person").get(request=request, person__name=name)
    shown = request.versions.latest("number")
    signer = signers.consent(signer=signer, version=shown.number, word=shown.word.upper())
    link = HomeownerLink.objects.filter(person=signer.person).first()
    seen = Seen(link=link, address="203.0.113.9", agent="A phone")
    given = {paper: Written(name=name) for paper in request.papers} | written
    signers.sign(signer=signer, version=shown.number, written=given, seen=seen)
    request.refresh_from_db()
    return request


def countersigned(request: SignatureRequest) -> SignatureRequest:
    return requests.countersign(request=request, by=someone("olive"))


@remembered
def signed_contract() -> SignatureRequest:
    """A contract that Hana signed; not countersigned yet."""
    return signed_by(contract_out())


def contract_sealed(job: Job | None = None) -> SignatureRequest:
    """A contract that is signed, countersigned, sealed and recorded."""
    request = countersigned(signed_by(contract_out(job)))
    making.make(request.pk)
    request.refresh_from_db()
    assert request.state == RequestState.DONE, request.error
    return request
