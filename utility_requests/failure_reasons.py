"""The utility's list of reasons why a site visit fails, and what must be fixed before the next one. Pure.

The codes are the utility's pick list; screens and papers show the words, exports the code.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what the utility found, what must be fixed, and which party can fix it."""

    code: str
    found: str
    mend: str
    party: str


REASONS: dict[str, Reason] = {
    reason.code: reason
    for reason in (
        Reason(
            "F1",
            "The adapter was not left by the panel, in plain sight, in a waterproof bag",
            "Leave the adapter in a waterproof bag in plain sight by the panel; photograph both in one frame",
            "field",
        ),
        Reason(
            "F2",
            "The adapter was damaged, dirty or wet",
            "Replace or clean the adapter and photograph it out of its box with its serial number",
            "office",
        ),
        Reason(
            "F3",
            "The communication cable ran in liquid-tight conduit",
            "Take the communication cable out of liquid-tight conduit and photograph it as built",
            "field",
        ),
        Reason(
            "F4",
            "Energized wires were not in liquid-tight conduit",
            "Run the wires from adapter to first enclosure in liquid-tight conduit and photograph them",
            "field",
        ),
        Reason(
            "F5",
            "The meter is rated above 200 A or the service does not meet the standards",
            "Look at the ratings of meter, panel and main breaker again and decide how to go on",
            "office",
        ),
        Reason(
            "F6",
            "The meter panel does not meet the utility's service requirements",
            "Mend what the utility found wrong at the meter panel and photograph it",
            "field",
        ),
        Reason(
            "F7",
            "Generation feeds back more than the panel is rated for",
            "Look at the generation's breaker and the panel's rating again and decide how to go on",
            "office",
        ),
        Reason(
            "F8",
            "The meter socket does not fit the adapter",
            "Look at the socket, its ring and its cover again and decide how to go on",
            "office",
        ),
    )
}
OF_A_REMOVAL = ("F5", "F6", "F7")
"""Reasons for which the utility may leave a removal: nothing is placed, so no bag, cable or socket counts."""
CHOICES: list[tuple[str, str]] = [(reason.code, reason.found) for reason in REASONS.values()]
