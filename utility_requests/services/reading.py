"""Read a job's records of this app and of the jobs app as the plain values that the rules take."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from jobs.directory.services.party_calendars import utility_calendar
from jobs.models import (
    Adapter,
    Document,
    Job,
    Photo,
    PhotoSlot,
    Signature,
)
from jobs.road.paper_kinds import PaperKind
from kilowire.floor.normal.numbers import same_number
from utility_requests.ledger import Ledger, VisitFee, ledger_of
from utility_requests.models import FeePayment, SiteVisit, UtilityRequest, VisitWindow
from utility_requests.models.visit import COSTS_ANOTHER_FEE
from utility_requests.typical_time import UTILITY_TYPICAL_DAYS, utility_typical_on


@dataclass(frozen=True, slots=True)
class MeterRead:
    """A reading of the meter's face by the survey: the number, who read it, and the day in words."""

    number: str = ""
    by: str = ""
    on: str = ""

    @property
    def in_words(self) -> str:
        """Who read it and when: ``Asa, 3 November 2026``; empty where nobody is known."""
        return ", ".join(filter(None, (self.by, self.on)))


READ_AT_SURVEY = ("meter_face_number", "meter_read_by", "meter_read_on")


@dataclass(frozen=True)
class RequestRows:
    """Every row that this app has on file for one job, fetched once."""

    job: Job
    request: UtilityRequest | None
    requests: list[UtilityRequest]
    visits: list[SiteVisit]
    windows: dict[int, list[VisitWindow]] = field(default_factory=dict)
    payments: dict[int, FeePayment] = field(default_factory=dict)

    @property
    def coming(self) -> SiteVisit | None:
        """The visit that has no outcome yet."""
        return next((visit for visit in self.visits if not visit.outcome), None)

    @property
    def done(self) -> SiteVisit | None:
        """The visit at which the adapter was set or removed; not one whose adapter came off again."""
        done = (visit for visit in self.visits if visit.outcome in ("set", "removed"))
        return next((visit for visit in done if visit.came_off_on is None), None)

    @property
    def window(self) -> VisitWindow | None:
        """The window in which the utility is expected."""
        return self.open_window(self.coming) if self.coming else None

    @cached_property
    def adapter(self) -> Adapter | None:
        """The adapter that was bought for this job."""
        return adapter_of(self.job)

    @cached_property
    def assessed(self) -> dict[str, Any]:
        """What the assessment handed over in its reports."""
        return assessed(self.job)

    @property
    def meter_read(self) -> MeterRead:
        """The number on the meter's face as the survey read it."""
        return MeterRead(
            self.assessed.get("meter_face_number", ""),
            self.assessed.get("meter_read_by", ""),
            self.assessed.get("meter_read_on", ""),
        )

    @cached_property
    def signatures(self) -> dict[str, Signature]:
        """Signatures that were not withdrawn, by the paper they are on."""
        return signatures_of(self.job)

    def open_window(self, visit: SiteVisit) -> VisitWindow | None:
        return next((window for window in self.windows.get(visit.pk, []) if not window.over_as), None)


def request_rows(job: Job) -> RequestRows:
    """Fetch every row that this app has on file for this job."""
    requests = list(UtilityRequest.objects.of(job).select_related("approved_by", "submitted_by", "ended_by"))
    visits = SiteVisit.objects.of(job).standing().select_related("tariff", "recorded_by")
    windows: dict[int, list[VisitWindow]] = {}
    for window in VisitWindow.objects.of(job).filter(visit__dropped_on=None).select_related("recorded_by"):
        windows.setdefault(window.visit_id, []).append(window)
    payments = FeePayment.objects.of(job).standing().select_related("receipt", "recorded_by")
    return RequestRows(
        job=job,
        request=requests[0] if requests else None,
        requests=requests,
        visits=list(visits.prefetch_related("failures")),
        windows=windows,
        payments={payment.visit_id: payment for payment in payments},
    )


def signatures_of(job: Job) -> dict[str, Signature]:
    """Return the signatures of the job that were not withdrawn, by the paper they are on."""
    return {signature.paper: signature for signature in Signature.objects.of(job).standing()}


def ledger(on_file: RequestRows) -> Ledger:
    """Return the fees of this job, visit by visit."""
    return ledger_of(_fee_of(visit, on_file.payments.get(visit.pk)) for visit in on_file.visits)


def _fee_of(visit: SiteVisit, payment: FeePayment | None) -> VisitFee:
    return VisitFee(
        ordinal=visit.ordinal,
        amount_usd=visit.tariff.amount_usd,
        paid_usd=payment.amount_usd if payment else None,
        paid_on=payment.paid_on if payment else None,
        further=visit.is_a_further_one,
        answer=visit.fee_answer,
        wasted=visit.outcome in COSTS_ANOTHER_FEE,
    )


def typical_on(request: UtilityRequest, job: Job) -> date | None:
    """Return the day by which the utility has typically done its part, which is not guaranteed."""
    if request.submitted_on is None:
        return None
    days = job.site.utility.typical_business_days or UTILITY_TYPICAL_DAYS
    return utility_typical_on(request.submitted_on, utility_calendar(job.site.utility), days)


def assessed(job: Job) -> dict[str, Any]:
    """Return the frozen context of the eligibility report in force, else of the survey report, else {}.

    Its facts are those of the last issued of the two: later changes of answers are in the survey report. The
    meter's reading is the survey's.
    """
    kinds = (PaperKind.ELIGIBILITY_REPORT, PaperKind.SURVEY_REPORT)
    reports = {paper.kind: paper for paper in Document.objects.of(job).in_force().filter(kind__in=kinds)}
    if not reports:
        return {}
    chosen = next(reports[kind] for kind in kinds if kind in reports)
    latest = max(reports.values(), key=lambda paper: paper.pk)
    survey = reports[PaperKind.SURVEY_REPORT].context if PaperKind.SURVEY_REPORT in reports else {}
    read = {name: survey.get(name, "") for name in READ_AT_SURVEY}
    return {**chosen.context, "facts": latest.context.get("facts", {}), **read}


def adapter_of(job: Job) -> Adapter | None:
    """The adapter that was bought for this job."""
    return Adapter.objects.of(job).filter(retired_on=None).select_related("model").first()


def has_seal_photo(job: Job) -> bool:
    return Photo.objects.of(job).on_file().filter(slot=PhotoSlot.SEAL_AFTER).exists()


def spelled(serial_seen: str, adapter: Adapter | None) -> str:
    """Return a serial number read at a visit in the spelling on file, where it is the same number."""
    return adapter.serial if adapter and same_number(adapter.serial, serial_seen) else serial_seen
