"""Why the utility's technician leaves without doing the work: the utility's list and the city's order.

Source: the utility's page on its adapter program, reasons F1 to F8. F3 and F4 are worded there as the
requirement; each is read here as "this requirement was not met" (F3: liquid-tight conduit was used on the
signal cable; F4: it was not used on live conductors).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from utility_requests import visit_answers
from utility_requests.visit_evidence import Known


class Due(StrEnum):
    """The moment from which an item is judged."""

    SURVEYED = "surveyed"
    CIRCUIT_IN = "circuit_in"
    BOOKED = "booked"
    WINDOW = "window"


class VisitOrder(StrEnum):
    """Whether the city wants the final or the adapter first."""

    FINAL_BEFORE_SET = "final_before_set"
    SET_BEFORE_FINAL = "set_before_final"
    EITHER = "either"
    TWO_FINALS = "two_finals"


@dataclass(frozen=True)
class Reason:
    """One reason for a wasted visit. ``judges`` returns what is wrong, or ""."""

    key: str
    code: str
    label: str
    due: Due
    judges: Callable[[Known], str]
    applies: Callable[[Known], bool]
    facts: tuple[str, ...] = ()
    photo_slots: tuple[str, ...] = ()
    photo_wanted: str = ""


def _always(_known: Known) -> bool:
    return True


def _differing(known: Known) -> bool:
    """Return whether facts of the job do not agree; it is no item of its own while they do."""
    return bool(known.differences)


def _placing(known: Known) -> bool:
    """Return whether an adapter is to be set: a removal needs no bag, conduit or room in the socket."""
    return known.request_type in {"installation", "replacement"}


def _has_signal_cable_rule(known: Known) -> bool:
    """Return whether the rule may apply: it names isolating adapters only, or the type is unknown."""
    return (
        _placing(known)
        and known.fact("device_isolating") is not False
        and known.fact("comms_cable") is not False
    )


def _order_is(*orders: VisitOrder) -> Callable[[Known], bool]:
    return lambda known: _placing(known) and VisitOrder(known.visit_order) in orders


REASONS = (
    Reason(
        "rating",
        "F5",
        f"Meter and main breaker within {visit_answers.RATING_LIMIT_AMPS} A",
        Due.SURVEYED,
        visit_answers.rating,
        _placing,
        ("meter_class_amps", "main_breaker_amps"),
        ("panel_label",),
        "The photo of the panel's label",
    ),
    Reason(
        "violations",
        "F6",
        "Nothing to put right at the meter panel",
        Due.SURVEYED,
        visit_answers.violations,
        _placing,
        ("esr_violations",),
        ("meter_area",),
        "The photo of the area around the meter",
    ),
    Reason(
        "backfeed",
        "F7",
        "Back-feed within the panel's rating",
        Due.SURVEYED,
        visit_answers.backfeed,
        _placing,
        ("generation_present", "backfeed_amps", "panel_bus_amps", "main_breaker_amps"),
    ),
    Reason(
        "socket",
        "F8",
        "Socket fits the adapter",
        Due.SURVEYED,
        visit_answers.socket,
        _placing,
        ("socket_fits_device",),
        ("socket_ring",),
        "The photo of the socket and its ring",
    ),
    Reason(
        "lock_ring",
        "F8",
        "No lock ring on the meter",
        Due.SURVEYED,
        visit_answers.lock_ring,
        _always,
        ("lock_ring",),
    ),
    Reason(
        "facts_agree",
        "",
        "Verdict and house agree",
        Due.SURVEYED,
        visit_answers.facts_agree,
        _differing,
    ),
    Reason(
        "signal_cable",
        "F3",
        "Signal cable outside liquid-tight conduit",
        Due.CIRCUIT_IN,
        visit_answers.signal_cable,
        _has_signal_cable_rule,
        ("device_isolating", "comms_cable", "comms_conduit_liquidtight"),
    ),
    Reason(
        "live_conductors",
        "F4",
        "Live conductors in liquid-tight conduit",
        Due.CIRCUIT_IN,
        visit_answers.live_conductors,
        _placing,
        ("energized_conduit_liquidtight",),
        ("conduit_as_built",),
        "The photo of the conduit as built",
    ),
    Reason(
        "final_first",
        "",
        "City's final inspection passed",
        Due.BOOKED,
        visit_answers.final,
        _order_is(VisitOrder.FINAL_BEFORE_SET),
    ),
    Reason(
        "first_final",
        "",
        "First of the city's two finals passed",
        Due.BOOKED,
        visit_answers.first_final,
        _order_is(VisitOrder.TWO_FINALS),
    ),
    Reason(
        "staged",
        "F1",
        "Adapter in its waterproof bag beside the panel, in plain sight",
        Due.WINDOW,
        visit_answers.ready_by_photo,
        _placing,
        (),
        ("adapter_staged",),
        "The photo of bag and panel in one frame",
    ),
    Reason(
        "adapter",
        "F2",
        "Adapter whole, clean and dry",
        Due.WINDOW,
        visit_answers.adapter,
        _placing,
        ("adapter_serial",),
        ("adapter_unboxed",),
        "The photo of the adapter out of its box",
    ),
)
