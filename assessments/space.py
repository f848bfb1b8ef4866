"""Compare the working space in front of a panel with what the electrical code requires. Pure.

NEC 110.26: depth 36 in, width 30 in (or the equipment's), height 6 ft 6 in, a door that opens 90°. The
utility's own clearances are in its current manual and are not repeated here.
"""

from __future__ import annotations

from typing import Protocol

DEPTH_IN, WIDTH_IN, HEIGHT_IN = 36, 30, 78


class Measured(Protocol):
    """Measured sizes in inches; None if not measured."""

    space_depth_in: int | None
    space_width_in: int | None
    space_height_in: int | None
    door_opens_90: bool | None


def shortfalls(measured: Measured) -> list[str]:
    """Return a sentence for each size below the code's minimum; sizes that were not measured are skipped."""
    asked = (
        ("depth", measured.space_depth_in, DEPTH_IN),
        ("width", measured.space_width_in, WIDTH_IN),
        ("height", measured.space_height_in, HEIGHT_IN),
    )
    found = [
        f"{name} is {inches} in of {least} in" for name, inches, least in asked if (inches or least) < least
    ]
    if measured.door_opens_90 is False:
        found.append("its door does not open 90°")
    return found
