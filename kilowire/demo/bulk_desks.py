"""Rows of the other apps for many jobs at once: permits with their finals, utility requests, fees, visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from jobs.models import OpenItem, Party
from jobs.road.paper_kinds import UploadKind
from jobs.road.stages import Kind, Stage
from kilowire.demo.bulk_jacket import Directory, Written
from kilowire.demo.bulk_papers import Uploads
from kilowire.demo.bulk_plans import M
from permits.city_clock import default_expiry, lapse_day, silence_counts_on
from permits.item_facts import TAB, item_key
from permits.models import Inspection, InspectionKind, InspectionResult, Permit
from utility_requests.models import (
    FeePayment,
    FeeTariff,
    Outcome,
    SiteVisit,
    UtilityRequest,
    VisitWindow,
    WindowOver,
)
from utility_requests.typical_time import utility_typical_on
from utility_requests.wanted import ANSWER, WINDOW
from utility_requests.wanted import TAB as UTILITY_TAB

FEE = Decimal("214.00")


def write_permits(batch: list[Written], known: Directory, uploads: Uploads) -> None:
    """Write permits, their final inspections, and their open items."""
    asked = [each for each in batch if each.asked_the_city]
    permits = Permit.objects.bulk_create(_permit(each, known, uploads) for each in asked)
    finals = Inspection.objects.bulk_create(
        _final(each, permit, known, uploads)
        for each, permit in zip(asked, permits, strict=True)
        if each.day(M.INSPECTION_PASSED) or each.plan.stage is Stage.INSPECTION
    )
    OpenItem.objects.bulk_create(
        item
        for each, permit in zip(asked, permits, strict=True)
        for item in _permit_items(each, permit, known)
    )
    OpenItem.objects.bulk_create(
        OpenItem(
            job_id=final.permit.job_id, party=Party.CITY, what="Hold the final inspection", act=TAB,
            key=item_key("inspection", final.pk), since_on=final.asked_on, blocks=M.INSPECTION_PASSED.value,
            opened_by=known.cast.office,
        )
        for final in finals
        if not final.result
    )  # fmt: skip


def _permit(each: Written, known: Directory, uploads: Uploads) -> Permit:
    issued_on, city = each.day(M.PERMIT_ISSUED), known.cities[each.house.jurisdiction]
    agreed_on = each.plan.reached[M.AGREED]
    permit = Permit(
        job=each.job,
        jurisdiction=city,
        fee_usd=FEE,
        application_number=each.application,
        applied_on=min(agreed_on + timedelta(days=1), issued_on) if issued_on else agreed_on,
        recorded_by=known.cast.office,
    )
    if issued_on:
        permit.number, permit.issued_on = each.permit, issued_on
        permit.expires_on = default_expiry(city, issued_on)
        permit.document = uploads[each.job.pk, UploadKind.PERMIT]
        permit.work_started_on = each.day(M.CIRCUIT_INSTALLED)
        permit.finaled_on = permit.last_inspected_on = each.day(M.INSPECTION_PASSED)
        permit.lapses_on = lapse_day(permit)
    else:
        permit.answer_due_on = silence_counts_on(permit, answered_on=None)
    return permit


def _final(each: Written, permit: Permit, known: Directory, uploads: Uploads) -> Inspection:
    passed_on = each.day(M.INSPECTION_PASSED)
    asked_on = passed_on or max(each.plan.reached.values())
    final = Inspection(
        permit=permit, kind=InspectionKind.FINAL, asked_on=asked_on, asked_by=known.cast.office
    )
    if passed_on:
        final.result, final.decided_on, final.decided_by = (
            InspectionResult.PASSED,
            passed_on,
            known.cast.office,
        )
        final.inspector, final.closes_permit = "R. Alvarez", True
        final.card = uploads[each.job.pk, UploadKind.INSPECTION_CARD]
    return final


def _permit_items(each: Written, permit: Permit, known: Directory) -> Iterator[OpenItem]:
    def wait(name: str, party: Party, what: str, **days: object) -> OpenItem:
        return OpenItem(
            job=each.job, party=party, what=what, act=TAB, key=item_key(name, permit.pk),
            opened_by=known.cast.office,
            **days,
        )  # fmt: skip

    if permit.issued_on is None:
        yield wait(
            "complete", Party.CITY, "Check the application for the electrical permit for completeness",
            since_on=permit.applied_on, expected_on=permit.answer_due_on,
            first_expected_on=permit.answer_due_on,
            blocks=M.PERMIT_ISSUED.value,
        )  # fmt: skip
    elif permit.lapses_on:
        act = "Keep work under the electrical permit {} moving, or it lapses"
        begin = "Begin work under the electrical permit {}, or it expires"
        yield wait(
            "expiry", Party.OFFICE, (act if permit.work_started_on else begin).format(permit.number),
            since_on=permit.issued_on, expected_on=permit.lapses_on, first_expected_on=permit.lapses_on,
        )  # fmt: skip


def write_applications(batch: list[Written], known: Directory, uploads: Uploads, tariff: FeeTariff) -> None:
    """Write utility requests, visits, fees and windows, and the utility's open items."""
    sent = [each for each in batch if each.day(M.UTILITY_SUBMITTED)]
    requests = UtilityRequest.objects.bulk_create(_request(each, known) for each in sent)
    visits = SiteVisit.objects.bulk_create(
        _visit(each, request, known, tariff) for each, request in zip(sent, requests, strict=True)
    )
    FeePayment.objects.bulk_create(
        FeePayment(
            visit=visit, tariff=tariff, amount_usd=tariff.amount_usd, paid_on=visit.due_on,
            paid_by="homeowner",
            receipt=uploads[each.job.pk, UploadKind.FEE_RECEIPT], recorded_by=known.cast.office,
        )
        for each, visit in zip(sent, visits, strict=True)
    )  # fmt: skip
    VisitWindow.objects.bulk_create(
        window for each, visit in zip(sent, visits, strict=True) for window in _windows(each, visit, known)
    )
    OpenItem.objects.bulk_create(
        item
        for each, request in zip(sent, requests, strict=True)
        for item in _utility_items(each, request, known)
    )


def _request(each: Written, known: Directory) -> UtilityRequest:
    on, approved_on, cast = each.plan.reached[M.UTILITY_SUBMITTED], each.day(M.UTILITY_APPROVED), known.cast
    removal = each.plan.kind == Kind.REMOVAL
    return UtilityRequest(
        job=each.job, kind=each.plan.kind.value, prepared_on=on, prepared_by=cast.office, submitted_on=on,
        submitted_by=cast.office, number=each.request, meter_face_number=each.house.meter,
        holder_name=each.house.name, account_number=each.house.account, bill_meter_number=each.house.meter,
        adapter_maker="" if removal else cast.adapter.maker,
        adapter_model="" if removal else cast.adapter.model,
        adapter_serial="" if removal else each.adapter,
        adapter_isolating=None if removal else cast.adapter.isolating,
        approved_on=approved_on, approved_by=cast.office if approved_on else None,
    )  # fmt: skip


def _visit(each: Written, request: UtilityRequest, known: Directory, tariff: FeeTariff) -> SiteVisit:
    came_on, removal = each.day(M.ADAPTER_SET), each.plan.kind == Kind.REMOVAL
    done = Outcome.REMOVED if removal else Outcome.SET
    return SiteVisit(
        job=each.job, request=request, ordinal=1, due_on=each.plan.reached[M.UTILITY_SUBMITTED],
        tariff=tariff,
        outcome=done if came_on else "", happened_on=came_on,
        recorded_by=known.cast.office if came_on else None,
        unannounced_on=came_on if came_on and not each.day(M.OUTAGE_CONFIRMED) else None,
        serial_seen=each.adapter if came_on and not removal else "",
    )  # fmt: skip


def _windows(each: Written, visit: SiteVisit, known: Directory) -> Iterator[VisitWindow]:
    given_on, came_on, office = each.day(M.OUTAGE_CONFIRMED), each.day(M.ADAPTER_SET), known.cast.office
    if given_on and came_on:
        yield VisitWindow(
            visit=visit, starts_on=came_on, ends_on=came_on, given_on=given_on, recorded_by=office,
            over_as=WindowOver.KEPT, over_on=came_on, over_by=office,
        )  # fmt: skip


def _utility_items(each: Written, request: UtilityRequest, known: Directory) -> Iterator[OpenItem]:
    if each.plan.cancelled_on or each.day(M.ADAPTER_SET) or request.submitted_on is None:
        return
    approved_on = each.day(M.UTILITY_APPROVED)
    expected_on = utility_typical_on(request.submitted_on)
    what = "Give a date for the visit; its day is typical, not guaranteed"
    answer = "Answer the application; its day is typical, not guaranteed"
    yield OpenItem(
        job=each.job, party=Party.UTILITY, what=what if approved_on else answer, act=UTILITY_TAB,
        key=WINDOW if approved_on else ANSWER, since_on=approved_on or request.submitted_on,
        expected_on=expected_on, first_expected_on=expected_on, opened_by=known.cast.office,
    )  # fmt: skip
