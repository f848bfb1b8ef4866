"""The company's own website hands over a lead by a signed webhook, once, and nobody else does."""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from jobs.intake.signed import is_signed
from jobs.models import Lead

pytestmark = pytest.mark.django_db
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ANA = {"name": "Ana Cruz", "phone": "562-555-0101", "postal_code": "90601", "language": "es"}


@pytest.fixture(autouse=True)
def secret(settings: Any) -> None:
    settings.LEADS_WEBHOOK_SECRET = SECRET


def posted(said: Any, *, message_id: str = "msg_1", age_s: int = 0, secret: str = SECRET) -> HttpResponse:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    timestamp = str(int(timezone.now().timestamp()) - age_s)
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, sha256)
    signed = {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1a,other v1,{base64.b64encode(digest).decode()}",
    }
    answer = Client().post("/webhooks/leads/", body, content_type="application/json", headers=signed)
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_signature_is_that_of_standard_webhooks() -> None:
    example = {
        "secret": SECRET,
        "message_id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "timestamp": "1614265330",
        "signatures": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "body": b'{"test": 2432232314}',
    }
    assert is_signed(**example, now=1614265330)  # type: ignore[arg-type]
    assert not is_signed(**example, now=1614265330 + 301)  # type: ignore[arg-type]
    assert not is_signed(**{**example, "body": b"{}"}, now=1614265330)  # type: ignore[arg-type]


def test_a_signed_lead_is_kept_once() -> None:
    for _ in range(2):
        assert posted({"type": "lead.created", "data": ANA}).status_code == 204
    lead = Lead.objects.get()
    assert (lead.name, lead.phone, lead.source, lead.language) == (
        "Ana Cruz",
        "(562) 555-0101",
        "website",
        "es",
    )
    assert posted({"type": "lead.created", "data": ANA}, message_id="msg_2").status_code == 204
    assert Lead.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "how", "code"),
    [
        ({"type": "lead.created", "data": ANA}, {"age_s": 400}, 403),
        ({"type": "lead.created", "data": ANA}, {"secret": "whsec_AAAA"}, 403),
        ({"type": "lead.created", "data": {**ANA, "phone": "12"}}, {}, 400),
        ({"type": "lead.created", "data": {"name": ["x"]}}, {}, 400),
        ({"type": "lead.created"}, {}, 400),
        ([1], {}, 400),
        (b"\xff", {}, 400),
        ({"type": "page.viewed", "data": {}}, {}, 204),
    ],
)
def test_anything_else_is_no_lead(said: Any, how: dict[str, Any], code: int) -> None:
    assert posted(said, **how).status_code == code
    assert not Lead.objects.exists()


def test_without_a_secret_there_is_no_such_door(settings: Any) -> None:
    settings.LEADS_WEBHOOK_SECRET = ""
    assert posted({"type": "lead.created", "data": ANA}).status_code == 404
