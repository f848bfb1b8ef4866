"""Working space: what is less than the code asks is named; what nobody measured is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assessments.space import shortfalls


@dataclass
class Measured:
    space_depth_in: int | None = None
    space_width_in: int | None = None
    space_height_in: int | None = None
    door_opens_90: bool | None = None


@pytest.mark.parametrize(
    ("measured", "named"),
    [
        (Measured(), []),
        (Measured(36, 30, 78, True), []),
        (Measured(35, 30, 78, True), ["depth is 35 in of 36 in"]),
        (Measured(36, 29, 77), ["width is 29 in of 30 in", "height is 77 in of 78 in"]),
        (Measured(door_opens_90=False), ["its door does not open 90°"]),
    ],
)
def test_what_is_less_than_the_code_asks_is_named(measured: Measured, named: list[str]) -> None:
    assert shortfalls(measured) == named
