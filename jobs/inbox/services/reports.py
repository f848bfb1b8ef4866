"""What mail provider and text service report of a notice: delivered, bounced, marked as spam."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jobs.models import Delivery, Notice
from jobs.notices.services import preferences


@transaction.atomic
def record_report(*, delivery: Delivery, provider_id: str = "", notice: str = "", words: str = "") -> None:
    """Record a report about the notice of this number, or of this id at the provider, and about its parts.

    A bounce stands whatever comes later; who marks a message as spam gets no more of that kind. A report
    about a message that is not ours is left alone.
    """
    ours = Q(pk=int(notice)) if notice.isascii() and notice.isdigit() and len(notice) < 19 else Q(pk=None)
    if provider_id:
        ours |= Q(provider_id=provider_id, lead=None)
    leads = list(Notice.objects.select_for_update(of=("self",), no_key=True).filter(ours)[:1])
    for lead in leads:
        rows = Notice.objects.filter(Q(pk=lead.pk) | Q(lead=lead)).exclude(delivery=Delivery.COMPLAINED)
        if delivery == Delivery.DELIVERED:
            rows = rows.exclude(delivery=Delivery.BOUNCED)
        said = " ".join(words.split())[:400]
        rows.update(delivery=delivery, delivery_at=timezone.now(), server_words=said)
        if delivery == Delivery.COMPLAINED:
            preferences.stop_kinds(person=lead.person, kinds=(lead.template,))
