"""The edge cases of the trade, and the answers that follow from the findings."""

from typing import Any

import pytest

from tests.assessments.walls import finding_of, judged, passing_but

SOLAR = {"generation_present": True, "backfeed_amps": 40}
ISOLATING = {"device_isolating": True, "comms_cable": True}

# what differs from the service that passes, verdict, whether it can be mended, the one finding that says so
CASES: dict[str, tuple[dict[str, Any], str, bool, str | None]] = {
    "1 100 A service, no solar": ({"meter_class_amps": 100}, "pass", False, None),
    "2 exactly 200 A": ({"panel_bus_amps": 200, "main_breaker_amps": 200}, "pass", False, None),
    "3 225 A bus, 200 A main": (
        {"panel_bus_amps": 225, "main_breaker_amps": 200},
        "review",
        True,
        "panel-bus",
    ),
    "4 320 A meter": ({"meter_class_amps": 320}, "fail", False, "meter-class"),
    "5 measured through transformers": (
        {"meter_type": "instrument_transformer"},
        "fail",
        False,
        "meter-type",
    ),
    "6 two legs of a wye": ({"voltage": "120/208"}, "fail", False, "voltage"),
    "7 three-phase delta": ({"phase": "three_phase", "voltage": "240_delta"}, "fail", False, "phase"),
    "8 two wires": ({"wires": 2, "voltage": "120", "panel_bus_amps": 60}, "fail", False, "wires"),
    "9 commercial tenant": ({"premises": "commercial"}, "fail", False, "premises"),
    "10 duplex, one socket of its own": ({}, "pass", False, None),
    "10 duplex, ganged cover in the way": ({"socket_fits_device": False}, "fail", True, "socket"),
    "11 LADWP": ({"utility": "ladwp"}, "other_utility", False, "utility"),
    "12 said to be Edison, not verified": ({"sce_account_verified": False}, "review", True, "sce-account"),
    "12 in truth a city's own": ({"utility": "municipal"}, "other_utility", False, "utility"),
    "13 approval unknown": ({"device_approval": "unknown"}, "review", True, "device-approved"),
    "14 approval withdrawn, judged anew": (
        {"device_approval": "not_approved"},
        "fail",
        True,
        "device-approved",
    ),
    "15 48 A on a 60 A circuit": ({"circuit_amps": 60, "evse_amps": 48}, "pass", False, None),
    "16 80 A charger": ({"circuit_amps": 100, "evse_amps": 80}, "fail", True, "circuit"),
    "17 50 A on a 60 A circuit": ({"evse_amps": 50}, "fail", True, "evse"),
    "18 back-feed 40 A on 100 A": (SOLAR, "pass", False, None),
    "19 back-feed 120 A on 100 A": ({**SOLAR, "backfeed_amps": 120}, "fail", True, "backfeed"),
    "20 back-feed equal to the rating": ({**SOLAR, "backfeed_amps": 100}, "pass", False, None),
    "21 GMA replaced": (
        {**SOLAR, "request_type": "replacement", "meter_adapter_in_socket": "gma"},
        "pass",
        False,
        None,
    ),
    "22 GMA out, nothing in": (
        {"request_type": "removal", "meter_adapter_in_socket": "gma"},
        "pass",
        False,
        None,
    ),
    "23 EMT at the adapter": ({"energized_conduit_liquidtight": False}, "fail", True, "energized-conduit"),
    "24 liquid-tight to the first box": ({"energized_conduit_liquidtight": True}, "pass", False, None),
    "25 isolating, comms in liquid-tight": (
        {**ISOLATING, "comms_conduit_liquidtight": True},
        "fail",
        True,
        "comms-conduit",
    ),
    "26 not isolating, comms in liquid-tight": (
        {"comms_cable": True, "comms_conduit_liquidtight": True},
        "pass",
        False,
        None,
    ),
    "27 panel behind a shed": ({"esr_violations": ["blocked by a shed"]}, "fail", True, "esr"),
    "30 lock ring": ({"lock_ring": True}, "review", True, "lock-ring"),
    "31 tenant, nobody asked the owner": ({"account_holder": "tenant"}, "info", True, "owner-consent"),
    "31 tenant, the owner said no": (
        {"account_holder": "tenant", "owner_consent": False},
        "review",
        True,
        "owner-consent",
    ),
    "34 backup and a charger": (
        {"backup_wanted": True, "device_isolating": True, "comms_cable": False},
        "pass",
        False,
        None,
    ),
    "36 panel rating unknown": ({"panel_bus_amps": None}, "info", True, "panel-bus"),
    "two failures, one of them final": (
        {"lock_ring": True, "esr_violations": ["x"], "wires": 2},
        "fail",
        False,
        "esr",
    ),
    "two failures, both to be mended": ({"socket_fits_device": False, "evse_amps": 50}, "fail", True, "evse"),
    "failure before a missing fact": ({"wires": None, "socket_fits_device": False}, "fail", True, "socket"),
    "missing fact before a question": ({"wires": None, "lock_ring": True}, "info", True, "wires"),
    "another utility before a failure": ({"utility": "sdge", "wires": 2}, "other_utility", False, "utility"),
}


@pytest.mark.parametrize("case", CASES)
def test_evaluate_gives_the_verdict_of_the_case(case: str) -> None:
    changes, verdict, correctable, rule = CASES[case]
    answer = judged(passing_but(**changes))
    assert (answer["eligibility"], answer["correctable"]) == (verdict, correctable)
    if rule:
        assert finding_of(rule, passing_but(**changes))["outcome"] == verdict


@pytest.mark.parametrize(
    ("changes", "required"),
    [
        ({}, False),
        ({"loads": ["solar"]}, True),
        ({"loads": ["ev_charger", "battery"]}, True),
        ({"backup_wanted": True}, True),
        ({"loads": None, "backup_wanted": True}, True),
        ({"loads": ["solar"], "backup_wanted": None}, True),
        ({"loads": None}, None),
        ({"backup_wanted": None}, None),
        ({"loads": [], "backup_wanted": False}, False),
        (SOLAR, False),
    ],
)
def test_evaluate_tells_whether_rule_21_is_due(changes: dict[str, Any], required: bool | None) -> None:
    assert judged(passing_but(**changes))["rule21_required"] is required


@pytest.mark.parametrize(
    ("circuit", "most"), [(None, None), (0, 0), (15, 12), (20, 16), (50, 40), (59, 47), (60, 48), (70, 56)]
)
def test_evaluate_gives_the_largest_charger(circuit: int | None, most: int | None) -> None:
    answer = judged(passing_but(circuit_amps=circuit))
    assert answer["max_evse_amps"] == most
    assert type(answer["max_evse_amps"]) is type(most)


OUTLET = {"outlet_240v_at_parking": True}
SHARED = {"wants_dedicated_circuit": False}
COMMERCIAL = {"premises": "commercial"}


@pytest.mark.parametrize(
    ("changes", "recommendation"),
    [
        ({}, "msa"),
        ({"request_type": "removal"}, None),
        ({**OUTLET, **SHARED}, "load_splitter"),
        ({**OUTLET, **SHARED, "spare_breaker_slots": 4, "load_calculation_ok": True}, "load_splitter"),
        (OUTLET, "msa"),
        ({"spare_breaker_slots": 2}, None),
        ({"spare_breaker_slots": 2, "load_calculation_ok": True}, "panel_circuit"),
        ({"spare_breaker_slots": 2, "load_calculation_ok": False}, "msa"),
        ({**SHARED, "spare_breaker_slots": 2, "load_calculation_ok": False}, "load_controller"),
        ({**SHARED, "spare_breaker_slots": 1, "load_calculation_ok": True}, "load_controller"),
        ({"spare_breaker_slots": 1, "load_calculation_ok": True}, "msa"),
        ({**SHARED, "spare_breaker_slots": 0}, "msa"),
        ({"spare_breaker_slots": None}, None),
        ({**SHARED, "outlet_240v_at_parking": None}, None),
        ({**OUTLET, "wants_dedicated_circuit": None}, None),
        ({"loads": None, "spare_breaker_slots": None}, None),
        ({"loads": None, **OUTLET, **SHARED}, "load_splitter"),
        ({"loads": ["solar"], **OUTLET, **SHARED}, "msa"),
        ({"loads": ["solar"], "spare_breaker_slots": None}, "msa"),
        ({"loads": [], "request_type": None}, "msa"),
        ({"utility": "ladwp"}, "confirm_with_utility"),
        ({"utility": "ladwp", "wires": 2}, "confirm_with_utility"),
        ({"utility": "ladwp", **OUTLET, **SHARED}, "load_splitter"),
        ({"wires": 2}, "service_upgrade"),
        ({"wires": 2, "premises": None}, "service_upgrade"),
        ({"wires": 2, **COMMERCIAL}, None),
        (COMMERCIAL, None),
        ({"socket_fits_device": False}, "msa"),
        ({"panel_bus_amps": None}, "msa"),
    ],
)
def test_evaluate_recommends_the_simplest_thing_that_serves(
    changes: dict[str, Any], recommendation: str | None
) -> None:
    assert judged(passing_but(**changes))["recommendation"] == recommendation
