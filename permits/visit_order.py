"""Whether a city's final or the utility's visit comes first, and what that means for the finals. Pure."""

from __future__ import annotations

from jobs.models import VisitOrder

FINALS_ASKED = {VisitOrder.TWO_FINALS: 2}


def finals_asked(order: str) -> int:
    """Return how many finals this city requires before it closes a permit."""
    return FINALS_ASKED.get(VisitOrder(order), 1)


def is_last_final(order: str, finals_passed: int) -> bool:
    """Return whether a final closes the permit if it passes after this many others."""
    return finals_passed + 1 >= finals_asked(order)


def is_time_for_final(order: str, *, finals_passed: int, circuit_installed: bool, adapter_set: bool) -> bool:
    """Return whether it makes sense to ask for the next final now; the city itself may come at any time."""
    return not remark_on_final(
        order, finals_passed=finals_passed, circuit_installed=circuit_installed, adapter_set=adapter_set
    )


def remark_on_final(order: str, *, finals_passed: int, circuit_installed: bool, adapter_set: bool) -> str:
    """Return one sentence on what speaks against asking for the next final now; empty if nothing does."""
    if not circuit_installed:
        return "The circuit is not recorded as installed yet."
    adapter_first = order == VisitOrder.SET_BEFORE_FINAL
    adapter_first |= order == VisitOrder.TWO_FINALS and finals_passed > 0
    if adapter_first and not adapter_set:
        return (
            "This city wants the adapter set before this final, and the utility's visit is not recorded yet."
        )
    return ""
