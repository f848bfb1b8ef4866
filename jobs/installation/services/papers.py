"""The frozen contexts of the papers of an installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop as _

from jobs.installation.readings import Unlikely, unlikely_installation, unlikely_test
from jobs.models import (
    Adapter,
    CommissioningRecord,
    InstallationRecord,
    Job,
    MakeSafeRecord,
)
from jobs.papers.services.record_shape import Rows, day, photos_in, record_context, section


def installation_context(record: InstallationRecord, photo_slots: Iterable[str]) -> dict[str, Any]:
    job = record.job
    adapter = _adapter_rows(job)
    torque = {
        "head": [_("Terminal"), _("Specified, in·lb"), _("Measured, in·lb")],
        "rows": [[str(cell) for cell in reading] for reading in record.torque_readings],
    }
    return record_context(
        job,
        record.installed_on,
        summary=_("%(value1)s A circuit and %(value2)s A charger installed on %(day1)s.")
        % {"value1": record.circuit_amps, "value2": record.charger_amps, "day1": day(record.installed_on)},
        sections=[
            section(_("Circuit"), _circuit_rows(record)),
            section(_("Charger"), _charger_rows(record)),
            *([section(_("Adapter, the customer's own"), adapter)] if adapter else []),
            section(_("Torque"), [], table=torque),
            section(_("Photos"), [], photos=photos_in(job, photo_slots), note=record.note),
        ],
    )


def _circuit_rows(record: InstallationRecord) -> Rows:
    comms = _("none")
    if record.comms_cable:
        comms = _("in liquid-tight conduit") if record.comms_liquidtight else _("not in liquid-tight conduit")
    liquidtight = _("liquid-tight") if record.liquidtight_to_first_enclosure else _("not liquid-tight")
    return [
        [_("Circuit"), f"{record.circuit_amps} A"],
        *([[_("Breaker"), record.breaker]] if record.breaker else []),
        *_unusual(unlikely_installation(vars(record))),
        [_("Wire"), record.wire],
        [_("Adapter to first enclosure"), f"{record.conduit_to_first_enclosure} ({liquidtight})"],
        [_("Conduit beyond"), record.conduit_beyond or "–"],
        [_("Communication cable"), comms],
        [_("Dead and locked on"), day(record.dead_and_locked_on)],
    ]


def _unusual(found: list[Unlikely]) -> Rows:
    readings = "; ".join(unlikely.reading for unlikely in found)
    return [[_("Unusual readings"), readings]] if readings else []


def _charger_rows(record: InstallationRecord) -> Rows:
    return [
        [_("Charger"), f"{record.charger_make} {record.charger_model}"],
        [_("Serial number"), record.charger_serial],
        [_("Set to"), f"{record.charger_amps} A"],
        [_("Location"), record.charger_location],
    ]


def _adapter_rows(job: Job) -> Rows:
    adapter = Adapter.objects.of(job).filter(retired_on=None).select_related("model").first()
    return (
        [[_("Adapter"), str(adapter.model)], [_("Serial number"), adapter.serial or "–"]] if adapter else []
    )


def make_safe_context(record: MakeSafeRecord) -> dict[str, Any]:
    rows: Rows = [
        [_("Done on"), day(record.done_on)],
        [_("Done by"), record.done_by.name],
        [_("Circuit dead and locked on"), day(record.dead_and_locked_on)],
    ]
    return record_context(
        record.job,
        record.done_on,
        summary=_("The circuit was left dead and safe on %(day1)s.") % {"day1": day(record.done_on)},
        sections=[section(_("Circuit made safe"), rows, note=record.what)],
    )


def commissioning_context(record: CommissioningRecord) -> dict[str, Any]:
    rows: Rows = [
        [_("Tested on"), day(record.tested_on)],
        [_("Tested by"), record.tested_by.name],
        [_("Volts L1–L2"), f"{record.volts_l1_l2}"],
        [_("Volts L1–N"), f"{record.volts_l1_n or '–'}"],
        [_("Volts L2–N"), f"{record.volts_l2_n or '–'}"],
        [_("Amperes while charging"), f"{record.charging_amps}"],
        [_("Charger's limit"), f"{record.charger_limit_amps} A"],
        *_unusual(unlikely_test(vars(record))),
        [_("Ground-fault protection tested on"), day(record.ground_fault_tested_on)],
        [_("Load management"), record.load_management_seen or "–"],
        [_("Shown to"), record.shown_to],
    ]
    return record_context(
        record.job,
        record.tested_on,
        summary=_("Charger energised and tested on %(day1)s at %(value1)s A.")
        % {"day1": day(record.tested_on), "value1": record.charging_amps},
        sections=[section(_("Test"), rows, note=record.note)],
    )
