"""Bring the open items of papers to sign up to date with their rows."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from jobs.models import LIVE, DocumentStatus, Job, RequestState, SignatureRequest
from jobs.open_items.services import open_items
from jobs.signing.wanted import SIGNING, RequestFacts, wanted_items
from kilowire.models import User


def bring_up_to_date(job: Job, by: User | None) -> None:
    """Open, update and end what the papers of a job need; called once by an act, which has locked the job."""
    to_say = Q(state__in=LIVE) | Q(noted_at=None, state__in=[*_TO_NOTE])
    rows = SignatureRequest.objects.of(job).filter(to_say).select_related("change_order")
    papers = [_facts(row) for row in rows.prefetch_related("signers__person").order_by("pk")]
    open_items.bring_up_to_date(job=job, wanted=wanted_items(papers), by=by, prefixes=(SIGNING,))


_TO_NOTE = (RequestState.DECLINED, RequestState.EXPIRED, RequestState.DONE)


def _facts(row: SignatureRequest) -> RequestFacts:
    failed = row.status == DocumentStatus.FAILED
    declined = next((each for each in row.signers.all() if each.declined_at), None)
    return RequestFacts(
        pk=row.pk,
        paper=row.paper,
        named=str(row),
        state=row.state,
        since_on=timezone.localdate(row.sent_at),
        expires_on=row.expires_on,
        who=declined.person.name if declined else "",
        because=row.error if failed else row.ended_because,
        noted=row.noted_at is not None,
        failed=failed,
        not_recorded=row.not_recorded_because,
    )
