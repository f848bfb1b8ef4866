"""A passkey's answer is JSON that a browser writes, and that anybody may write as they like."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders.cast import signed_in

pytestmark = pytest.mark.django_db

PARTS = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject")
WRITTEN = (
    "[" * 20_000,
    "[" * 20_000 + "]" * 20_000,
    "{}",
    "[]",
    "null",
    "1e999",
    '"\\ud800"',
    "[1, 2]",
    '{"id": 1, "rawId": [], "response": null, "type": 3}',
    '{"id": "%", "rawId": "%", "response": {"clientDataJSON": "%", "authenticatorData": "%"}, "type": "x"}',
    json.dumps({"id": "QQ", "rawId": "QQ", "type": "public-key", "response": dict.fromkeys(PARTS, "QQ")}),
)


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_what_no_passkey_answered_is_refused_and_breaks_nothing(written: str) -> None:
    for client, name in (
        (Client(), "mfa_login_webauthn"),
        (signed_in("olive", proved=True), "mfa_add_webauthn"),
    ):
        address = reverse(name)
        client.get(address)
        answer = client.post(address, {"credential": written, "name": "Phone"})
        assert answer.status_code in {200, 302, 400, 422}, (name, answer.status_code)
