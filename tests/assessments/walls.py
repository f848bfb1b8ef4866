"""Services as a surveyor may find them: one that passes, and any others at random."""

from __future__ import annotations

import datetime
from random import Random
from typing import Any

from hypothesis import strategies as st

from assessments.eligibility import Answer, Finding, evaluate
from assessments.rulesets import current_ruleset
from tests.assessments.oracle import VALUES

RULESET = current_ruleset("sce_msa", on=datetime.date(2026, 11, 20))

PASSING: dict[str, Any] = {
    "utility": "sce",
    "sce_account_verified": True,
    "request_type": "installation",
    "premises": "residential",
    "account_holder": "owner",
    "meter_type": "self_contained",
    "phase": "single_phase",
    "wires": 3,
    "voltage": "120/240",
    "meter_class_amps": 200,
    "panel_bus_amps": 100,
    "main_breaker_amps": 100,
    "generation_present": False,
    "esr_violations": [],
    "meter_adapter_in_socket": "none",
    "lock_ring": False,
    "socket_fits_device": True,
    "device_approval": "approved",
    "device_isolating": False,
    "device_max_circuit_amps": 60,
    "loads": ["ev_charger"],
    "backup_wanted": False,
    "circuit_amps": 60,
    "evse_amps": 48,
    "energized_conduit_liquidtight": True,
    "comms_cable": False,
    "spare_breaker_slots": 0,
    "outlet_240v_at_parking": False,
    "wants_dedicated_circuit": True,
}


def passing_but(**changes: Any) -> dict[str, Any]:
    """The service that passes, with some facts different; None makes one unknown."""
    return {name: value for name, value in {**PASSING, **changes}.items() if value is not None}


def judged(facts: dict[str, Any]) -> Answer:
    """The engine's answer by the rules of the day."""
    return evaluate(facts, RULESET)


def finding_of(rule: str, facts: dict[str, Any]) -> Finding:
    """What one rule says of the facts."""
    return next(finding for finding in judged(facts)["findings"] if finding["rule"] == rule)


def at_random(random: Random) -> dict[str, Any]:
    """A service near the one that passes, or any at all."""
    if random.random() < 0.5:
        changed = random.sample(list(VALUES), k=random.randint(0, 6))
        return passing_but(**{name: random.choice([None, *VALUES[name]]) for name in changed})
    share = random.random()
    return {name: random.choice(VALUES[name]) for name in VALUES if random.random() < share}


any_facts = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}
)
