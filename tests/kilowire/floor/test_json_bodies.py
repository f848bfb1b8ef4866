"""JSON from outside: what no database holds, or nobody meant, is no JSON of ours."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from kilowire.floor.json_bodies import DEEPEST, MOST_PARTS, body_of, plain_json
from kilowire.floor.refusals import Refused

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"NaN",
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": "\\u0000"}',
        b'{"a\\u0000": 1}',
        b'["\\ud800"]',
        b"[" * 100_000,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"9" * 5_000,
        b"[" + b"{}," * MOST_PARTS + b"{}]",
    ],
)
def test_what_no_row_can_hold_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        plain_json(body)


def test_what_a_tablet_writes_is_read() -> None:
    assert plain_json('{"a": ["ñ", 1.5, null, {"b": "\\\\u0000"}]}'.encode()) == {
        "a": ["ñ", 1.5, None, {"b": "\\u0000"}]
    }


@pytest.mark.parametrize("came_as", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_form_at_a_door_for_json_is_refused_although_its_body_was_read_before(
    rf: RequestFactory, came_as: str
) -> None:
    request = rf.post("/", b"--b--\r\n", content_type=came_as)
    request.POST.dict()
    with pytest.raises(Refused, match="did not come as JSON"):
        body_of(request)
