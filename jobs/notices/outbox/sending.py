"""Sends a notice from its row, together with others to the same person that were written in the same minute.

A notice whose cause is gone is dropped; one that falls into the person's quiet hours waits for their end;
one that what it tells of has overtaken fails, so that the office hears of it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.models import Channel, Notice
from jobs.notices.outbox.channels import channel_for
from jobs.notices.outbox.holding import PAST, allowed_at, gathers, is_past, why_not
from jobs.notices.outbox.letters import letter, text_message
from jobs.outbox.leases import DROPPED, FAILED, WAITING, Lease, take
from jobs.outbox.mails import AWAY, REFUSED, TEXTS_AWAY, deliver
from kilowire.floor.limits import Limit, TooManyTries
from kilowire.floor.limits import take as count
from kilowire.floor.outgoing.mail import hand_over
from kilowire.floor.outgoing.texts import gateway

GATHERED_FOR = timedelta(minutes=1)
LOOKED_AFTER = timedelta(minutes=10)
"""A part that heard nothing from its lead for so long looks itself: the worker was killed just then."""
NO_ADDRESS = "This person has no email address; add one and write again."
NUMBER_REFUSED = "The text service does not take this number; correct it and write again."
QUIET = "It waits for the end of their quiet hours."
TOO_MANY = "This number got many texts today; this one waits."
TEXTS_TO_A_NUMBER = Limit(30, 24 * 3600)
SHARED = ("status", "sent_at", "sent_to", "channel", "provider_id", "server_words")
UNDER_WAY = (WAITING, Notice.AT_WORK)
WITH_ALL = ("person__job__site__utility", "link", "code", "document", "lead")


def send_notice(pk: int) -> None:
    """Send this notice if it is due and not leased to another worker; a failure is recorded in its row."""
    lease = take(Notice, pk)
    if lease is None:
        return
    notice, now = Notice.objects.select_related(*WITH_ALL).get(pk=pk), timezone.now()
    if notice.lead and notice.lead.status not in (FAILED, DROPPED):
        _follow(lease, notice.lead)
        return
    if is_past(notice, now):
        lease.fail(PAST)
    elif because := why_not(notice):
        lease.drop(because)
    elif (later := allowed_at(notice, now)) > now:
        lease.wait(QUIET, (later - now).total_seconds())
        return
    else:
        _send(lease, [notice, *_others(notice)])
    _share_outcome(notice)


def _send(lease: Lease, notices: list[Notice]) -> None:
    first = notices[0]
    channel = channel_for(first.person, first.template)
    if channel is None:
        lease.fail(NO_ADDRESS)
    elif channel == Channel.TEXT:
        try:
            count(TEXTS_TO_A_NUMBER, "text", first.person.text_number)
        except TooManyTries as too_many:
            lease.wait(TOO_MANY, too_many.retry_after)
            return
        send = partial(_text, notices)
        deliver(lease, first, send, away=TEXTS_AWAY, refused=NUMBER_REFUSED)
    else:
        deliver(lease, first, partial(_mail, notices), away=AWAY, refused=REFUSED)


def _mail(notices: list[Notice]) -> dict[str, Any]:
    provider_id = hand_over(letter(notices))
    return _gone(Channel.EMAIL, notices[0].person.email, provider_id)


def _text(notices: list[Notice]) -> dict[str, Any]:
    number = notices[0].person.text_number
    sid = gateway().send(to=number, text=text_message(notices), name=f"notice-{notices[0].pk}")
    return _gone(Channel.TEXT, number, sid)


def _gone(channel: str, to: str, provider_id: str) -> dict[str, Any]:
    return {"channel": channel, "sent_to": to, "provider_id": provider_id[:128]}


@transaction.atomic
def _others(lead: Notice) -> list[Notice]:
    """Return the notices that go with this one: its parts, and those due within a minute, made its parts.

    Nothing joins a message that may have gone already, so that it stays the same under its Message-ID.
    """
    if not gathers(lead):
        return []
    if not lead.unsure:
        due_by = timezone.now() + GATHERED_FOR
        near = Notice.objects.filter(person=lead.person_id, status=WAITING, lead=None, due_at__lte=due_by)
        rows = near.exclude(pk=lead.pk).select_for_update(skip_locked=True, no_key=True, of=("self",))
        joining = [each.pk for each in rows if gathers(each)]
        Notice.objects.filter(pk__in=joining).update(lead=lead, due_at=timezone.now() + LOOKED_AFTER)
    parts = Notice.objects.filter(lead=lead, status=WAITING).select_related(*WITH_ALL).order_by("pk")
    return [part for part in parts if _is_of_use(part)]


def _is_of_use(part: Notice) -> bool:
    past = is_past(part, timezone.now())
    because = PAST if past else why_not(part)
    if because:
        Notice.objects.filter(pk=part.pk).update(status=FAILED if past else DROPPED, error=because)
    return not because


def _share_outcome(lead: Notice) -> None:
    """Write into the parts of a message what became of it; where it was dropped, they go by themselves."""
    parts = Notice.objects.filter(lead=lead, status=WAITING)
    lead.refresh_from_db()
    if lead.status == DROPPED or (lead.status == FAILED and lead.error == PAST):
        parts.update(lead=None, due_at=timezone.now())
    elif lead.status not in UNDER_WAY:
        parts.update(**_outcome_of(lead), error=lead.error)


def _follow(lease: Lease, lead: Notice) -> None:
    """Take over what became of the message that this notice is a part of, or look again later."""
    if lead.status in UNDER_WAY:
        lease.wait(lead.error, LOOKED_AFTER.total_seconds())
    else:
        lease.finish(**_outcome_of(lead))


def _outcome_of(lead: Notice) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in SHARED}
