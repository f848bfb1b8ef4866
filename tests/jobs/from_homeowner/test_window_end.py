"""When the hours of a visit are over, as they were typed."""

from __future__ import annotations

from datetime import time

import pytest

from jobs.from_homeowner.window_end import window_end


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("8–12", time(12)),
        ("9-1", time(13)),
        ("8:30 to 10:30", time(10, 30)),
        ("9 a.m.–1 p.m.", time(13)),
        ("from 10 am to noon", time(12)),
        ("morning", time(12)),
        ("in the afternoon", time(17)),
        ("evening", time(20)),
        ("after 2", time(17)),
        ("by 3", time(15)),
        ("all day", time(17)),
        ("", time(17)),
        ("8–12, gate code 4711", time(17)),
    ],
)
def test_hours_end_as_nobody_would_read_them_otherwise(typed: str, ends: time) -> None:
    assert window_end(typed) == ends
