"""Each row of the contract's table where all is known: it holds, or it does not."""

from typing import Any

import pytest

from tests.assessments.walls import finding_of, judged, passing_but

# rule, what differs from the service that passes, outcome
JUDGED: list[tuple[str, dict[str, Any], str]] = [
    ("utility", {}, "pass"),
    *[("utility", {"utility": other}, "other_utility") for other in ("ladwp", "pge", "sdge", "municipal")],
    ("sce-account", {}, "pass"),
    ("sce-account", {"sce_account_verified": False}, "review"),
    *[
        ("request-type", {"request_type": kind}, "pass")
        for kind in ("installation", "removal", "replacement")
    ],
    ("premises", {}, "pass"),
    ("premises", {"premises": "commercial"}, "fail"),
    ("meter-type", {}, "pass"),
    ("meter-type", {"meter_type": "instrument_transformer"}, "fail"),
    ("phase", {}, "pass"),
    ("phase", {"phase": "three_phase"}, "fail"),
    ("wires", {}, "pass"),
    ("wires", {"wires": 2}, "fail"),
    ("wires", {"wires": 4}, "fail"),
    ("voltage", {}, "pass"),
    *[("voltage", {"voltage": other}, "fail") for other in ("120", "120/208", "240_delta", "277/480")],
    ("meter-class", {"meter_class_amps": 200}, "pass"),
    ("meter-class", {"meter_class_amps": 201}, "fail"),
    ("meter-class", {"meter_class_amps": 320}, "fail"),
    ("main-breaker", {"main_breaker_amps": 200}, "pass"),
    ("main-breaker", {"main_breaker_amps": 201}, "fail"),
    ("panel-bus", {"panel_bus_amps": 200}, "pass"),
    ("panel-bus", {"panel_bus_amps": 201}, "review"),
    ("backfeed", {"generation_present": True, "backfeed_amps": 100}, "pass"),
    ("backfeed", {"generation_present": True, "backfeed_amps": 100.5}, "fail"),
    ("backfeed", {"generation_present": True, "backfeed_amps": 100, "main_breaker_amps": 90}, "fail"),
    ("backfeed", {"generation_present": True, "backfeed_amps": 100, "panel_bus_amps": 90}, "fail"),
    ("esr", {}, "pass"),
    ("esr", {"esr_violations": ["blocked by a shed"]}, "fail"),
    ("energized-conduit", {}, "pass"),
    ("energized-conduit", {"energized_conduit_liquidtight": False}, "fail"),
    (
        "comms-conduit",
        {"device_isolating": True, "comms_cable": True, "comms_conduit_liquidtight": False},
        "pass",
    ),
    (
        "comms-conduit",
        {"device_isolating": True, "comms_cable": True, "comms_conduit_liquidtight": True},
        "fail",
    ),
    ("device-approved", {}, "pass"),
    ("device-approved", {"device_approval": "not_approved"}, "fail"),
    ("device-approved", {"device_approval": "unknown"}, "review"),
    ("socket", {}, "pass"),
    ("socket", {"socket_fits_device": False}, "fail"),
    ("lock-ring", {}, "pass"),
    ("lock-ring", {"lock_ring": True}, "review"),
    ("circuit", {"circuit_amps": 60}, "pass"),
    ("circuit", {"circuit_amps": 61}, "fail"),
    ("evse", {"evse_amps": 48}, "pass"),
    ("evse", {"evse_amps": 49}, "fail"),
    ("evse", {"circuit_amps": 59, "evse_amps": 48}, "fail"),
    ("backup-device", {"backup_wanted": True, "device_isolating": True}, "pass"),
    ("backup-device", {"backup_wanted": True}, "fail"),
    ("owner-consent", {"account_holder": "tenant", "owner_consent": True}, "pass"),
    ("owner-consent", {"account_holder": "tenant", "owner_consent": False}, "review"),
    *[
        (
            "existing-adapter",
            {"meter_adapter_in_socket": there, "request_type": kind},
            "pass" if kind in kinds else "review",
        )
        for there, kinds in {
            "none": ["installation"],
            "gma": ["replacement", "removal"],
            "msa": ["removal"],
            "other": [],
        }.items()
        for kind in ("installation", "replacement", "removal")
    ],
]


@pytest.mark.parametrize(("rule", "changes", "outcome"), JUDGED)
def test_evaluate_judges_what_is_known(rule: str, changes: dict[str, Any], outcome: str) -> None:
    finding = finding_of(rule, passing_but(**changes))
    assert (finding["outcome"], finding["needs"]) == (outcome, [])


def test_evaluate_says_for_each_rule_whether_it_can_be_mended_on_site() -> None:
    mendable = {finding["rule"] for finding in judged({})["findings"] if finding["correctable"]}
    assert mendable == {
        "sce-account",
        "backfeed",
        "esr",
        "energized-conduit",
        "comms-conduit",
        "device-approved",
        "socket",
        "existing-adapter",
        "lock-ring",
        "circuit",
        "evse",
        "backup-device",
        "owner-consent",
    }
