"""The words for verdicts, findings and recommendations on staff screens and papers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Said:
    """The label of a state, with the tone and the mark in which it is shown."""

    word: str
    tone: str
    mark: str


OUTCOMES: Mapping[str, Said] = {
    "pass": Said(_("holds"), "ok", "done"),
    "fail": Said("fails", "bad", "bad"),
    "info": Said("not known", "warn", "warn"),
    "review": Said("for the office", "warn", "warn"),
    "other_utility": Said("other utility", "wait", "wait"),
    "not_applicable": Said("does not apply", "", "off"),
}


def verdict(name: str, *, correctable: bool) -> Said:
    """Return the label of a verdict."""
    if name == "fail":
        return Said("Not eligible as it stands" if correctable else "Not eligible", "bad", "bad")
    return {
        "pass": Said("Eligible", "ok", "done"),
        "info": Said("Not known yet", "warn", "warn"),
        "review": Said("For the office to settle", "warn", "warn"),
        "other_utility": Said("Another utility", "wait", "wait"),
    }[name]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to charge at home: its name, when it is the simplest choice, and what has to be checked."""

    title: str
    text: str
    verify: str = ""


WAYS: Mapping[str, Way] = {
    "msa": Way(
        "Meter socket adapter",
        "The charger gets a circuit of its own at the meter, and the panel stays as it is. The adapter may "
        "pause charging while the house draws much.",
    ),
    "load_splitter": Way(
        "Splitter on the outlet that is there",
        "The outlet at the parking spot serves appliance and car in turn: the appliance goes first and the "
        "car pauses. On a 30 A circuit the car is set to 24 A. No extension cord, and nothing between wall "
        "and splitter.",
        "The circuit is shared: some cities may ask for a listed load management device.",
    ),
    "load_controller": Way(
        "Load controller on a panel circuit",
        "A controller (DCC-12) watches what the house draws and sheds the car before the service is "
        "overloaded. It needs an electrical permit.",
        "Main sizes, breaker sizes and the delay before it reconnects were not found: ask the maker.",
    ),
    "panel_circuit": Way(
        "Circuit from the panel",
        "The panel has room and the load calculation allows the circuit, so nothing else is needed but its "
        "electrical permit.",
    ),
    "service_upgrade": Way(
        "Larger service",
        "A new panel or service takes the place of what does not fit. Our own comparison puts it at $6,000 "
        "to $15,000 and two to six months.",
        "Price and time are a range; the utility plans its own part.",
    ),
    "confirm_with_utility": Way(
        "Ask the utility that serves the meter",
        "SCE's program does not reach this meter. What the other utility allows has to come from it.",
        "No other utility's terms are taken for granted here.",
    ),
}
NO_WAY = Way(
    "No recommendation yet", "It rests on what is not known yet, or no way without the utility is known."
)


def way(recommendation: str | None) -> Way:
    return WAYS.get(recommendation or "", NO_WAY)
