"""The contract's table read a second time, straight down in plain Python, to hold the engine against.

Nothing here looks at the rule file or at the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

VALUES: dict[str, list[Any]] = {
    "utility": ["sce", "ladwp", "pge", "sdge", "municipal", "unknown"],
    "sce_account_verified": [True, False],
    "request_type": ["installation", "removal", "replacement"],
    "premises": ["residential", "commercial"],
    "account_holder": ["owner", "tenant"],
    "owner_consent": [True, False],
    "meter_type": ["self_contained", "instrument_transformer"],
    "phase": ["single_phase", "three_phase"],
    "wires": [0, 2, 3, 4, 100],
    "voltage": ["120", "120/240", "120/208", "240_delta", "277/480"],
    "meter_class_amps": [0, 100, 199, 200, 201, 320, 10000],
    "panel_bus_amps": [0, 60, 100, 125, 200, 201, 225, 10000],
    "main_breaker_amps": [0, 60, 100, 125, 200, 201, 400, 10000],
    "generation_present": [True, False],
    "backfeed_amps": [0, 39.9, 60, 100, 100.5, 125, 200, 200.0000001, 10000],
    "esr_violations": [[], ["blocked by a shed"], [""]],
    "meter_adapter_in_socket": ["none", "gma", "msa", "other"],
    "lock_ring": [True, False],
    "socket_fits_device": [True, False],
    "device_approval": ["approved", "not_approved", "unknown"],
    "device_isolating": [True, False],
    "device_max_circuit_amps": [0, 50, 60, 100],
    "loads": [
        [],
        ["ev_charger"],
        ["solar"],
        ["battery", "ev_charger"],
        ["solar", "battery"],
        ["ev_charger", "solar"],
    ],
    "backup_wanted": [True, False],
    "circuit_amps": [0, 20, 50, 59, 60, 61, 70],
    "evse_amps": [0, 16, 40, 47, 48, 49, 80],
    "energized_conduit_liquidtight": [True, False],
    "comms_cable": [True, False],
    "comms_conduit_liquidtight": [True, False],
    "spare_breaker_slots": [0, 1, 2, 3, 100],
    "load_calculation_ok": [True, False],
    "outlet_240v_at_parking": [True, False],
    "wants_dedicated_circuit": [True, False],
}

Outcome = tuple[str, str, list[str], bool]  # rule, outcome, needs, correctable


def findings_of(facts: dict[str, Any]) -> list[Outcome]:
    """The outcome of each row, in the table's order."""
    f = {name: facts.get(name) for name in VALUES}
    placing = ("request_type", lambda v: v in ("installation", "replacement"))
    charging = ("loads", lambda v: "ev_charger" in v)
    rows: list[Outcome] = []

    def row(
        rule: str,
        applies: list[tuple[str, Callable[[Any], bool]]],
        needs: list[str],
        holds: Callable[[], bool],
        otherwise: str,
        correctable: bool,
    ) -> None:
        for name, is_true in applies:
            if f[name] is None:
                return rows.append((rule, "info", [name], correctable))
            if not is_true(f[name]):
                return rows.append((rule, "not_applicable", [], correctable))
        if unknown := sorted(name for name in needs if f[name] is None):
            return rows.append((rule, "info", unknown, correctable))
        return rows.append((rule, "pass" if holds() else otherwise, [], correctable))

    def yes(name: str) -> tuple[str, Callable[[Any], bool]]:
        return name, lambda value: value is True

    if f["utility"] in (None, "unknown"):
        rows.append(("utility", "info", ["utility"], False))
    else:
        rows.append(("utility", "pass" if f["utility"] == "sce" else "other_utility", [], False))
    row("sce-account", [], ["sce_account_verified"], lambda: f["sce_account_verified"], "review", True)
    row("request-type", [], ["request_type"], lambda: True, "", False)
    row("premises", [], ["premises"], lambda: f["premises"] == "residential", "fail", False)
    row("meter-type", [placing], ["meter_type"], lambda: f["meter_type"] == "self_contained", "fail", False)
    row("phase", [placing], ["phase"], lambda: f["phase"] == "single_phase", "fail", False)
    row("wires", [placing], ["wires"], lambda: f["wires"] == 3, "fail", False)
    row("voltage", [placing], ["voltage"], lambda: f["voltage"] == "120/240", "fail", False)
    row("meter-class", [placing], ["meter_class_amps"], lambda: f["meter_class_amps"] <= 200, "fail", False)
    row(
        "main-breaker", [placing], ["main_breaker_amps"], lambda: f["main_breaker_amps"] <= 200, "fail", False
    )
    row("panel-bus", [placing], ["panel_bus_amps"], lambda: f["panel_bus_amps"] <= 200, "review", False)
    row(
        "backfeed",
        [placing, yes("generation_present")],
        ["backfeed_amps", "panel_bus_amps", "main_breaker_amps"],
        lambda: f["backfeed_amps"] <= min(f["panel_bus_amps"], f["main_breaker_amps"]),
        "fail",
        True,
    )
    row("esr", [placing], ["esr_violations"], lambda: not f["esr_violations"], "fail", True)
    conduit = "energized_conduit_liquidtight"
    row("energized-conduit", [placing], [conduit], lambda: f[conduit], "fail", True)
    row(
        "comms-conduit",
        [placing, yes("device_isolating"), yes("comms_cable")],
        ["comms_conduit_liquidtight"],
        lambda: not f["comms_conduit_liquidtight"],
        "fail",
        True,
    )
    approval = f["device_approval"]
    not_approved = "review" if approval == "unknown" else "fail"
    row("device-approved", [placing], ["device_approval"], lambda: approval == "approved", not_approved, True)
    row("socket", [placing], ["socket_fits_device"], lambda: f["socket_fits_device"], "fail", True)
    agreeing = {
        ("none", "installation"),
        ("gma", "replacement"),
        ("gma", "removal"),
        ("msa", "removal"),
    }
    there = "meter_adapter_in_socket"
    row(
        "existing-adapter",
        [],
        [there, "request_type"],
        lambda: (f[there], f["request_type"]) in agreeing,
        "review",
        True,
    )
    row("lock-ring", [], ["lock_ring"], lambda: not f["lock_ring"], "review", True)
    largest = "device_max_circuit_amps"
    row(
        "circuit",
        [placing, charging],
        ["circuit_amps", largest],
        lambda: f["circuit_amps"] <= f[largest],
        "fail",
        True,
    )
    row(
        "evse",
        [placing, charging],
        ["circuit_amps", "evse_amps"],
        lambda: f["evse_amps"] * 10 <= f["circuit_amps"] * 8,
        "fail",
        True,
    )
    isolating = "device_isolating"
    row("backup-device", [placing, yes("backup_wanted")], [isolating], lambda: f[isolating], "fail", True)
    tenant = ("account_holder", lambda v: v == "tenant")
    row("owner-consent", [tenant], ["owner_consent"], lambda: f["owner_consent"], "review", True)
    return rows
