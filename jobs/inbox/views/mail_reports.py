"""What the mail provider's webhooks bring: reports of mails that went, and mails that came."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from anymail.signals import inbound, tracking

from jobs.inbox.services.inbox import receive
from jobs.inbox.services.reports import record_report
from jobs.models import Channel, Delivery
from kilowire.floor.limits import Limit, take

MAILS_OF_AN_ADDRESS = Limit(60, 3600)
REPORTED = {
    "delivered": Delivery.DELIVERED,
    "bounced": Delivery.BOUNCED,
    "rejected": Delivery.BOUNCED,
    "failed": Delivery.BOUNCED,
    "complained": Delivery.COMPLAINED,
}
NOT_BY_A_PERSON = {"auto-generated", "auto-replied", "auto-notified"}


def connect() -> None:
    """Have the provider's webhooks call the two functions below."""
    tracking.connect(mail_reported, dispatch_uid="jobs.mail_reported")
    inbound.connect(mail_came, dispatch_uid="jobs.mail_came")


def mail_reported(event: Any, **_: Any) -> None:
    """Take a report of what became of a mail."""
    delivery = REPORTED.get(event.event_type)
    if delivery:
        record_report(
            delivery=delivery,
            provider_id=event.message_id or "",
            notice=str((event.metadata or {}).get("notice", "")),
            words=event.mta_response or event.description or "",
        )


def mail_came(event: Any, **_: Any) -> None:
    """Take a mail that came; one that a program wrote, such as an absence, is left alone."""
    mail = event.message
    if str(mail.get("Auto-Submitted", "no")).lower() in NOT_BY_A_PERSON:
        return
    sender = mail.from_email.addr_spec if mail.from_email else mail.envelope_sender or ""
    take(MAILS_OF_AN_ADDRESS, "mail from", sender.lower())
    receive(
        channel=Channel.EMAIL,
        sender=sender,
        subject=str(mail.subject or ""),
        text=mail.stripped_text or mail.text or "",
        came_as=str(mail.get("Message-ID") or event.event_id or uuid4()),
    )
