"""The desk agrees with the contract: answers as people give them come to the verdict that it names."""

from __future__ import annotations

from typing import Any

import pytest

from assessments.services import verdicts
from jobs.models import AdapterModel
from tests.builders.assessments import answered
from tests.builders.cast import someone
from tests.builders.jobs import accepted_job
from tests.days import Ago, on_the_day

pytestmark = pytest.mark.django_db

ISOLATING = {
    "key": "isolating",
    "maker": "Some",
    "model": "Isolating",
    "isolating": True,
    "max_circuit_amps": 60,
}
APPROVED = {"approval": "approved", "approval_source": "List", "approval_checked_on": Ago(9)}
UNCHECKED = {"key": "new", "maker": "New", "model": "Collar", "max_circuit_amps": 60}
VIOLATION = ["Working space in front of the panel is blocked"]

# by the number of the case in the list of thirty-odd edge cases that the contract settles
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "1 a plain house of 100 A": ({}, "pass"),
    "2 exactly 200 A": ({"panel_bus_amps": 200, "main_breaker_amps": 200}, "pass"),
    "3 a bus of 225 A": ({"panel_bus_amps": 225, "main_breaker_amps": 200}, "review"),
    "4 class 320": ({"meter_class_amps": 320}, "fail"),
    "5 measured by transformers": ({"meter_type": "instrument_transformer"}, "fail"),
    "6 two legs of a wye": ({"voltage": "120/208"}, "fail"),
    "7 a delta in the workshop": ({"phase": "three_phase", "voltage": "240_delta"}, "fail"),
    "8 two wires": ({"wires": 2, "voltage": "120"}, "fail"),
    "9 a shop": ({"premises": "commercial", "account_holder": "tenant", "owner_consent": True}, "fail"),
    "10 a ganged cover in the way": ({"socket_fits_device": False}, "fail"),
    "11 LADWP": ({"utility": "ladwp"}, "other_utility"),
    "12 Edison typed, no bill": ({"sce_account_verified": False}, "review"),
    "13 a collar nobody looked up": ({"adapter": UNCHECKED}, "review"),
    "15 60 A with 48 A": ({"circuit_amps": 60, "evse_amps": 48}, "pass"),
    "16 a charger of 80 A": ({"circuit_amps": 100, "evse_amps": 80}, "fail"),
    "17 50 A on a 60 A circuit": ({"evse_amps": 50}, "fail"),
    "18 back-feed of 40 A": ({"generation_present": True, "backfeed_amps": 40}, "pass"),
    "19 back-feed of 120 A": ({"generation_present": True, "backfeed_amps": 120}, "fail"),
    "20 back-feed equal to the rating": ({"generation_present": True, "backfeed_amps": 100}, "pass"),
    "21 a GMA replaced": ({"kind": "replacement"}, "pass"),
    "22 a GMA taken out": ({"kind": "removal"}, "pass"),
    "23 the car's cable in EMT": ({"energized_conduit_liquidtight": False}, "fail"),
    "25 an isolating adapter's cable in liquid-tight": (
        {"adapter": {**ISOLATING, **APPROVED}, "comms_cable": True, "comms_conduit_liquidtight": True},
        "fail",
    ),
    "26 the same without isolation": ({"comms_cable": True, "comms_conduit_liquidtight": True}, "pass"),
    "27 a shed in the way": ({"esr_violations": VIOLATION}, "fail"),
    "30 a lock ring": ({"lock_ring": True}, "review"),
    "31 a tenant whose owner nobody asked": ({"account_holder": "tenant"}, "info"),
    "32 an outlet at the parking spot": (
        {"outlet_240v_at_parking": True, "wants_dedicated_circuit": False},
        "pass",
    ),
    "34 backup beside the car": (
        {"adapter": {**ISOLATING, **APPROVED}, "backup_wanted": True, "comms_cable": False},
        "pass",
    ),
    "36 the panel's rating not known": ({"panel_bus_amps": None}, "info"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_desk_comes_to_the_contracts_verdict(case: str) -> None:
    changes, verdict = CASES[case]
    changes = on_the_day(changes)
    job = accepted_job(kind=changes.pop("kind", "installation"))
    if "adapter" in changes:
        changes["adapter"] = AdapterModel.objects.create(**changes["adapter"])
    answered(job, **changes)
    evaluation = verdicts.precheck(job=job, by=someone("olive"))
    assert evaluation.verdict == verdict


@pytest.mark.parametrize(
    ("changes", "recommendation", "rule21"),
    [
        ({}, "msa", False),
        ({"outlet_240v_at_parking": True, "wants_dedicated_circuit": False}, "load_splitter", False),
        ({"spare_breaker_slots": 1, "wants_dedicated_circuit": False}, "load_controller", False),
        ({"spare_breaker_slots": 2, "load_calculation_ok": True}, "panel_circuit", False),
        ({"meter_class_amps": 320, "loads": ["ev_charger", "solar"]}, "service_upgrade", True),
        ({"utility": "pge", "backup_wanted": True}, "confirm_with_utility", True),
        ({"premises": "commercial"}, "", False),
    ],
)
def test_what_is_recommended_and_whether_rule_21_is_kept_with_the_evaluation(
    changes: dict[str, Any], recommendation: str, rule21: bool
) -> None:
    job = accepted_job()
    answered(job, **changes)
    evaluation = verdicts.precheck(job=job, by=someone("olive"))
    assert (evaluation.recommendation, evaluation.rule21_required) == (recommendation, rule21)
