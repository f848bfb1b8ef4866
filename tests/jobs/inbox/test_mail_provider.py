"""A mail provider's webhooks: bounces, complaints and mail that came, as Postmark and Mailgun send them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from anymail.exceptions import AnymailWebhookValidationFailure
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView, PostmarkTrackingWebhookView
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone

from jobs.models import Inbound, Notice
from jobs.notices.outbox.sending import send_notice
from jobs.notices.services.notices import write_notice
from tests.jobs.notices.test_notices import hana

pytestmark = pytest.mark.django_db
SECRET = "hook:long-secret"


@pytest.fixture(autouse=True)
def provider(settings: Any) -> None:
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": "signing-key"}


def gone() -> Notice:
    notice = write_notice(person=hana(), template="permit_issued")
    Notice.objects.filter(pk=notice.pk).update(due_at=timezone.now())
    send_notice(notice.pk)
    Notice.objects.filter(pk=notice.pk).update(provider_id="m-1")
    return notice


def hook(view: Any, body: dict[str, Any], secret: str = SECRET) -> int:
    basic = base64.b64encode(secret.encode()).decode()
    request = RequestFactory().post(
        "/webhooks/mail/", json.dumps(body), "application/json", headers={"Authorization": f"Basic {basic}"}
    )
    return int(view.as_view()(request).status_code)


def test_the_mail_names_its_notice_to_the_provider() -> None:
    notice = gone()
    assert mail.outbox[0].metadata == {"notice": str(notice.pk)}  # type: ignore[attr-defined]


def test_a_delivery_then_a_bounce_stands_on_the_notice_with_the_servers_words() -> None:
    notice = gone()
    assert hook(PostmarkTrackingWebhookView, {"RecordType": "Delivery", "MessageID": "m-1"}) == 200
    notice.refresh_from_db()
    assert notice.delivery == "delivered"
    bounce = {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "TypeCode": 1,
        "ID": 42,
        "MessageID": "m-1",
        "Email": "hana@home.test",
        "Details": "smtp;550 5.1.1 no such user",
        "BouncedAt": "2026-11-24T09:00:00Z",
    }
    hook(PostmarkTrackingWebhookView, bounce)
    hook(PostmarkTrackingWebhookView, {"RecordType": "Delivery", "MessageID": "m-1"})
    notice.refresh_from_db()
    assert (notice.delivery, notice.server_words) == ("bounced", "smtp;550 5.1.1 no such user")


def test_a_complaint_stops_that_kind_and_is_found_by_the_notices_number() -> None:
    notice = gone()
    stamp, token = "1790000000", "a" * 50
    signature = hmac.new(b"signing-key", f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    body = {
        "signature": {"timestamp": stamp, "token": token, "signature": signature},
        "event-data": {
            "event": "complained",
            "id": "e1",
            "timestamp": 1790000000.0,
            "recipient": "hana@home.test",
            "message": {"headers": {"message-id": "other"}},
            "user-variables": {"notice": str(notice.pk)},
        },
    }
    assert hook(MailgunTrackingWebhookView, body) == 200
    notice.refresh_from_db()
    assert notice.delivery == "complained"
    assert notice.person.stopped_kinds == ["permit_issued"]
    body["signature"]["signature"] = "0" * 64  # type: ignore[index]
    with pytest.raises(AnymailWebhookValidationFailure):
        hook(MailgunTrackingWebhookView, body)


def inbound(text: str, **headers: str) -> dict[str, Any]:
    return {
        "FromFull": {"Email": "hana@home.test", "Name": "Hana Ito"},
        "To": "office@kilowire.test",
        "Subject": "Re: The city has issued the permit",
        "MessageID": "in-1",
        "TextBody": text,
        "StrippedTextReply": text,
        "Headers": [{"Name": name.replace("_", "-"), "Value": value} for name, value in headers.items()],
    }


def test_a_mail_that_came_lands_on_the_job_of_its_address_once() -> None:
    notice = gone()
    for _ in range(2):
        assert hook(PostmarkInboundWebhookView, inbound("Which day?", Message_ID="<r1@home.test>")) == 200
    message = Inbound.objects.get()
    assert (message.job, message.text) == (notice.person.job, "Which day?")


def test_what_a_program_wrote_is_left_alone() -> None:
    gone()
    hook(PostmarkInboundWebhookView, inbound("I am away.", Auto_Submitted="auto-replied"))
    assert not Inbound.objects.exists()


def test_a_webhook_without_the_secret_is_refused() -> None:
    with pytest.raises(AnymailWebhookValidationFailure):
        hook(PostmarkInboundWebhookView, inbound("Hello"), secret="hook:wrong")
