"""What the planned circuit gives the chosen car, as plain values for the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assessments.models import Assessment
from assessments.services.reading import Known
from jobs.directory import charging


def charge(known: Known) -> dict[str, Any] | None:
    """Return what the planned circuit gives a car, and how long a charge of the chosen car takes."""
    circuit, setting = known.facts.get("circuit_amps"), known.facts.get("evse_amps")
    if not isinstance(circuit, int) or isinstance(circuit, bool) or not circuit:
        return None
    limit = known.adapter.max_circuit_amps if known.adapter else None
    best = charging.circuit_answer(circuit, limit)
    amps = setting if isinstance(setting, int) and 0 < setting <= best.evse_amps else best.evse_amps
    if not amps:
        return None
    power_kw = charging.charging_kw(amps)
    low, high = (
        charging.miles_per_hour(power_kw, rate)
        for rate in (charging.LOW_MILES_PER_KWH, charging.HIGH_MILES_PER_KWH)
    )
    return {
        "circuit_amps": circuit,
        "largest_amps": best.evse_amps,
        "amps": amps,
        "power_kw": f"{power_kw:.1f}",
        "miles": f"{low:.0f}–{high:.0f}",
        "over_limit": best.over_device_limit,
        "limit_amps": limit,
        "car": _car(known.assessment, power_kw),
    }


def _car(assessment: Assessment | None, evse_kw: Decimal) -> dict[str, Any] | None:
    if assessment is None or assessment.vehicle is None:
        return None
    on_board_kw = assessment.onboard_kw or assessment.vehicle.onboard_kw
    time = charging.charging_time(
        usable_kwh=assessment.vehicle.usable_kwh, evse_kw=evse_kw, on_board_kw=on_board_kw
    )
    return {
        "name": assessment.vehicle.name,
        "hours": f"{time.hours:.1f}" if time.hours is not None else "",
        "asks": bool(time.asks),
        "limited_by_car": time.limited_by_car,
        "on_board_kw": on_board_kw,
    }
