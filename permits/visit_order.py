"""Which comes first in a city, its final or the utility's visit, and what that asks of a final. Pure."""

from __future__ import annotations

from jobs.models import VisitOrder

FINALS_ASKED = {VisitOrder.TWO_FINALS: 2}


def finals_asked(order: str) -> int:
    """How many finals this city holds before it closes a permit."""
    return FINALS_ASKED.get(VisitOrder(order), 1)


def is_last_final(order: str, finals_passed: int) -> bool:
    """Whether a final that passes after so many others closes the permit."""
    return finals_passed + 1 >= finals_asked(order)


def is_time_for_final(order: str, *, finals_passed: int, circuit_installed: bool, adapter_set: bool) -> bool:
    """Whether the next final may sensibly be asked for: the city itself may come at any time."""
    return not remark_on_final(
        order, finals_passed=finals_passed, circuit_installed=circuit_installed, adapter_set=adapter_set
    )


def remark_on_final(order: str, *, finals_passed: int, circuit_installed: bool, adapter_set: bool) -> str:
    """What speaks against asking for the next final now, in one sentence; nothing where nothing does."""
    if not circuit_installed:
        return "The circuit is not recorded as installed yet."
    adapter_first = order == VisitOrder.SET_BEFORE_FINAL
    adapter_first |= order == VisitOrder.TWO_FINALS and finals_passed > 0
    if adapter_first and not adapter_set:
        return (
            "This city wants the adapter set before this final, and the utility's visit is not recorded yet."
        )
    return ""
