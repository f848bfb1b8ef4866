"""What the jacket's own papers say: frozen contexts of contract, installation, test and warranty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jobs.models import (
    AdapterUnit,
    Agreement,
    CommissioningRecord,
    Coverage,
    InstallationRecord,
    Job,
    MakeSafeRecord,
    Photo,
)
from jobs.papers.services.letterhead import letterhead

Rows = list[list[str]]


def day(value: date | None) -> str:
    return f"{value:%-d %B %Y}" if value else "–"


def usd(value: Decimal) -> str:
    return f"${value:,.2f}"


def record_context(
    job: Job, on: date, *, summary: str, sections: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """The shape that every record paper shares: letterhead, one sentence, sections of rows."""
    return {**letterhead(job, on), "summary": summary, "sections": sections, **more}


def section(title: str, rows: Rows, **more: Any) -> dict[str, Any]:
    return {"title": title, "rows": rows, **more}


def photos_in(job: Job, slots: Iterable[str]) -> list[str]:
    """Ids of the photos held in these slots, oldest first."""
    return [
        str(pk)
        for pk in Photo.objects.of(job).held().filter(slot__in=list(slots)).values_list("pk", flat=True)
    ]


def agreement_context(agreement: Agreement) -> dict[str, Any]:
    job = agreement.job
    rows: Rows = [
        ["Contract price", usd(agreement.price_usd)],
        ["Deposit", usd(agreement.deposit_usd)],
        ["Signed on", day(agreement.signed_on)],
        ["Notices given on", day(agreement.notices_given_on)],
        ["Right to cancel until", day(agreement.cancellable_until_on)],
        ["Work to begin about", day(agreement.starts_about_on)],
        ["Work to end about", day(agreement.ends_about_on)],
    ]
    return record_context(
        job,
        agreement.signed_on,
        summary=f"Signed on {day(agreement.signed_on)} for {usd(agreement.price_usd)}.",
        sections=[section("Contract", rows), section("Scope", [], note=agreement.scope)],
    )


def installation_context(record: InstallationRecord, photo_slots: Iterable[str]) -> dict[str, Any]:
    job = record.job
    comms = "none"
    if record.comms_cable:
        comms = "in liquid-tight conduit" if record.comms_liquidtight else "not in liquid-tight conduit"
    liquidtight = "liquid-tight" if record.liquidtight_to_first_enclosure else "not liquid-tight"
    circuit: Rows = [
        ["Circuit", f"{record.circuit_amps} A"],
        *([["Breaker", record.breaker]] if record.breaker else []),
        ["Wire", record.wire],
        ["Adapter to first enclosure", f"{record.conduit_to_first_enclosure} ({liquidtight})"],
        ["Conduit beyond", record.conduit_beyond or "–"],
        ["Communication cable", comms],
        ["Dead and locked on", day(record.dead_and_locked_on)],
    ]
    charger: Rows = [
        ["Charger", f"{record.charger_make} {record.charger_model}"],
        ["Serial number", record.charger_serial],
        ["Set to", f"{record.charger_amps} A"],
        ["Location", record.charger_location],
    ]
    unit = AdapterUnit.objects.of(job).filter(retired_on=None).select_related("model").first()
    adapter: Rows = [["Adapter", str(unit.model)], ["Serial number", unit.serial or "–"]] if unit else []
    torque = {
        "head": ["Terminal", "Specified, in·lb", "Measured, in·lb"],
        "rows": [[str(cell) for cell in reading] for reading in record.torque_readings],
    }
    return record_context(
        job,
        record.installed_on,
        summary=f"{record.circuit_amps} A circuit and {record.charger_amps} A charger installed on "
        f"{day(record.installed_on)}.",
        sections=[
            section("Circuit", circuit),
            section("Charger", charger),
            *([section("Adapter, the customer's own", adapter)] if adapter else []),
            section("Torque", [], table=torque),
            section("Photos", [], photos=photos_in(job, photo_slots), note=record.note),
        ],
    )


def make_safe_context(record: MakeSafeRecord) -> dict[str, Any]:
    rows: Rows = [
        ["Done on", day(record.done_on)],
        ["Done by", record.done_by.name],
        ["Circuit dead and locked on", day(record.dead_and_locked_on)],
    ]
    return record_context(
        record.job,
        record.done_on,
        summary=f"The circuit was left dead and safe on {day(record.done_on)}.",
        sections=[section("Circuit made safe", rows, note=record.what)],
    )


def commissioning_context(record: CommissioningRecord) -> dict[str, Any]:
    rows: Rows = [
        ["Tested on", day(record.tested_on)],
        ["Tested by", record.tested_by.name],
        ["Volts L1–L2", f"{record.volts_l1_l2}"],
        ["Volts L1–N", f"{record.volts_l1_n or '–'}"],
        ["Volts L2–N", f"{record.volts_l2_n or '–'}"],
        ["Amperes while charging", f"{record.charging_amps}"],
        ["Charger's limit", f"{record.charger_limit_amps} A"],
        ["Ground-fault protection tested on", day(record.ground_fault_tested_on)],
        ["Load management", record.load_management_seen or "–"],
        ["Shown to", record.shown_to],
    ]
    return record_context(
        record.job,
        record.tested_on,
        summary=f"Charger energised and tested on {day(record.tested_on)} at {record.charging_amps} A.",
        sections=[section("Test", rows, note=record.note)],
    )


def warranty_context(job: Job, coverages: list[Coverage], on: date) -> dict[str, Any]:
    table = {
        "head": ["What", "By whom", "From", "Until", "Registration"],
        "rows": [
            [
                coverage.covers,
                coverage.by,
                day(coverage.starts_on),
                day(coverage.until_on) if coverage.until_on else "ask the maker",
                coverage.registration_number
                or (day(coverage.registered_on) if coverage.registered_on else "–"),
            ]
            for coverage in coverages
        ],
    }
    ours = next(coverage for coverage in coverages if coverage.kind == "workmanship")
    return record_context(
        job,
        on,
        summary=f"Our workmanship is covered until {day(ours.until_on)}.",
        sections=[section("Coverage", [], table=table)],
    )
