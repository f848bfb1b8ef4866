"""What must agree with the contract: its end, its change orders, its right to cancel. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jobs.road.stages import Milestone
from kilowire.floor.days import spoken_list

M = Milestone


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """Of the contract, days in words. ``ended_on``: by a cancellation, while it is recorded as agreed.

    ``unsigned`` is a change order, ``work_on`` the first day of work booked. ``inside`` are bookings up to
    ``cancel_until``, the last day of the right to cancel. ``says_65``: the owner is 65 or over, and the
    contract counts the shorter right.
    """

    ended_on: str = ""
    unsigned: str = ""
    work_on: str = ""
    inside: tuple[str, ...] = ()
    cancel_until: str = ""
    says_65: bool = False


def _ended(contract: ContractFacts) -> str:
    ended_on = contract.ended_on
    return f"The contract ended on {ended_on}, when the job was cancelled" if ended_on else ""


def _unsigned_before_work(contract: ContractFacts) -> str:
    if not (contract.unsigned and contract.work_on):
        return ""
    return f"{contract.unsigned} is not signed, and work is booked for {contract.work_on}"


def _work_inside_right_to_cancel(contract: ContractFacts) -> str:
    if not contract.inside:
        return ""
    until = f"until {contract.cancel_until}" if contract.cancel_until else "as the notices are missing"
    return f"The owner may still cancel {until}, and work is booked for {spoken_list(list(contract.inside))}"


def _too_short_right_to_cancel(contract: ContractFacts) -> str:
    said = "The owner is said to be 65 or over, and the contract counts the shorter right to cancel"
    return said if contract.says_65 else ""


_WORK = (M.UTILITY_SUBMITTED, M.CIRCUIT_INSTALLED, M.COMMISSIONED, M.CLOSED_OUT)
_BUILD = (M.CIRCUIT_INSTALLED,)
_SIGN = "have the owner sign it before the work begins"
CONTRACT_ROWS: tuple[tuple[str, Callable[[ContractFacts], str], str, tuple[M, ...]], ...] = (
    ("contract", _ended, "have a new one signed", _WORK),
    ("change_order", _unsigned_before_work, _SIGN, _BUILD),
    ("right_to_cancel", _work_inside_right_to_cancel, "move it to a later day", ()),
    ("owners_age", _too_short_right_to_cancel, "say which of the two holds", _BUILD),
)
"""Rows of the table: name, what differs, how the office settles it, and which acts wait for it."""
