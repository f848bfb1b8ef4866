"""Each row of the contract's table where a fact is not known, or where the row does not apply."""

from typing import Any

import pytest

from tests.assessments.walls import finding_of, judged, passing_but

REMOVAL = {"request_type": "removal"}

# rule, what differs from the service that passes, what the finding waits for
WAITING: list[tuple[str, dict[str, Any], list[str]]] = [
    ("utility", {"utility": None}, ["utility"]),
    ("utility", {"utility": "unknown"}, ["utility"]),
    ("sce-account", {"sce_account_verified": None}, ["sce_account_verified"]),
    ("request-type", {"request_type": None}, ["request_type"]),
    ("premises", {"premises": None}, ["premises"]),
    ("meter-type", {"meter_type": None}, ["meter_type"]),
    ("phase", {"phase": None}, ["phase"]),
    ("wires", {"wires": None}, ["wires"]),
    ("voltage", {"voltage": None}, ["voltage"]),
    ("meter-class", {"meter_class_amps": None}, ["meter_class_amps"]),
    ("main-breaker", {"main_breaker_amps": None}, ["main_breaker_amps"]),
    ("panel-bus", {"panel_bus_amps": None}, ["panel_bus_amps"]),
    ("backfeed", {"generation_present": None}, ["generation_present"]),
    ("backfeed", {"generation_present": True}, ["backfeed_amps"]),
    (
        "backfeed",
        {"generation_present": True, "panel_bus_amps": None, "main_breaker_amps": None},
        ["backfeed_amps", "main_breaker_amps", "panel_bus_amps"],
    ),
    # more than the bus already, but the contract waits for every fact of the column
    (
        "backfeed",
        {"generation_present": True, "backfeed_amps": 500, "main_breaker_amps": None},
        ["main_breaker_amps"],
    ),
    ("esr", {"esr_violations": None}, ["esr_violations"]),
    ("energized-conduit", {"energized_conduit_liquidtight": None}, ["energized_conduit_liquidtight"]),
    ("comms-conduit", {"device_isolating": None}, ["device_isolating"]),
    # an unknown stands left of a false: the false is not looked at
    ("comms-conduit", {"device_isolating": None, "comms_cable": False}, ["device_isolating"]),
    ("comms-conduit", {"device_isolating": True, "comms_cable": None}, ["comms_cable"]),
    ("comms-conduit", {"device_isolating": True, "comms_cable": True}, ["comms_conduit_liquidtight"]),
    ("device-approved", {"device_approval": None}, ["device_approval"]),
    ("socket", {"socket_fits_device": None}, ["socket_fits_device"]),
    ("existing-adapter", {"meter_adapter_in_socket": None}, ["meter_adapter_in_socket"]),
    ("existing-adapter", {"request_type": None}, ["request_type"]),
    (
        "existing-adapter",
        {"request_type": None, "meter_adapter_in_socket": None},
        ["meter_adapter_in_socket", "request_type"],
    ),
    # nothing agrees with "other", and the rule waits all the same
    ("existing-adapter", {"request_type": None, "meter_adapter_in_socket": "other"}, ["request_type"]),
    ("lock-ring", {"lock_ring": None}, ["lock_ring"]),
    ("circuit", {"loads": None}, ["loads"]),
    ("circuit", {"circuit_amps": None}, ["circuit_amps"]),
    (
        "circuit",
        {"circuit_amps": None, "device_max_circuit_amps": None},
        ["circuit_amps", "device_max_circuit_amps"],
    ),
    ("evse", {"loads": None}, ["loads"]),
    ("evse", {"circuit_amps": None, "evse_amps": None}, ["circuit_amps", "evse_amps"]),
    ("backup-device", {"backup_wanted": None, "device_isolating": None}, ["backup_wanted"]),
    ("backup-device", {"backup_wanted": True, "device_isolating": None}, ["device_isolating"]),
    ("owner-consent", {"account_holder": None, "owner_consent": False}, ["account_holder"]),
    ("owner-consent", {"account_holder": "tenant"}, ["owner_consent"]),
]

PLACING = [
    "meter-type",
    "phase",
    "wires",
    "voltage",
    "meter-class",
    "main-breaker",
    "panel-bus",
    "backfeed",
    "esr",
    "energized-conduit",
    "comms-conduit",
    "device-approved",
    "socket",
    "circuit",
    "evse",
    "backup-device",
]

# rule, what differs from the service that passes
NOT_APPLICABLE: list[tuple[str, dict[str, Any]]] = [
    *[(rule, REMOVAL) for rule in PLACING],
    ("backfeed", {"generation_present": False, "backfeed_amps": 9000}),
    ("comms-conduit", {"device_isolating": False, "comms_cable": True, "comms_conduit_liquidtight": True}),
    ("comms-conduit", {"device_isolating": False, "comms_cable": None}),
    ("comms-conduit", {"device_isolating": True, "comms_cable": False, "comms_conduit_liquidtight": True}),
    ("circuit", {"loads": ["solar"], "circuit_amps": 9000}),
    ("evse", {"loads": [], "evse_amps": 9000}),
    ("backup-device", {"backup_wanted": False, "device_isolating": None}),
    ("owner-consent", {"account_holder": "owner", "owner_consent": False}),
]


@pytest.mark.parametrize(("rule", "changes", "needs"), WAITING)
def test_evaluate_waits_for_what_is_not_known(rule: str, changes: dict[str, Any], needs: list[str]) -> None:
    finding = finding_of(rule, passing_but(**changes))
    assert (finding["outcome"], finding["needs"]) == ("info", needs)


@pytest.mark.parametrize(("rule", "changes"), NOT_APPLICABLE)
def test_evaluate_leaves_out_what_does_not_apply(rule: str, changes: dict[str, Any]) -> None:
    finding = finding_of(rule, passing_but(**changes))
    assert (finding["outcome"], finding["needs"]) == ("not_applicable", [])


@pytest.mark.parametrize("rule", PLACING)
def test_evaluate_waits_for_the_kind_of_request_alone(rule: str) -> None:
    finding = finding_of(rule, {})
    assert (finding["outcome"], finding["needs"]) == ("info", ["request_type"])


def test_evaluate_asks_nothing_of_the_service_for_a_removal() -> None:
    always = {
        "utility",
        "sce_account_verified",
        "premises",
        "account_holder",
        "meter_adapter_in_socket",
        "lock_ring",
    }
    assert set(judged(REMOVAL)["missing"]) == always
