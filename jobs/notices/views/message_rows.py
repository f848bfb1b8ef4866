"""Messages as rows of a page: to whom, what of, how far it came, and the button that sends it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from jobs.job_page.lines import address_of
from jobs.models import Channel, Delivery, Notice
from jobs.notices.kinds import NOTICES
from jobs.notices.outbox.sending import UNDER_WAY
from kilowire.floor.days import clock, short_weekday
from kilowire.models import MailStatus

STATES = {
    MailStatus.WAITING: ("Queued", "wait"),
    MailStatus.SENDING: ("Being sent", "wait"),
    MailStatus.SENT: ("Sent", "ok"),
    MailStatus.FAILED: ("Could not be sent", "bad"),
    MailStatus.DROPPED: ("Not sent", "warn"),
}
"""Word and tone of each status."""
DELIVERIES = {
    Delivery.DELIVERED: ("Delivered", "ok"),
    Delivery.BOUNCED: ("Bounced", "bad"),
    Delivery.COMPLAINED: ("Marked as spam", "bad"),
}
"""Word and tone of what the provider said later."""
UNKNOWN = "This mail server tells nobody whether a mail arrived, and answers go to the company's address."


def message_row(notice: Notice) -> dict[str, Any]:
    """Return a message as plain values; its person and job are fetched already."""
    job, person = notice.person.job, notice.person
    word, tone = _state(notice)
    spec = NOTICES.get(notice.template)
    by_text = notice.channel == Channel.TEXT
    ended = notice.status not in UNDER_WAY
    return {
        "at": notice.sent_at or notice.written_at,
        "what": (spec.about if spec else notice.template.replace("_", " ")).capitalize(),
        "to": person.name,
        "address": notice.sent_to or (person.phone if by_text else person.email),
        "channel": notice.get_channel_display(),
        "word": word,
        "tone": tone,
        "detail": notice.error or notice.server_words,
        "due": _due(notice),
        "number": job.number,
        "job_url": address_of("jobs:overview", job.number),
        "again_url": address_of(f"jobs:send_again {notice.pk}", job.number)
        if ended and not notice.code_id
        else "",
    }


def unknown_said() -> str:
    """Return the sentence that says what a plain mail server does not tell; empty with a provider."""
    return "" if settings.MAIL_PROVIDER else UNKNOWN


def _state(notice: Notice) -> tuple[str, str]:
    if notice.delivery:
        return DELIVERIES[Delivery(notice.delivery)]
    return STATES[MailStatus(notice.status)]


def _due(notice: Notice) -> str:
    """When a message that waits is tried next; empty for one that is due, or waits for its paper."""
    far = timedelta(days=30)
    if notice.status != MailStatus.WAITING or not timedelta() < notice.due_at - timezone.now() < far:
        return ""
    due = timezone.localtime(notice.due_at)
    return f"{short_weekday(due)}, {clock(due.time())}"
