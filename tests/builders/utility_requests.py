"""Applications, fees and visits of the utility in Whittier, recorded by Olive through the real services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from jobs.milestones.services import milestones
from jobs.models import Adapter, Job, Person, PhotoSlot, Signature, SignedPaper, Utility
from jobs.papers.services import paperwork
from jobs.papers.services.letterhead import letterhead
from jobs.people.services import utility_accounts
from jobs.photos.services import photos
from jobs.road.paper_kinds import PaperKind, UploadKind
from jobs.road.stages import Milestone
from jobs.signing.services import signing
from tests.builders.cast import someone
from tests.builders.files import paper, photo
from tests.builders.jobs import accepted_job, company, days_ago, sce
from tests.builders.records import signed, with_adapter
from tests.builders.remembered import remembered
from utility_requests.models import FeePayment, FeeTariff, SiteVisit, UtilityRequest, VisitWindow
from utility_requests.services.approvals import approve_request
from utility_requests.services.fees import record_fee_payment
from utility_requests.services.requests import prepare_request, submit_request
from utility_requests.services.visits import record_visit_outcome
from utility_requests.services.windows import record_window

METER = "222-014-7781"
WET = ("F1", "F2")
FACTS: dict[str, Any] = {
    "account_holder": "owner",
    "meter_class_amps": 200,
    "panel_bus_amps": 125,
    "main_breaker_amps": 100,
    "generation_present": False,
    "esr_violations": [],
    "socket_fits_device": True,
    "lock_ring": False,
    "loads": ["ev_charger"],
    "backup_wanted": False,
    "comms_cable": False,
    "energized_conduit_liquidtight": True,
    "circuit_amps": 60,
}


@remembered
def tariff(utility: Utility | None = None, **new: Any) -> FeeTariff:
    """The utility's fee of USD 279.22, held since long before any test."""
    utility = utility or sce()
    given: dict[str, Any] = {
        "amount_usd": Decimal("279.22"),
        "effective_from": date(2020, 1, 1),
        "source": "The utility's page",
    }
    return FeeTariff.objects.in_force().of_utility(utility).filter(**new).first() or FeeTariff.objects.create(
        utility=utility, **{**given, **new}
    )


@remembered
def told(job: Job, rule21_required: bool = False, **facts: Any) -> Job:
    """The eligibility report in force, with its facts."""
    company()
    context = {
        **letterhead(job, days_ago(48)),
        "summary": "Eligible.",
        "sections": [],
        "facts": {**FACTS, **facts},
        "eligibility": "pass",
        "rule21_required": rule21_required,
    }
    paperwork.issue_document(
        job=job, kind=PaperKind.ELIGIBILITY_REPORT, context=context, by=someone("olive"), on=days_ago(48)
    )
    return job


@remembered
def contracted_job(**new: Any) -> Job:
    """A job at Permit: surveyed, eligible with its report, and its contract signed."""
    facts = new.pop("facts", {})
    job, olive = accepted_job(**new), someone("olive")
    job = milestones.stamp(job=job, milestone=Milestone.SURVEYED, on=days_ago(50), by=olive)
    job = milestones.stamp(job=job, milestone=Milestone.ELIGIBLE, on=days_ago(48), by=olive)
    return signed(told(job, **facts))


@remembered
def utility_papers_signed(job: Job) -> None:
    """The account holder signed both of the utility's papers, and the bill is copied."""
    olive, holder = someone("olive"), Person.objects.get(job=job, roles__role="account_holder")
    utility_accounts.edit_utility_account(
        job=job, by=olive, holder_name=holder.name, account_number="700-1", meter_number=METER
    )
    kinds = {
        SignedPaper.CUSTOMER_AGREEMENT: UploadKind.CUSTOMER_AGREEMENT,
        SignedPaper.AUTHORIZATION: UploadKind.AUTHORIZATION,
    }
    for signed_paper, kind in kinds.items():
        if Signature.objects.of(job).standing().filter(paper=signed_paper).exists():
            continue
        upload = paperwork.file_upload(job=job, kind=kind, file=paper(kind), by=olive)
        signing.record_signature(
            job=job, paper=signed_paper, person=holder, signed_on=days_ago(38), upload=upload, by=olive
        )


@remembered
def prepared(job: Job | None = None, **new: Any) -> UtilityRequest:
    """A contracted job → its application prepared, meter number read off its face."""
    tariff()
    given: dict[str, Any] = {"meter_face_number": METER, "on": days_ago(34), "by": someone("olive")}
    return prepare_request(job=job or contracted_job(), **{**given, **new})


def serial_of(job: Job) -> str:
    """The serial number of the adapter bought for this job."""
    return f"CD-{job.number[3:]}"


def request_of(job: Job) -> UtilityRequest:
    return UtilityRequest.objects.of(job).first() or prepared(job)


def coming_visit(job: Job) -> SiteVisit:
    return SiteVisit.objects.of(job).to_come().get()


@remembered
def fee_paid(job: Job, **new: Any) -> FeePayment:
    """A job with a prepared application → the fee of its coming visit paid by the homeowner."""
    request_of(job)
    given: dict[str, Any] = {"paid_on": days_ago(32), "paid_by": "homeowner", "receipt": paper("receipt")}
    return record_fee_payment(visit=coming_visit(job), by=someone("olive"), **{**given, **new})


@remembered
def packet_complete(job: Job | None = None) -> UtilityRequest:
    """A contracted job → everything the packet asks for is there, and nothing is sent."""
    job = job or contracted_job()
    utility_papers_signed(job)
    if job.kind != "removal" and not Adapter.objects.of(job).filter(retired_on=None).exists():
        with_adapter(job, serial=serial_of(job))
    request = request_of(job)
    if not FeePayment.objects.of(job).standing().exists():
        fee_paid(job)
    return request


@remembered
def submitted_job(job: Job | None = None, **new: Any) -> Job:
    """A contracted job → its application sent 31 days ago as MSA-2026-88."""
    request = packet_complete(job)
    given: dict[str, Any] = {"submitted_on": days_ago(31), "number": "MSA-2026-88", "by": someone("olive")}
    submit_request(request=request, **{**given, **new})
    return fresh(request.job)


@remembered
def approved_job(job: Job | None = None, **new: Any) -> Job:
    """A job → its application sent, and approved 14 days ago with the paper on file."""
    if job is None or job.utility_submitted_on is None:
        job = submitted_job(job)
    given: dict[str, Any] = {"approved_on": days_ago(14), "paper": paper("approval"), "by": someone("olive")}
    approve_request(request=request_of(job), **{**given, **new})
    return fresh(job)


@remembered
def window_given(job: Job | None = None, starts_on: date | None = None, **new: Any) -> VisitWindow:
    """A job → approved, and a visit window given 12 days ago: 6 days from now, 8–12."""
    if job is None or job.utility_approved_on is None:
        job = approved_job(job)
    starts_on = starts_on or timezone.localdate() + timedelta(days=6)
    given: dict[str, Any] = {
        "given_on": min(days_ago(12), starts_on),
        "hours": "8–12",
        "by": someone("olive"),
    }
    return record_window(visit=coming_visit(job), starts_on=starts_on, **{**given, **new})


@remembered
def visit_came(job: Job | None, outcome: str, on: date, reasons: Sequence[str] = (), **new: Any) -> SiteVisit:
    """A job → the utility came on this day within its window."""
    if job is None or job.outage_confirmed_on is None:
        job = window_given(job, starts_on=on).visit.job
    return record_visit_outcome(
        visit=coming_visit(job), outcome=outcome, happened_on=on, reasons=reasons, by=someone("olive"), **new
    )


@remembered
def visit_failed(
    job: Job | None = None, on: date | None = None, reasons: Sequence[str] = ("F1", "F2")
) -> Job:
    """A job → the utility came 10 days ago and left without doing the work."""
    return fresh(visit_came(job, "failed", on or days_ago(10), reasons).job)


@remembered
def adapter_set(job: Job | None = None, on: date | None = None, serial: str = "") -> Job:
    """A job → the utility set (or, on a removal, removed) the adapter 9 days ago."""
    on = on or days_ago(9)
    if job is not None and job.kind == "removal":
        return fresh(visit_came(job, "removed", on).job)
    if job is None or job.outage_confirmed_on is None:
        job = fresh(window_given(job, starts_on=on).visit.job)
    return fresh(visit_came(job, "set", on, serial_seen=serial or serial_of(job)).job)


@remembered
def came_unannounced(job: Job, outcome: str = "set", on: date | None = None, **new: Any) -> SiteVisit:
    """A prepared job → the utility came 9 days ago, whatever was sent, approved or said before."""
    request_of(job)
    serial = {"serial_seen": serial_of(job)} if outcome == "set" else {}
    return record_visit_outcome(
        visit=coming_visit(job),
        outcome=outcome,
        happened_on=on or days_ago(9),
        by=someone("olive"),
        **{**serial, **new},
    )


def photographed(job: Job, slot: str = PhotoSlot.ADAPTER_STAGED, on: date | None = None) -> None:
    """A photo of Asa's in this slot, taken at noon of the day."""
    taken = timezone.make_aware(datetime.combine(on or timezone.localdate(), time(12)))
    photos.file_photo(job=job, slot=slot, file=photo(f"{slot}{on}"), by=someone("asa"), taken_at=taken)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)
