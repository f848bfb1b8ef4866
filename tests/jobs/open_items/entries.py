"""How often an act enters the open items: calls of their functions from outside, as Python makes them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from jobs.open_items import services

FOLDER = str(Path(services.__file__).parent)


def entries(act: Callable[[], object]) -> list[str]:
    """Run an act; return the names of the functions by which it entered the open items, in order."""
    entered: list[str] = []

    def look(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and _is_theirs(frame) and not _is_inside(frame.f_back):
            entered.append(frame.f_code.co_name)

    earlier = sys.getprofile()
    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(earlier)
    return entered


def _is_theirs(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(FOLDER)


def _is_inside(frame: FrameType | None) -> bool:
    while frame:
        if _is_theirs(frame):
            return True
        frame = frame.f_back
    return False
