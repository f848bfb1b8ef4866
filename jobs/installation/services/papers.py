"""What the papers of an installation say, frozen when they are issued."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jobs.models import (
    AdapterUnit,
    CommissioningRecord,
    InstallationRecord,
    MakeSafeRecord,
)
from jobs.papers.services.record_shape import Rows, day, photos_in, record_context, section


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
