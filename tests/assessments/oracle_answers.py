"""What follows from the findings by the contract, read a second time in plain Python."""

from __future__ import annotations

from typing import Any

from tests.assessments.oracle import findings_of


def answer_of(facts: dict[str, Any]) -> dict[str, Any]:
    """The whole answer, without its words."""
    findings = findings_of(facts)
    outcomes = {outcome for _, outcome, _, _ in findings}
    order = ("other_utility", "fail", "info", "review", "pass")
    eligibility = next(outcome for outcome in order if outcome in outcomes)
    correctable = eligibility in ("info", "review")
    if eligibility == "fail":
        correctable = all(mendable for _, outcome, _, mendable in findings if outcome == "fail")
    circuit = facts.get("circuit_amps")
    return {
        "eligibility": eligibility,
        "correctable": correctable,
        "missing": sorted({name for _, _, needs, _ in findings for name in needs}),
        "findings": findings,
        "rule21_required": rule21_of(facts),
        "max_evse_amps": None if circuit is None else circuit * 4 // 5,
        "recommendation": recommendation_of(facts, eligibility, correctable),
    }


def rule21_of(facts: dict[str, Any]) -> bool | None:
    """Whether a separate interconnection application is due."""
    loads, backup = facts.get("loads"), facts.get("backup_wanted")
    if backup or "solar" in (loads or []) or "battery" in (loads or []):
        return True
    return None if loads is None or backup is None else False


def recommendation_of(facts: dict[str, Any], eligibility: str, correctable: bool) -> str | None:
    """The simplest thing that serves."""
    if facts.get("request_type") == "removal":
        return None
    loads = facts.get("loads")
    if loads is None or "ev_charger" in loads:
        decided, answer = without_an_adapter(facts)
        if decided:
            return answer
    if eligibility == "other_utility":
        return "confirm_with_utility"
    if eligibility == "fail" and not correctable:
        return None if facts.get("premises") == "commercial" else "service_upgrade"
    return "msa"


def without_an_adapter(facts: dict[str, Any]) -> tuple[bool, str | None]:
    """Lines 3 to 6: whether they decide, and how."""
    slots, outlet = facts.get("spare_breaker_slots"), facts.get("outlet_240v_at_parking")
    own_circuit = facts.get("wants_dedicated_circuit")
    if slots is None or outlet is None or own_circuit is None:
        return True, None
    if outlet and not own_circuit:
        return True, "load_splitter"
    if slots >= 2 and facts.get("load_calculation_ok") is None:
        return True, None
    if slots >= 2 and facts["load_calculation_ok"]:
        return True, "panel_circuit"
    if slots >= 1 and not own_circuit:
        return True, "load_controller"
    return False, None
