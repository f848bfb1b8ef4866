"""What the clock brings to papers to sign: reminders, and the end of the time to sign."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jobs.history.services import history
from jobs.models import EventKind, RequestState, SignatureRequest
from jobs.notices.kinds import NoticeKind
from jobs.notices.outbox.channels import channel_for
from jobs.signing.services import items, requests, telling
from kilowire.floor.locks import locked

BATCH = 200
DAYS_BETWEEN = 3
FIRST_HOUR, LAST_HOUR = 9, 18
SUNDAY = 6


def remind_and_expire(now: datetime) -> None:
    """End what was not signed in time, and remind whoever signs next every third day, never on a Sunday.

    A run finds only what is new, so running late, twice, or in two workers at once changes nothing more.
    """
    local = timezone.localtime(now)
    out = SignatureRequest.objects.filter(state=RequestState.OUT).select_related("job", "change_order")
    for request in out.filter(expires_on__lt=local.date())[:BATCH]:
        _expire(request, local)
    if local.weekday() == SUNDAY or not FIRST_HOUR <= local.hour < LAST_HOUR:
        return
    quiet = Q(signers__signed_at=None, signers__told_at__lt=now - timedelta(days=DAYS_BETWEEN))
    for request in out.filter(quiet, expires_on__gte=local.date()).distinct()[:BATCH]:
        _remind(request, now)


@transaction.atomic
def _expire(request: SignatureRequest, local: datetime) -> None:
    job = locked(request.job)
    request = locked(request)
    if request.state != RequestState.OUT or request.expires_on >= local.date():
        return
    request.job = job
    requests.end(request, RequestState.EXPIRED, "It was not signed in time.")
    history.record(job=job, kind=EventKind.SIGNED, sentence=f"{request}: not signed in time", by=None)
    items.bring_up_to_date(job, None)


@transaction.atomic
def _remind(request: SignatureRequest, now: datetime) -> None:
    locked(request.job)
    request = locked(request)
    signer = telling.next_signer(request) if request.state == RequestState.OUT else None
    is_due = signer and signer.told_at and signer.told_at < now - timedelta(days=DAYS_BETWEEN)
    if signer and is_due and channel_for(signer.person, NoticeKind.PAPER_TO_SIGN_AGAIN):
        telling.tell_next(request, None, again=True)
