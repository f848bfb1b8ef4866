"""Surveys, agreements, adapters, installations, tests and coverages of many jobs at once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assessments.models import Assessment, Seal
from jobs.agreement.right_to_cancel import may_cancel_until
from jobs.models import (
    Adapter,
    Agreement,
    CommissioningRecord,
    Coverage,
    CoverageKind,
    InstallationRecord,
)
from jobs.warranty.terms import workmanship_ends_on
from kilowire.demo.bulk_jacket import Directory, Written
from kilowire.demo.bulk_plans import M

PRICE, DEPOSIT = Decimal("4800.00"), Decimal("480.00")


def write_built(batch: list[Written], known: Directory) -> None:
    """Write the records that each job has reached."""
    Assessment.objects.bulk_create(_survey(each, on, known) for each, on in _reached(batch, M.SURVEYED))
    Agreement.objects.bulk_create(_agreement(each, on, known) for each, on in _reached(batch, M.AGREED))
    Adapter.objects.bulk_create(
        _adapter(each, on, known)
        for each, on in _reached(batch, M.UTILITY_SUBMITTED)
        if each.plan.kind != "removal"
    )
    InstallationRecord.objects.bulk_create(
        InstallationRecord(job=each.job, **_circuit(each, on, known))
        for each, on in _reached(batch, M.CIRCUIT_INSTALLED)
    )
    CommissioningRecord.objects.bulk_create(
        CommissioningRecord(job=each.job, **_test(each, on, known))
        for each, on in _reached(batch, M.COMMISSIONED)
    )
    Coverage.objects.bulk_create(
        coverage for each, on in _reached(batch, M.COMMISSIONED) for coverage in _coverages(each, on, known)
    )


def _reached(batch: list[Written], milestone: M) -> list[tuple[Written, date]]:
    return [(each, on) for each in batch if (on := each.day(milestone))]


def _survey(each: Written, on: date, known: Directory) -> Assessment:
    return Assessment(
        job=each.job,
        adapter=None if each.plan.kind == "removal" else known.cast.adapter,
        completed_on=on,
        completed_by=known.cast.field,
        meter_number=each.house.meter,
        seal=Seal.INTACT,
    )


def _agreement(each: Written, on: date, known: Directory) -> Agreement:
    return Agreement(
        job=each.job,
        first_price_usd=PRICE,
        price_usd=PRICE,
        deposit_usd=DEPOSIT,
        scope="60 A circuit from the adapter to the charger, 48 A charger.",
        signed_on=on,
        notices_given_on=on,
        owner_is_65_or_over=False,
        cancellable_until_on=may_cancel_until(on, is_65_or_over=False),
        recorded_by=known.cast.office,
    )


def _adapter(each: Written, on: date, known: Directory) -> Adapter:
    return Adapter(
        job=each.job,
        model=known.cast.adapter,
        serial=each.adapter,
        ordered_on=on - timedelta(days=9),
        received_on=on - timedelta(days=1),
        received_by=known.cast.office,
        title_passed_on=on,
        title_passed_by=known.cast.office,
        recorded_by=known.cast.office,
    )


def _circuit(each: Written, on: date, known: Directory) -> dict[str, Any]:
    return {
        "work_started_on": on, "installed_on": on, "lead": known.cast.luis, "circuit_amps": 60,
        "charger_amps": 48,
        "charger_make": "Wallbox", "charger_model": "Pulsar Plus", "charger_serial": each.charger,
        "charger_location": "Garage", "wire": "6 AWG copper THHN",
        "conduit_to_first_enclosure": "1 in liquid-tight flexible", "liquidtight_to_first_enclosure": True,
        "dead_and_locked_on": on, "recorded_by": known.cast.luis,
    }  # fmt: skip


def _test(each: Written, on: date, known: Directory) -> dict[str, Any]:
    return {
        "tested_on": on, "tested_by": known.cast.luis, "volts_l1_l2": Decimal("240.8"),
        "charging_amps": Decimal("47.4"), "charger_limit_amps": 48, "ground_fault_tested_on": on,
        "shown_to": each.house.name, "recorded_by": known.cast.luis,
    }  # fmt: skip


def _coverages(each: Written, on: date, known: Directory) -> list[Coverage]:
    closed = each.day(M.CLOSED_OUT)
    ours = Coverage(
        job=each.job, kind=CoverageKind.WORKMANSHIP, covers=CoverageKind.WORKMANSHIP.label, by="KiloWire",
        starts_on=on, until_on=workmanship_ends_on(on),
    )  # fmt: skip
    devices = (
        (CoverageKind.ADAPTER, each.adapter, "ConnectDER"),
        (CoverageKind.CHARGER, each.charger, "Wallbox"),
    )
    return [ours] + [
        Coverage(
            job=each.job, kind=kind, covers=serial, serial=serial, by=maker, starts_on=on,
            registered_on=closed,
            registered_by=known.cast.office if closed else None,
            registration_number=f"R-{each.plan.number}" if closed else "",
        )
        for kind, serial, maker in devices
    ]  # fmt: skip
