"""A signature drawn with a finger: lines through whole numbers, which are text and never a picture. Pure."""

from __future__ import annotations

import re

WIDTH, HEIGHT = 600, 200
LONGEST = 20_000
_POINT = r"\d{1,3} \d{1,3}"
_LINES = re.compile(rf"(?:M{_POINT}(?:L{_POINT})+)+")


def is_drawn(lines: str) -> bool:
    """Return whether this is a drawing: lines of at least two points each, within ``WIDTH`` by ``HEIGHT``."""
    if len(lines) > LONGEST or not _LINES.fullmatch(lines):
        return False
    points = [point.split() for point in re.findall(_POINT, lines)]
    return all(int(x) <= WIDTH and int(y) <= HEIGHT for x, y in points)
