"""The warranty of a job: open its coverages, register them with the makers, claims, the end of the term."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from jobs.history.services import history
from jobs.milestones.services import milestones
from jobs.models import (
    Claim,
    CompanyRecord,
    Coverage,
    CoverageKind,
    Document,
    EventKind,
    Job,
    Party,
)
from jobs.notices.kinds import NoticeKind
from jobs.notices.services.notices import tell
from jobs.open_items.services import open_items
from jobs.papers.services import paperwork
from jobs.road.paper_kinds import PaperKind, UploadKind
from jobs.road.stages import Milestone
from jobs.warranty.services.coverage_rows import create_coverage
from jobs.warranty.services.makers_terms import adapter_term, charger_term
from jobs.warranty.services.paper import warranty_context
from jobs.warranty.terms import coverages
from kilowire.floor.days import spoken_day
from kilowire.floor.locks import locked
from kilowire.floor.refusals import Refused
from kilowire.floor.refusing import already, needs_words
from kilowire.models import User


def open_coverages(*, job: Job, commissioned_on: date, by: User) -> None:
    """Replace the coverages by those of this commissioning and issue the certificate. The job is locked."""
    Coverage.objects.of(job).filter(withdrawn_on=None).update(withdrawn_on=commissioned_on)
    terms = coverages(
        commissioned_on=commissioned_on,
        contractor=CompanyRecord.objects.on(commissioned_on).name,
        adapter=adapter_term(job),
        charger=charger_term(job),
    )
    for term in terms:
        create_coverage(job, term)
    _issue_certificate(job, commissioned_on, by)


def can_be_certified(job: Job) -> bool:
    """Return whether a certificate can be issued: the job may charge and has a coverage in force."""
    return job.may_charge and Coverage.objects.of(job).filter(withdrawn_on=None).exists()


def renew_certificate(*, job: Job, on: date, by: User) -> None:
    """Issue the certificate again where undoing a milestone withdrew it. The caller has locked the job."""
    certificate = Document.objects.of(job).in_force().of_kind(PaperKind.WARRANTY_CERTIFICATE)
    if can_be_certified(job) and not certificate.exists():
        _issue_certificate(job, on, by)


def issue_certificate_again(*, job: Job, on: date, by: User) -> None:
    """Issue the certificate again where one is in force and its words changed; the job is locked."""
    certificate = Document.objects.of(job).in_force().of_kind(PaperKind.WARRANTY_CERTIFICATE)
    if certificate.exists():
        _issue_certificate(job, on, by)


@transaction.atomic
def register_with_maker(
    *, coverage: Coverage, registered_on: date, number: str, proof: File[bytes] | None, by: User
) -> Coverage:
    """Record the registration of a device with its maker; before close-out, issue the certificate again.

    Our own workmanship and a coverage that is registered already are ``Refused``.
    """
    job = locked(coverage.job)
    coverage = locked(coverage)
    if coverage.kind == CoverageKind.WORKMANSHIP:
        raise Refused("Our own workmanship needs no registration.")
    if coverage.registered_on:
        raise already(coverage.registered_by, _("registered this"), coverage.registered_on)
    if proof:
        coverage.registration = paperwork.file_upload(
            job=job, kind=UploadKind.WARRANTY_REGISTRATION, file=proof, by=by, on=registered_on
        )
    coverage.registered_on, coverage.registered_by = registered_on, by
    coverage.registration_number = number
    columns = ["registered_on", "registered_by", "registration_number", "registration"]
    coverage.save(update_fields=columns)
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence=f"Warranty registered: {coverage.covers}",
        on=registered_on,
        by=by,
        reference=number,
    )
    if Milestone.CLOSED_OUT not in job.standing:
        _issue_certificate(job, registered_on, by)
    return coverage


@transaction.atomic
def open_claim(*, job: Job, what: str, reported_by: str, reported_on: date, by: User | None) -> Claim:
    """Record a warranty claim, open an item to answer it, and tell the homeowner that we have it.

    Before close-out it is ``Refused``. The claim is linked to our workmanship coverage where ``reported_on``
    is within its term.
    """
    job = locked(job)
    if Milestone.CLOSED_OUT not in job.standing:
        raise Refused("The job is not closed out: open an item instead of a claim.")
    claim = Claim.objects.create(
        job=job,
        coverage=_workmanship_covering(job, reported_on),
        what=what,
        reported_by=reported_by,
        reported_on=reported_on,
        recorded_by=by,
    )
    history.record(
        job=job,
        kind=EventKind.DESK,
        sentence="Warranty claim opened",
        because=what,
        on=reported_on,
        by=by,
        by_person="" if by else reported_by,
    )
    _ask_for_answer(claim, by)
    tell(job=job, kind=NoticeKind.CLAIM_RECEIVED, by=by, on=reported_on)
    return claim


def _workmanship_covering(job: Job, day: date) -> Coverage | None:
    live = Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.WORKMANSHIP).first()
    return live if live and live.until_on and live.starts_on <= day <= live.until_on else None


def _ask_for_answer(claim: Claim, by: User | None) -> None:
    open_items.add(
        job=claim.job,
        party=Party.OFFICE,
        what=f"Answer the warranty claim: {claim.what}",
        key=f"jobs.claim:{claim.pk}",
        act=f"jobs:settle_claim {claim.pk}",
        since_on=claim.reported_on,
        blocks=Milestone.WARRANTY_OVER,
        by=by,
    )


@transaction.atomic
def settle_claim(*, claim: Claim, outcome: str, settled_on: date, by: User) -> Claim:
    """Settle a claim with its outcome, end its open item, and tell the homeowner how it was settled.

    A settled claim, an empty outcome and a day before ``reported_on`` are ``Refused``.
    """
    job = locked(claim.job)
    claim = locked(claim)
    if claim.settled_on:
        raise already(claim.settled_by, _("settled this claim"), claim.settled_on)
    needs_words(outcome, _("Say how it was settled."), field="outcome")
    if settled_on < claim.reported_on:
        raise Refused("A claim is not settled before it is reported.", field="settled_on")
    claim.settled_on, claim.settled_by, claim.outcome = settled_on, by, outcome
    claim.save(update_fields=["settled_on", "settled_by", "outcome"])
    history.record(
        job=job, kind=EventKind.DESK, sentence="Warranty claim settled", because=outcome, on=settled_on, by=by
    )
    open_items.end_by_key(job=job, key=f"jobs.claim:{claim.pk}", by=by, on=settled_on, note=outcome)
    tell(job=job, kind=NoticeKind.CLAIM_RESOLVED, by=by, on=settled_on, context={"outcome": outcome})
    return claim


@transaction.atomic
def end_warranty(*, job: Job, on: date, by: User | None) -> Job:
    """Stamp the end of the warranty; ``Refused`` while the workmanship term runs or a claim is open."""
    job = locked(job)
    ours = Coverage.objects.of(job).filter(withdrawn_on=None, kind=CoverageKind.WORKMANSHIP).first()
    if ours is None or ours.until_on is None:
        raise Refused("No warranty was opened on this job.")
    if on <= ours.until_on:
        raise Refused(f"Our workmanship is covered until {spoken_day(ours.until_on)}.")
    return milestones.stamp(job=job, milestone=Milestone.WARRANTY_OVER, on=on, by=by)


def _issue_certificate(job: Job, on: date, by: User) -> None:
    live = list(Coverage.objects.of(job).filter(withdrawn_on=None))
    paperwork.issue_document(
        job=job, kind=PaperKind.WARRANTY_CERTIFICATE, context=warranty_context(job, live, on), by=by, on=on
    )
