"""The gateway of Twilio: sends texts, and checks the signature of what Twilio reports.

It needs the extra ``twilio``. Twilio's own library sends, so that its addresses and answers stay Twilio's.
"""

from __future__ import annotations

from collections.abc import Mapping

import requests
from django.conf import settings
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from kilowire.floor.outgoing.web import failure_of, refusal_of

SECONDS = 20


class TwilioGateway:
    """Sends through the account of ``TEXT_URL``; ``TEXT_API`` is another address, for a test or a proxy."""

    has_webhooks = True

    def __init__(self) -> None:
        http = TwilioHttpClient(timeout=SECONDS)
        self._client = Client(settings.TEXT_ACCOUNT, settings.TEXT_TOKEN, http_client=http)
        if settings.TEXT_API:
            self._client.api.base_url = settings.TEXT_API

    def is_genuine(self, address: str, fields: Mapping[str, str], signature: str) -> bool:
        return bool(RequestValidator(settings.TEXT_TOKEN).validate(address, dict(fields), signature))

    def send(self, *, to: str, text: str, name: str) -> str:
        try:
            sent = self._client.messages.create(
                to=to, from_=settings.TEXT_FROM, body=text, status_callback=settings.TEXT_REPORTS
            )
        except TwilioRestException as refusal:
            raise refusal_of(int(refusal.status), f"{refusal.code or ''} {refusal.msg}") from refusal
        except requests.RequestException as broken:
            raise failure_of(broken) from broken
        return str(sent.sid)
